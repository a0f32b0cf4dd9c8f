extension JSONReader {
    /// Reads one whole message of a stream. As ``read(_:_:)``, but without a single allocation of its own, since
    /// streams bring thousands a second: their few keys are remembered on the stack.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - body: Reads the value; the reader must not escape.
    /// - Throws: ``JSONError`` of the body, or when anything but white space follows the value.
    @inlinable
    public static func read<Value>(
        _ message: Span<UInt8>, _ body: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        var value: Value?
        let failure = message.withUnsafeBufferPointer { bytes in
            withFrameReader(bytes) { reader in
                do throws(JSONError) {
                    value = try body(&reader)
                    try reader.finish()
                    return nil
                } catch {
                    return error
                }
            }
        }
        guard failure == nil, let value else { throw failure ?? JSONError(.truncated, offset: 0) }
        return value
    }

    /// Lends a reader whose memory of keys is on the stack. Not generic, so that a frame asks for no metadata.
    @usableFromInline
    static func withFrameReader(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (inout JSONReader) -> JSONError?
    ) -> JSONError? {
        guard bytes.count < Int(Int32.max) else {
            return JSONError(.unexpectedValue("at most 2 GiB"), offset: 0)
        }
        // 25 keys are 1,000 bytes: up to 1,024 the compiler takes the stack. What has more is read all the same.
        return withUnsafeTemporaryAllocation(of: KeyNode.self, capacity: 25) { nodes in
            guard let base = nodes.baseAddress else { return JSONError(.truncated, offset: 0) }
            var reader = JSONReader(bytes, nodes: base, capacity: 25)
            return body(&reader)
        }
    }

    /// Refuses what follows the document.
    @usableFromInline
    mutating func finish() throws(JSONError) {
        skipSpace()
        guard index == bytes.count else { throw failure(.trailingBytes) }
    }
}
