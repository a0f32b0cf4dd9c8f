/// A key of an object as it stands in the bytes; compared without making a text of it.
///
/// Valid only inside the closure it is lent to.
public struct JSONKey {
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    /// The key's text in UTF-8 where it holds escapes, so that `"s\u0079mbol"` is still `symbol`.
    @usableFromInline let unescaped: [UInt8]?

    /// Lets `switch key { case "symbol": … }` compare bytes.
    @inlinable
    @inline(__always)
    public static func ~= (pattern: StaticString, key: JSONKey) -> Bool {
        if let text = key.unescaped { return isEqual(pattern, text) }
        guard pattern.utf8CodeUnitCount == key.bytes.count, let other = key.bytes.baseAddress else {
            return pattern.utf8CodeUnitCount == 0 && key.bytes.isEmpty
        }
        return isEqual(UnsafeRawPointer(pattern.utf8Start), UnsafeRawPointer(other), pattern.utf8CodeUnitCount)
    }

    /// The key as a text; bytes that are not UTF-8 are replaced, since it only names a place.
    public var text: String {
        unescaped.map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: bytes, as: UTF8.self)
    }

    @usableFromInline
    static func isEqual(_ pattern: StaticString, _ text: [UInt8]) -> Bool {
        pattern.withUTF8Buffer { text.elementsEqual($0) }
    }

    /// Whether two runs of bytes are the same; whole words, the last perhaps overlapping. With the constant of a `case` for
    /// a count, no more than a few comparisons.
    @inlinable
    @inline(__always)
    static func isEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
        if count >= 8 {
            var offset = 0
            while offset &+ 8 <= count {
                guard isEqual(left, right, at: offset, as: UInt64.self) else { return false }
                offset &+= 8
            }
            return isEqual(left, right, at: count &- 8, as: UInt64.self)
        }
        if count >= 4 {
            return isEqual(left, right, at: 0, as: UInt32.self) && isEqual(left, right, at: count &- 4, as: UInt32.self)
        }
        var offset = 0
        while offset < count {
            guard isEqual(left, right, at: offset, as: UInt8.self) else { return false }
            offset &+= 1
        }
        return true
    }

    @inlinable
    @inline(__always)
    static func isEqual<Word: FixedWidthInteger & BitwiseCopyable>(
        _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, at offset: Int, as word: Word.Type
    ) -> Bool {
        left.loadUnaligned(fromByteOffset: offset, as: word) == right.loadUnaligned(fromByteOffset: offset, as: word)
    }
}
