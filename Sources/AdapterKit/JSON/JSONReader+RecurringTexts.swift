/// What a few texts were made into that come again in one answer, such as the codes of the currencies that others are
/// paid with. Unlike ``Recurring`` it keeps them all, up to ``most``.
public struct RecurringTexts<Value> {
    /// More are made anew each time: an answer of nothing but new texts must not be kept twice.
    public static var most: Int { 32 }

    @usableFromInline var names = NameTable()
    @usableFromInline var values: [Value] = []

    /// Nothing yet.
    public init() {}
}

extension JSONReader {
    /// Reads a text and what it was made into when it came before.
    ///
    /// - Parameter make: Must depend on the text alone.
    @inlinable
    public mutating func text<Value>(
        _ texts: inout RecurringTexts<Value>, _ make: (String) -> Value
    ) throws(JSONError) -> Value {
        let word = try lentText()
        if let place = texts.names.value(of: word) { return texts.values[place] }
        let text = word.text
        let value = make(text)
        if texts.values.count < RecurringTexts<Value>.most {
            texts.names.set(Array(text.utf8), to: texts.values.count)
            texts.values.append(value)
        }
        return value
    }
}
