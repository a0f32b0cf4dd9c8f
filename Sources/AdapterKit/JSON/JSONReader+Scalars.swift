public import AdapterProtocol

extension JSONReader {
    /// Reads a text.
    public mutating func string() throws(JSONError) -> String {
        guard try peek() == 0x22 else { throw unexpected("a text") }
        let quoted = try quoted()
        guard quoted.isPlain else { return try unescaped(quoted.range) }
        if quoted.isASCII { return String(decoding: UnsafeBufferPointer(rebasing: bytes[quoted.range]), as: UTF8.self) }
        guard let text = String(validating: UnsafeBufferPointer(rebasing: bytes[quoted.range]), as: UTF8.self) else {
            throw failure(.invalidText)
        }
        return text
    }

    /// Reads an exact number, written as a number or as a text.
    public mutating func decimal() throws(JSONError) -> ExactDecimal {
        if let plain = plainDecimal() { return plain }
        return try anyDecimal()
    }

    /// Reads an exact number that is written in another way than nearly all are.
    private mutating func anyDecimal() throws(JSONError) -> ExactDecimal {
        let range = try numberOrTextRange("a decimal")
        do {
            return try ExactDecimal(ascii: UnsafeBufferPointer(rebasing: bytes[range]))
        } catch {
            throw failure(.invalidNumber)
        }
    }

    /// Reads an exact number that cannot be below zero: a price, a quantity, a volume, a sum.
    public mutating func amount() throws(JSONError) -> ExactDecimal {
        // Digits and a point: without a sign.
        if let plain = plainDecimal() { return plain }
        return try amount(try anyDecimal())
    }

    /// Holds that a number, however it was read, is not below zero: a sign that nobody meant would be traded on.
    public func amount(_ number: ExactDecimal) throws(JSONError) -> ExactDecimal {
        guard !number.isNegative else { throw unexpected("a number not below zero") }
        return number
    }

    /// Reads a text that may hold an exact number; nil for any other text.
    public mutating func decimalInText() throws(JSONError) -> ExactDecimal? {
        guard try peek() == 0x22 else { throw unexpected("a text") }
        let text = try quoted()
        if let unescaped = try check(text) { return ExactDecimal(unescaped) }
        return try? ExactDecimal(ascii: UnsafeBufferPointer(rebasing: bytes[text.range]))
    }

    /// Reads a whole number of 64 bits, written as a number or as a text, without fraction or exponent.
    public mutating func integer() throws(JSONError) -> Int64 {
        if let plain = plainInteger() { return plain }
        let range = try numberOrTextRange("a whole number")
        var position = range.lowerBound
        let isNegative = bytes[position] == 0x2D
        if isNegative { position += 1 }
        guard position < range.upperBound else { throw failure(.invalidNumber) }
        var value: Int64 = 0
        while position < range.upperBound {
            let digit = bytes[position] &- 0x30
            guard digit <= 9 else { throw failure(.invalidNumber) }
            let (scaled, scaleOverflow) = value.multipliedReportingOverflow(by: 10)
            let (next, overflow) =
                isNegative
                ? scaled.subtractingReportingOverflow(Int64(digit)) : scaled.addingReportingOverflow(Int64(digit))
            guard !scaleOverflow, !overflow else { throw failure(.invalidNumber) }
            value = next
            position += 1
        }
        return value
    }

    /// Reads true or false.
    public mutating func bool() throws(JSONError) -> Bool {
        switch try peek() {
        case 0x74:
            try literal("true")
            return true
        case 0x66:
            try literal("false")
            return false
        default: throw unexpected("true or false")
        }
    }

    /// Reads an id or number as text exactly as it stands, whether quoted or not; ids above 2^53 stay whole.
    public mutating func rawText() throws(JSONError) -> String {
        if try peek() == 0x22 { return try string() }
        let range = try numberRange()
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    /// Where a number stands: bare, or inside a text without escapes and never empty.
    @inline(__always)
    private mutating func numberOrTextRange(_ expected: String) throws(JSONError) -> Range<Int> {
        switch try peek() {
        case 0x22: return try quotedNumber()
        case 0x2D, 0x30...0x39: return try numberRange()
        default: throw unexpected(expected)
        }
    }
}
