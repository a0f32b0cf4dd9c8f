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

    /// With the constant of a `case` for a count, no more than a few comparisons of whole words.
    @inlinable
    @inline(__always)
    static func isEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
        var offset = 0
        while offset &+ 8 <= count {
            if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            {
                return false
            }
            offset &+= 8
        }
        if count &- offset >= 4 {
            if left.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                != right.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            {
                return false
            }
            offset &+= 4
        }
        while offset < count {
            if left.load(fromByteOffset: offset, as: UInt8.self) != right.load(fromByteOffset: offset, as: UInt8.self) {
                return false
            }
            offset &+= 1
        }
        return true
    }
}
