import AdapterProtocol
import Testing

@Suite("Decimals read from text")
struct DecimalParsingTests {
    @Test(
        "Every well-formed text reads as its exact value, or overflows when that needs more than 34 digits",
        arguments: [1, 2])
    func wellFormed(seed: UInt64) {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let sample = DecimalText(using: &generator)
            let outcome = ExactDecimal.outcome { () throws(DecimalError) in try ExactDecimal(parsing: sample.text) }
            expectDecimal(outcome, matches: sample.value, sample.text)
        }
    }

    @Test("A damaged text is refused at the first byte that does not belong", arguments: [3, 4])
    func damaged(seed: UInt64) {
        var generator = DecimalGenerator(seed: seed)
        let alphabet = Array("0123456789..--++eE ,_xNaInf\u{0}\n".utf8)
        for _ in 0..<12_000 {
            var bytes = Array(DecimalText(using: &generator).text.utf8)
            for _ in 0...generator.below(3) {
                let position = generator.below(bytes.count + 1)
                let byte =
                    generator.chance(10) ? UInt8(generator.below(256)) : alphabet[generator.below(alphabet.count)]
                switch generator.below(3) {
                case 0: bytes.insert(byte, at: position)
                case 1 where position < bytes.count: bytes[position] = byte
                case 2 where position < bytes.count: bytes.removeSubrange(position...)
                default: break
                }
            }
            Self.expectGrammar(bytes)
        }
    }

    @Test("Random bytes of any length neither trap nor read as a number by accident", arguments: [5, 6])
    func randomBytes(seed: UInt64) {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let isText = generator.chance(2)
            let bytes = (0..<generator.below(60)).map { _ in
                UInt8(isText ? generator.pick(43...57) : generator.below(256))
            }
            Self.expectGrammar(bytes)
        }
    }

    private static func expectGrammar(_ bytes: [UInt8]) {
        let expected: DecimalError? =
            bytes.isEmpty ? .empty : DecimalGrammar.firstBadOffset(bytes).map { .invalidCharacter(at: $0) }
        let outcome = ExactDecimal.outcome { () throws(DecimalError) in try ExactDecimal(ascii: bytes.span) }
        let isRight =
            switch outcome {
            case .success: expected == nil
            case .failure(.overflow): expected == nil
            case .failure(let error): expected == error
            }
        if !isRight { Issue.record("\(bytes): \(outcome), expected \(String(describing: expected))") }
        let text = String(decoding: bytes, as: UTF8.self)
        guard Array(text.utf8) == bytes else { return }
        let again = ExactDecimal.outcome { () throws(DecimalError) in try ExactDecimal(parsing: text) }
        if again != outcome { Issue.record("\(text): \(again) from the string, \(outcome) from the bytes") }
    }

    @Test(
        "Sizes beyond the bounds are errors and leading or surplus zeros are not",
        arguments: [
            ("1e400", nil), ("1e-400", nil), ("1e99999999999999999999999", nil), ("-1e-99999999999999999999999", nil),
            ("0e400", "0"), ("0e-99999999999999999999", "0." + String(repeating: "0", count: 64)),
            ("123456789012345678901234567890123456789012345678901234567890", nil),
            ("9999999999999999999999999999999999", "9999999999999999999999999999999999"),
            ("10000000000000000000000000000000000", "10000000000000000000000000000000000"),
            ("10000000000000000000000000000000001", nil),
            ("0.10000000000000000000000000000000000000000", "0.1000000000000000000000000000000000"),
            (String(repeating: "0", count: 5_000) + "7", "7"),
            ("18446744073709551615", "18446744073709551615"), ("18446744073709551616", "18446744073709551616"),
            ("99999999999999999999", "99999999999999999999"), ("-0.00", "0.00"), ("+1.50", "1.50"), ("-0e5", "0"),
            ("1e3", "1000"), ("1.5e1", "15"), ("1.25E-3", "0.00125"), ("1e98", nil),
        ] as [(String, String?)])
    func bounds(text: String, printed: String?) {
        #expect(ExactDecimal(text)?.description == printed)
    }

    @Test(
        "Text of another form is refused with the offset",
        arguments: [
            (".5", 0), ("5.", 2), ("-", 1), ("+-1", 1), ("1e", 2), ("1e+", 3), ("1.2.3", 3), (" 1", 0), ("1 ", 1),
            ("NaN", 0),
            ("-Infinity", 1), ("0x10", 1), ("1,000", 1), ("1_000", 1), ("١", 0), ("1e1.5", 3),
            (String(repeating: "9", count: 60) + "x", 60),
        ])
    func refused(text: String, offset: Int) {
        #expect(throws: DecimalError.invalidCharacter(at: offset)) { try ExactDecimal(parsing: text) }
        #expect(ExactDecimal(text) == nil)
    }

    @Test("Nothing at all is its own error, from every kind of input")
    func empty() {
        #expect(throws: DecimalError.empty) { try ExactDecimal(parsing: "") }
        #expect(throws: DecimalError.empty) { try ExactDecimal(ascii: UnsafeBufferPointer(start: nil, count: 0)) }
        #expect(throws: DecimalError.empty) { try ExactDecimal(ascii: [UInt8]().span) }
    }

    @Test("A coefficient and an exponent give the same number as the text", arguments: [7, 8])
    func coefficients(seed: UInt64) {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<10_000 {
            let coefficient = (Int128(truncatingIfNeeded: generator.next()) << 64) >> Int128(generator.below(127))
            let exponent = generator.pick(-120...120)
            let outcome = ExactDecimal.outcome { () throws(DecimalError) in
                try ExactDecimal(coefficient: coefficient, exponent: exponent)
            }
            let text = ExactDecimal.outcome { () throws(DecimalError) in
                try ExactDecimal(parsing: "\(coefficient)e\(exponent)")
            }
            if outcome != text { Issue.record("\(coefficient)e\(exponent): \(outcome) and \(text)") }
        }
    }

    @Test("The extremes of the machine's integers are numbers or errors, never traps")
    func integerExtremes() throws {
        #expect(ExactDecimal(Int.min).description == "-9223372036854775808")
        #expect(ExactDecimal(Int.max).coefficient == Int128(Int.max))
        #expect(throws: DecimalError.overflow) { try ExactDecimal(coefficient: .min, exponent: 0) }
        #expect(throws: DecimalError.overflow) { try ExactDecimal(coefficient: 1, exponent: .max) }
        #expect(throws: DecimalError.overflow) { try ExactDecimal(coefficient: 1, exponent: .min) }
        #expect(try ExactDecimal(coefficient: 0, exponent: .max).isZero)
        let literal: ExactDecimal = -5
        #expect(literal == ExactDecimal(-5))
    }
}
