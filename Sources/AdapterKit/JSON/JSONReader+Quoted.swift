/// A text as it stands between its quotes.
struct QuotedText {
    let range: Range<Int>
    /// Whether the bytes are the text itself, without escapes.
    let isPlain: Bool
    /// Whether no byte is above 127; said of plain texts only.
    let isASCII: Bool
}

extension JSONReader {
    /// What stands between the quotes of the text that starts here; its escapes and its UTF-8 are not checked yet.
    mutating func quoted() throws(JSONError) -> QuotedText {
        let start = index + 1
        var position = start
        var isPlain = true
        var isASCII = true
        while true {
            position = firstTelling(from: position)
            guard position < bytes.count else { break }
            switch bytes[position] {
            case 0x22:
                index = position + 1
                return QuotedText(range: start..<position, isPlain: isPlain, isASCII: isASCII)
            case 0x5C:
                isPlain = false
                position += 2
            case 0x80...:
                isASCII = false
                position += 1
            default:
                index = position
                throw failure(.invalidText)
            }
        }
        index = bytes.count
        throw failure(.truncated)
    }

    /// The range of a number in quotes, which no byte that tells anything but its end may be in.
    @inline(__always)
    mutating func quotedNumber() throws(JSONError) -> Range<Int> {
        let start = index + 1
        let end = firstTelling(from: start)
        guard end < bytes.count else {
            index = bytes.count
            throw failure(.truncated)
        }
        index = end + 1
        guard bytes[end] == 0x22, end > start else { throw failure(.invalidNumber) }
        return start..<end
    }

    /// Checks a text that may not be read: its escapes and its UTF-8. The text, where it holds escapes.
    @discardableResult
    func check(_ text: QuotedText) throws(JSONError) -> String? {
        guard text.isPlain else { return try unescaped(text.range) }
        guard text.isASCII || isUTF8(text.range) else { throw failure(.invalidText) }
        return nil
    }

    private func isUTF8(_ range: Range<Int>) -> Bool {
        String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) != nil
    }

    /// The top bit of each of eight bytes that is a quote, a backslash, a control character or above 127; the lowest set
    /// bit is exact, since the borrows of the subtractions only run upwards.
    @inline(__always)
    static func telling(_ word: UInt64) -> UInt64 {
        let quotes = word ^ 0x2222_2222_2222_2222
        let slashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
        return
            ((quotes &- 0x0101_0101_0101_0101) | (slashes &- 0x0101_0101_0101_0101)
            | (word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
    }

    /// Where the first quote, backslash, control character or byte above 127 stands, else the end or beyond.
    @inline(__always)
    private func firstTelling(from start: Int) -> Int {
        var position = start
        let raw = UnsafeRawBufferPointer(bytes)
        while position + 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let telling = Self.telling(word)
            if telling != 0 { return position + telling.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < raw.count {
            let byte = raw[position]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { break }
            position += 1
        }
        return position
    }
}
