/// Walks over the text of one number. The form is checked to the end before the size is: a malformed text of 60
/// digits is malformed, not too large.
struct DecimalReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var magnitude: UInt128 = 0
    /// Digits in `magnitude`, leading zeros not counted.
    private var digits = 0
    /// What the position of the digits contributes to the exponent.
    private var exponent = 0
    /// A digit other than zero came after the 34 that fit.
    private var isTooLong = false

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func decimal() throws(DecimalError) -> ExactDecimal {
        let isNegative = sign()
        try digitRun { reader, digit in reader.take(digit, isFraction: false) }
        if peek == UInt8(ascii: ".") {
            index += 1
            try digitRun { reader, digit in reader.take(digit, isFraction: true) }
        }
        if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
            index += 1
            exponent += try writtenExponent()
        }
        guard index == bytes.count else { throw .invalidCharacter(at: index) }
        guard !isTooLong else { throw .overflow }
        return try ExactDecimal.fitting(magnitude, exponent: exponent, isNegative: isNegative)
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Skips a sign; true for a minus.
    private mutating func sign() -> Bool {
        let isMinus = peek == UInt8(ascii: "-")
        if isMinus || peek == UInt8(ascii: "+") { index += 1 }
        return isMinus
    }

    /// One digit or more.
    private mutating func digitRun(_ body: (inout DecimalReader, UInt8) -> Void) throws(DecimalError) {
        let start = index
        while let byte = peek, byte &- UInt8(ascii: "0") <= 9 {
            body(&self, byte &- UInt8(ascii: "0"))
            index += 1
        }
        guard index > start else { throw .invalidCharacter(at: index) }
    }

    private mutating func take(_ digit: UInt8, isFraction: Bool) {
        if digits == ExactDecimal.maximumDigits {
            if digit != 0 { isTooLong = true }
            if !isFraction { exponent += 1 }
            return
        }
        magnitude = magnitude &* 10 &+ UInt128(digit)
        if magnitude != 0 { digits += 1 }
        if isFraction { exponent -= 1 }
    }

    private mutating func writtenExponent() throws(DecimalError) -> Int {
        let isNegative = sign()
        var value = 0
        try digitRun { _, digit in
            // Far beyond every text length and still far from overflowing: the rest of the digits changes nothing.
            if value < 1 << 56 { value = value * 10 + Int(digit) }
        }
        return isNegative ? -value : value
    }
}
