extension JSONReader {
    /// Reads a text and lends it as it stands, to be compared without a `String` being made of it.
    ///
    /// - Parameter read: Gets the text, valid only inside; `switch` compares it with words as it does keys.
    @inlinable
    public mutating func text<Value>(
        _ read: (JSONKey) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        try read(try lentText())
    }

    /// Reads a text that is one of a table's names; nil for any other text.
    public mutating func text(in names: NameTable) throws(JSONError) -> Int? {
        names.value(of: try lentText())
    }

    @usableFromInline
    mutating func lentText() throws(JSONError) -> JSONKey {
        guard try peek() == 0x22 else { throw unexpected("a text") }
        let text = try quoted()
        let unescaped = text.isPlain && text.isASCII ? nil : try check(text)
        return JSONKey(
            bytes: UnsafeBufferPointer(rebasing: bytes[text.range]), unescaped: unescaped.map { Array($0.utf8) })
    }
}
