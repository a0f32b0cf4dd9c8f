import AdapterKit
import AdapterProtocol

/// Luno's spellings vary by endpoint and year; these readers take what the sheet has seen and nothing else.
extension JSONReader {
    /// A list, or `null` for an empty one (luno.md A).
    mutating func nullableList<Element>(
        _ element: (inout JSONReader) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        try null() ? [] : try list(element)
    }

    /// An exact number; an empty text or `null` says that there is none (luno.md E.7).
    mutating func decimalOrNothing() throws(JSONError) -> ExactDecimal? {
        if try null() { return nil }
        if try emptyText() { return nil }
        return try decimal()
    }

    /// The same for a number that cannot be below zero.
    mutating func amountOrNothing() throws(JSONError) -> ExactDecimal? {
        guard let number = try decimalOrNothing() else { return nil }
        return try amount(number)
    }

    /// A text, nil when it is empty or `null`.
    mutating func textOrNothing() throws(JSONError) -> String? {
        if try null() { return nil }
        let text = try string()
        return text.isEmpty ? nil : text
    }

    /// Milliseconds since the epoch as a number, as a text of digits or as RFC 3339; nil for 0 and `null`, which
    /// both mean "not yet" (luno.md A, E.7).
    mutating func instant() throws(JSONError) -> Timestamp? {
        if try null() { return nil }
        if try emptyText() { return nil }
        if try next() == .number {
            let milliseconds = try integer()
            return milliseconds == 0 ? nil : Timestamp(milliseconds: milliseconds)
        }
        let before = self
        do throws(JSONError) {
            let milliseconds = try integer()
            return milliseconds == 0 ? nil : Timestamp(milliseconds: milliseconds)
        } catch {
            self = before
            guard try next() == .string else { throw error }
            let text = try string()
            guard text.hasSuffix("Z"), let time = Timestamp(iso8601: text) else { throw unexpected("a time") }
            return time
        }
    }
}
