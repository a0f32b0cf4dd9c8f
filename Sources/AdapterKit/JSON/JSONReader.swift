/// Reads JSON in one pass over raw bytes, without a tree, keeping numbers exact.
///
/// The caller knows the schema and pulls values in the order they stand; what it does not want it skips. Everything
/// read or skipped is checked against RFC 8259, and every object against duplicate keys. No input can crash it: depth
/// is capped, nothing recurses over the input, every index is checked.
public struct JSONReader {
    /// Deepest nesting read. The venues' deepest answer has 6 levels; 64 also fits one machine word of bookkeeping.
    public static let deepest = 64

    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    var depth = 0
    /// The sequences of keys that objects have had; copies of a reader share them.
    let nodes: UnsafeMutablePointer<KeyNode>
    /// How many of them there is room for.
    let nodeCapacity: Int32
    /// The keys of those open objects that left the known sequences, innermost last.
    var openKeys: [QuotedText] = []
    /// Hashes of the keys of those open objects that have many, innermost last.
    var keyHashes: [KeyHashes] = []
    /// The key read last, for messages.
    var lastKey: Range<Int>?

    init(_ bytes: UnsafeBufferPointer<UInt8>, nodes: UnsafeMutablePointer<KeyNode>, capacity: Int32 = KeyNode.most) {
        self.bytes = bytes
        self.nodes = nodes
        nodeCapacity = capacity
        nodes.initialize(to: KeyNode.beginning)
    }

    /// Reads one whole document.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - body: Reads the value; the reader must not escape.
    /// - Throws: ``JSONError`` of the body, or when anything but white space follows the value.
    public static func read<Value>(
        _ bytes: [UInt8], _ body: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        // Places in the bytes are kept in 32 bits.
        guard bytes.count < Int(Int32.max) else { throw JSONError(.unexpectedValue("at most 2 GiB"), offset: 0) }
        let nodes = UnsafeMutablePointer<KeyNode>.allocate(capacity: Int(KeyNode.most))
        defer { nodes.deallocate() }
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<Value, JSONError> in
            var reader = JSONReader(buffer, nodes: nodes)
            do throws(JSONError) {
                let value = try body(&reader)
                reader.skipSpace()
                guard reader.index == buffer.count else { throw reader.failure(.trailingBytes) }
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// An error at this place.
    @inline(never)
    func failure(_ kind: JSONError.Kind) -> JSONError {
        // A key may be as long as the document; a message needs its beginning.
        let field = lastKey.map { String(decoding: bytes[$0].prefix(64), as: UTF8.self) }
        return JSONError(kind, offset: index, field: field)
    }

    /// The error for a value outside what the schema allows, for readers of words and ranges.
    public func unexpected(_ expected: String) -> JSONError { failure(.unexpectedValue(expected)) }

    /// The error for a key that must be there.
    public func missing(_ key: String) -> JSONError { failure(.missing(key)) }

    /// The value of a key that must have been read by now.
    @inlinable
    public func require<Value>(_ value: Value?, _ key: String) throws(JSONError) -> Value {
        guard let value else { throw missing(key) }
        return value
    }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// The next byte that is no white space, not consumed.
    @inline(__always)
    mutating func peek() throws(JSONError) -> UInt8 {
        // Venues send no white space: decided here, without the loop's call.
        if index < bytes.count, bytes[index] > 0x20 { return bytes[index] }
        return try peekAfterSpace()
    }

    @inline(never)
    private mutating func peekAfterSpace() throws(JSONError) -> UInt8 {
        skipSpace()
        guard index < bytes.count else { throw failure(.truncated) }
        return bytes[index]
    }

    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard try peek() == byte else { throw failure(.unexpectedByte) }
        index += 1
    }

    mutating func descend() throws(JSONError) {
        guard depth < Self.deepest else { throw failure(.tooDeep) }
        depth += 1
    }
}
