/// A JSON value whose members keep their order and whose numbers keep their digits: what faces read requests with and
/// write answers with.
public enum FaceJSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case flag(Bool)
    /// A number, by its digits.
    case number(String)
    /// A string.
    case text(String)
    /// An array.
    case list([FaceJSON])
    /// An object.
    case members([Member])

    /// One member of an object.
    public struct Member: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its value.
        public let value: FaceJSON

        /// A member.
        public init(_ name: String, _ value: FaceJSON) {
            self.name = name
            self.value = value
        }
    }

    /// A whole number.
    public static func integer(_ value: some BinaryInteger) -> FaceJSON { .number(String(value)) }

    /// The value of the first member called `name`; nil for anything but an object, or without such a member.
    public subscript(name: String) -> FaceJSON? {
        guard case .members(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// This object with one member more; anything but an object stays as it is.
    public func with(_ name: String, _ value: FaceJSON?) -> FaceJSON {
        guard case .members(let members) = self, let value else { return self }
        return .members(members + [Member(name, value)])
    }

    /// The compact text as bytes.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .flag(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let digits): out.append(contentsOf: digits.utf8)
        case .text(let value): Self.write(value, to: &out)
        case .list(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                element.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .members(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                out.append(contentsOf: [FaceHex.digits[Int(byte >> 4)], FaceHex.digits[Int(byte & 15)]])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

extension FaceJSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    /// An object.
    public init(dictionaryLiteral elements: (String, FaceJSON)...) {
        self = .members(elements.map { Member($0.0, $0.1) })
    }
    /// An array.
    public init(arrayLiteral elements: FaceJSON...) { self = .list(elements) }
    /// A string.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
}
