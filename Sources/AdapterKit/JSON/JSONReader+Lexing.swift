extension JSONReader {
    /// The range of the number that starts here, checked against the grammar.
    mutating func numberRange() throws(JSONError) -> Range<Int> {
        let start = index
        if index < bytes.count, bytes[index] == 0x2D { index += 1 }
        let firstDigit = index
        try digits()
        if bytes[firstDigit] == 0x30, index > firstDigit + 1 { throw failure(.invalidNumber) }
        if index < bytes.count, bytes[index] == 0x2E {
            index += 1
            try digits()
        }
        if index < bytes.count, bytes[index] | 0x20 == 0x65 {
            index += 1
            if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
            try digits()
        }
        return start..<index
    }

    @inline(__always)
    private mutating func digits() throws(JSONError) {
        let start = index
        while index < bytes.count, bytes[index] &- 0x30 <= 9 { index += 1 }
        guard index > start else { throw failure(index < bytes.count ? .invalidNumber : .truncated) }
    }

    @inline(__always)
    mutating func literal(_ word: StaticString) throws(JSONError) {
        guard word.utf8CodeUnitCount <= bytes.count - index else { throw failure(.truncated) }
        guard consume(word) else { throw failure(.unexpectedByte) }
    }

    /// Consumes these very bytes if they stand here.
    @inline(__always)
    mutating func consume(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard let base = bytes.baseAddress, count <= bytes.count - index,
            JSONKey.isEqual(UnsafeRawPointer(base + index), UnsafeRawPointer(text.utf8Start), count)
        else { return false }
        index += count
        return true
    }

    /// The text of a range that holds escapes.
    func unescaped(_ range: Range<Int>) throws(JSONError) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            guard bytes[position] == 0x5C else {
                result.append(bytes[position])
                position += 1
                continue
            }
            position += 1
            guard position < range.upperBound else { throw failure(.invalidText) }
            if bytes[position] == 0x75 {
                let scalar = try unicodeEscape(at: &position, end: range.upperBound)
                result.append(contentsOf: Array(String(Character(scalar)).utf8))
            } else {
                result.append(try simpleEscape(bytes[position]))
                position += 1
            }
        }
        guard let text = String(validating: result, as: UTF8.self) else { throw failure(.invalidText) }
        return text
    }

    private func simpleEscape(_ byte: UInt8) throws(JSONError) -> UInt8 {
        switch byte {
        case 0x22, 0x5C, 0x2F: byte
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: throw failure(.invalidText)
        }
    }

    /// Reads `uXXXX` at `position`, and its second half where it is a surrogate; leaves `position` behind it.
    private func unicodeEscape(at position: inout Int, end: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal(at: &position, end: end)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), position + 1 < end, bytes[position] == 0x5C,
            bytes[position + 1] == 0x75
        else { throw failure(.invalidText) }
        position += 1
        let second = try hexadecimal(at: &position, end: end)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw failure(.invalidText) }
        return scalar
    }

    private func hexadecimal(at position: inout Int, end: Int) throws(JSONError) -> UInt32 {
        position += 1
        guard position + 4 <= end else { throw failure(.invalidText) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch bytes[position] {
            case 0x30...0x39: digit = bytes[position] - 0x30
            case 0x61...0x66: digit = bytes[position] - 0x61 + 10
            case 0x41...0x46: digit = bytes[position] - 0x41 + 10
            default: throw failure(.invalidText)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
