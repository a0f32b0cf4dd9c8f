/// A key of an object as it stands in the bytes; compared without making a text of it.
///
/// Valid only inside the closure it is lent to.
public struct JSONKey {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The key's text where it holds escapes, so that `"s\u0079mbol"` is still `symbol`.
    let unescaped: String?

    /// Lets `switch key { case "symbol": … }` compare bytes.
    public static func ~= (pattern: StaticString, key: JSONKey) -> Bool {
        if let text = key.unescaped {
            return pattern.withUTF8Buffer { text.utf8.elementsEqual($0) }
        }
        guard pattern.utf8CodeUnitCount == key.bytes.count else { return false }
        return pattern.withUTF8Buffer { $0.elementsEqual(key.bytes) }
    }

    /// The key as a text; bytes that are not UTF-8 are replaced, since it only names a place.
    public var text: String { unescaped ?? String(decoding: bytes, as: UTF8.self) }
}
