/// HTTP header fields in the order they were sent, looked up without regard to case.
///
/// Order, repetition and spelling are kept because a venue may depend on any of the three.
public struct FaceHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One header line.
    public struct Field: Sendable, Hashable {
        /// The field name as spelled by its sender.
        public let name: String
        /// The field value without surrounding white space.
        public let value: String

        /// Makes one header line.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All lines in order.
    public private(set) var fields: [Field]

    /// Makes a collection from lines in order.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// `["Content-Type": "application/json"]`; order and repetition are kept.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first line called `name`, whatever its case.
    public func first(_ name: String) -> String? {
        fields.first { Self.isSame($0.name, name) }?.value
    }

    /// The values of every line called `name`, in order.
    public func all(_ name: String) -> [String] {
        fields.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    /// Appends one line.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Replaces every line called `name` by one at the place of the first, or appends it.
    public mutating func set(_ name: String, _ value: String) {
        guard let index = fields.firstIndex(where: { Self.isSame($0.name, name) }) else {
            return add(name, value)
        }
        remove(name)
        fields.insert(Field(name: name, value: value), at: min(index, fields.count))
    }

    /// Removes every line called `name`.
    public mutating func remove(_ name: String) {
        fields.removeAll { Self.isSame($0.name, name) }
    }

    /// Field names are ASCII (RFC 9110 5.1), so folding the 26 letters is all there is to case.
    static func isSame(_ lhs: String, _ rhs: String) -> Bool {
        lhs.utf8.elementsEqual(rhs.utf8) { fold($0) == fold($1) }
    }

    private static func fold(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
