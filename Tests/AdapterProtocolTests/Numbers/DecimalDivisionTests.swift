import AdapterProtocol
import BigInt
import Testing

@Suite("Decimal division, rounding and quantising")
struct DecimalDivisionTests {
    @Test("A quotient is the exact one rounded as named, for every mode and sign", arguments: [31, 32])
    func division(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let value = try generator.decimal()
            let divisor = try generator.companion(of: value)
            let scale = generator.chance(4) ? generator.pick(-170...170) : generator.pick(-2...20)
            let rounding = generator.rounding()
            let outcome = ExactDecimal.outcome { () throws(DecimalError) in
                try value.divided(by: divisor, scale: scale, rounding: rounding)
            }
            guard !divisor.isZero else {
                if outcome != .failure(.divisionByZero) { Issue.record("\(value) / 0: \(outcome)") }
                continue
            }
            let expected = DecimalOracle.quotient(
                DecimalOracle(value), DecimalOracle(divisor), unit: DecimalOracle(1, -scale), rounding)
            expectDecimal(outcome, matches: expected, "\(value) / \(divisor) at \(scale) \(rounding)")
        }
    }

    @Test(
        "A quotient whose digits beyond the 34th are all nine or all zero fits once it is rounded that way",
        arguments: [37, 38])
    func longQuotients(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        let limit = DecimalOracle.power(34)
        for _ in 0..<2_000 {
            // value x 10^35 = multiple x 10 x divisor +- gap, for a multiple of 34 digits and a gap of one digit.
            let divisor = BigInt(
                generator.digits(33).reduce(0) { $0 * 10 + BigInt($1) } * 10 + [1, 3, 7, 9][generator.below(4)])
            let gap = BigInt(generator.pick(1...9)) * (generator.chance(2) ? 1 : -1)
            guard let inverse = divisor.inverse(limit), divisor > 1 else { continue }
            let multiple = (inverse * gap).modulus(limit)
            let value = try ExactDecimal(parsing: "\((multiple * divisor - gap) / limit)")
            let scale = generator.pick(34...75)
            let rounding = generator.rounding()
            let outcome = ExactDecimal.outcome { () throws(DecimalError) in
                try value.divided(by: ExactDecimal(parsing: "\(divisor)"), scale: scale, rounding: rounding)
            }
            let expected = DecimalOracle.quotient(
                DecimalOracle(value), DecimalOracle(divisor, 0), unit: DecimalOracle(1, -scale), rounding)
            expectDecimal(outcome, matches: expected, "\(value) / \(divisor) at \(scale) \(rounding)")
        }
    }

    @Test("Rounding to a scale follows the named mode on both sides of the point", arguments: [33, 34])
    func rounding(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let value = try generator.decimal()
            let scale = generator.chance(4) ? generator.pick(-110...110) : generator.pick(-2...12)
            let rounding = generator.rounding()
            let outcome = ExactDecimal.outcome { () throws(DecimalError) in try value.rounded(scale: scale, rounding) }
            let expected = DecimalOracle.quotient(
                DecimalOracle(value), DecimalOracle(1, 0), unit: DecimalOracle(1, -scale), rounding)
            expectDecimal(outcome, matches: expected, "\(value) rounded to \(scale) \(rounding)")
        }
    }

    @Test("Quantising gives the multiple that the intent names, never one beyond it", arguments: [35, 36])
    func quantising(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let value = try generator.decimal()
            let step = try generator.step()
            let rounding = generator.rounding()
            let outcome = ExactDecimal.outcome { () throws(DecimalError) in try value.quantized(to: step, rounding) }
            let expected = DecimalOracle.quotient(
                DecimalOracle(value), DecimalOracle(1, 0), unit: DecimalOracle(step), rounding)
            expectDecimal(outcome, matches: expected, "\(value) to \(step) \(rounding)")
            guard case .success(let result) = outcome else { continue }
            let keepsIntent =
                switch rounding {
                case .floor: result <= value
                case .ceiling: result >= value
                case .down: result.magnitude <= value.magnitude
                case .up: result.magnitude >= value.magnitude
                case .halfUp, .halfEven: true
                }
            if !keepsIntent || !result.isMultiple(of: step) {
                Issue.record("\(value) to \(step) \(rounding): \(result)")
            }
            let isFixed = DecimalOracle.isEqual(expected, DecimalOracle(value))
            if value.isMultiple(of: step) != isFixed { Issue.record("\(value) as a multiple of \(step)") }
        }
    }

    @Test(
        "Ties and signs go where each mode sends them",
        arguments: [
            ("2.5", ["2", "3", "2", "3", "3", "2"]), ("-2.5", ["-2", "-3", "-3", "-2", "-3", "-2"]),
            ("3.5", ["3", "4", "3", "4", "4", "4"]), ("0.1", ["0", "1", "0", "1", "0", "0"]),
            ("-0.1", ["0", "-1", "-1", "0", "0", "0"]), ("0.5", ["0", "1", "0", "1", "1", "0"]),
            ("7.0", ["7", "7", "7", "7", "7", "7"]), ("-0.0", ["0", "0", "0", "0", "0", "0"]),
        ])
    func ties(text: String, expected: [String]) throws {
        let value = try ExactDecimal(parsing: text)
        for (rounding, printed) in zip([Rounding.down, .up, .floor, .ceiling, .halfUp, .halfEven], expected) {
            #expect(try value.rounded(scale: 0, rounding).description == printed)
            #expect(try value.divided(by: 1, scale: 0, rounding: rounding).description == printed)
            #expect(try value.quantized(to: 1, rounding).description == printed)
        }
    }

    @Test(
        "A quantised number is written at the step's scale",
        arguments: [
            ("1.23456", "0.01", "1.23"), ("1.23456", "0.01000000", "1.23000000"), ("1.23", "0.05", "1.20"),
            ("7", "0.5", "7.0"),
            ("1234", "100", "1200"), ("0.004", "0.01", "0.00"), ("123456.789", "1e2", "123400"), ("1", "3e60", "0"),
        ])
    func stepScale(value: String, step: String, printed: String) throws {
        let result = try ExactDecimal(parsing: value).quantized(to: ExactDecimal(parsing: step), .down)
        #expect(result.description == printed)
    }

    @Test("A step that is not above zero divides nothing", arguments: ["0", "0.00", "-0.01"])
    func badSteps(text: String) throws {
        let step = try ExactDecimal(parsing: text)
        #expect(throws: DecimalError.divisionByZero) { try ExactDecimal.one.quantized(to: step, .down) }
        #expect(!ExactDecimal.zero.isMultiple(of: step))
        #expect(!ExactDecimal.one.isMultiple(of: step))
    }

    @Test("The scale that was asked for is the scale that is printed, while 34 digits have room")
    func printedScale() throws {
        #expect(try ExactDecimal(1).divided(by: 4, scale: 6, rounding: .down).description == "0.250000")
        #expect(try ExactDecimal(1).divided(by: 3, scale: 4, rounding: .up).description == "0.3334")
        #expect(try ExactDecimal(2).rounded(scale: 3, .down).description == "2.000")
        #expect(try ExactDecimal(1).divided(by: 2, scale: 300, rounding: .down) == ExactDecimal(parsing: "0.5"))
        #expect(throws: DecimalError.overflow) { try ExactDecimal(1).divided(by: 3, scale: 40, rounding: .down) }
    }

    @Test("Absurd scales are answered, not trapped on", arguments: [Int.min, -1_000, 1_000, Int.max])
    func absurdScales(scale: Int) throws {
        let value = try ExactDecimal(parsing: "123.456")
        let isCoarse = scale < 0
        #expect(try value.rounded(scale: scale, .down) == (isCoarse ? 0 : value))
        #expect(try value.divided(by: 1, scale: scale, rounding: .halfEven) == (isCoarse ? 0 : value))
        if isCoarse {
            #expect(throws: DecimalError.overflow) { try value.rounded(scale: scale, .up) }
            #expect(throws: DecimalError.overflow) { try value.divided(by: 1, scale: scale, rounding: .ceiling) }
        }
    }
}
