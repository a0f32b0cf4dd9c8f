public import AdapterProtocol

extension JSONReader {
    /// Reads a text that is an ISO 8601 time in UTC, as ``AdapterProtocol/Timestamp/init(iso8601:)`` takes it.
    public mutating func internetTime() throws(JSONError) -> Timestamp {
        guard try peek() == 0x22 else { throw unexpected("a text") }
        let text = try quoted()
        let time =
            if let unescaped = try check(text) {
                Timestamp(iso8601: unescaped)
            } else {
                Timestamp.parse(UnsafeBufferPointer(rebasing: bytes[text.range]))
            }
        guard let time else { throw unexpected("a time in ISO 8601") }
        return time
    }
}
