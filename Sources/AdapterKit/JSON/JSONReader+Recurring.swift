/// What one kind of value was read to last, and the bytes it was read from.
///
/// The rows of a list repeat themselves: the same order types, the same words. Valid only within one document.
public struct Recurring<Value> {
    @usableFromInline var start = 0
    @usableFromInline var count = 0
    @usableFromInline var value: Value?

    /// Nothing yet.
    public init() {}
}

extension JSONReader {
    /// Reads a text, a list or an object; when it stands as the last one of its kind did, byte for byte, it has the same
    /// value and is not read again.
    ///
    /// - Parameter read: Must depend on the bytes of the value alone.
    @inlinable
    public mutating func recurring<Value>(
        _ last: inout Recurring<Value>, _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        if let value = last.value, consume(again: last.start, last.count) { return value }
        let start = try valueStart()
        let value = try read(&self)
        last.start = start
        last.count = valueEnd(from: start)
        last.value = last.count == 0 ? nil : value
        return value
    }

    /// Consumes the bytes that stand here if they are those of an earlier place.
    @usableFromInline
    mutating func consume(again start: Int, _ count: Int) -> Bool {
        guard let base = bytes.baseAddress, count <= bytes.count - index, start + count <= index,
            JSONKey.isEqual(UnsafeRawPointer(base + index), UnsafeRawPointer(base + start), count)
        else { return false }
        index += count
        return true
    }

    @usableFromInline
    mutating func valueStart() throws(JSONError) -> Int {
        _ = try peek()
        return index
    }

    /// How many bytes the value has, 0 for one whose end its own bytes do not show.
    @usableFromInline
    func valueEnd(from start: Int) -> Int {
        switch bytes[start] {
        case 0x22, 0x5B, 0x7B: index - start
        default: 0
        }
    }
}
