import AdapterProtocol
import BigInt
import Testing

@Suite("Decimal arithmetic and order")
struct DecimalArithmeticTests {
    @Test(
        "Sum, difference and product are exact, and overflow exactly when they need more than 34 digits",
        arguments: [21, 22])
    func exactOrOverflow(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<10_000 {
            let left = try generator.decimal()
            let right = try generator.companion(of: left)
            let (first, second) = (DecimalOracle(left), DecimalOracle(right))
            expectDecimal(
                ExactDecimal.outcome { () throws(DecimalError) in try left + right },
                matches: first + second, "\(left) + \(right)")
            expectDecimal(
                ExactDecimal.outcome { () throws(DecimalError) in try left - right },
                matches: first - second, "\(left) - \(right)")
            expectDecimal(
                ExactDecimal.outcome { () throws(DecimalError) in try left * right },
                matches: first * second, "\(left) * \(right)")
        }
    }

    @Test("Products whose digits exceed 34 only by zeros are found", arguments: [23, 24])
    func productsWithZeros(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<10_000 {
            // Powers of two and five make the zeros that neither factor shows.
            let left = try ExactDecimal(coefficient: 1 << generator.pick(0...112), exponent: generator.pick(-40...0))
            var five: Int128 = 1
            for _ in 0..<generator.pick(0...48) { five *= 5 }
            let right = try ExactDecimal(coefficient: five, exponent: generator.pick(-40...0))
            expectDecimal(
                ExactDecimal.outcome { () throws(DecimalError) in try left * right },
                matches: DecimalOracle(left) * DecimalOracle(right), "\(left) * \(right)")
        }
    }

    @Test("Order, equality and hash are those of the value, whatever the scale", arguments: [25, 26])
    func order(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let left = try generator.decimal()
            let right = try generator.companion(of: left)
            let (first, second) = (DecimalOracle(left), DecimalOracle(right))
            let isEqual = DecimalOracle.isEqual(first, second)
            let isLess = DecimalOracle.isLess(first, second)
            if (left == right) != isEqual || (left < right) != isLess || (left > right) != (!isEqual && !isLess) {
                Issue.record("\(left) against \(right)")
            }
            if isEqual, left.hashValue != right.hashValue { Issue.record("hashes of \(left) and \(right)") }
            if left.isNegative != (first.coefficient < 0) || left.isZero != (first.coefficient == 0) {
                Issue.record("sign of \(left)")
            }
            if !DecimalOracle.isEqual(
                DecimalOracle(left.magnitude), .init(.init(first.coefficient.magnitude), first.exponent))
                || !DecimalOracle.isEqual(DecimalOracle(left.negated), .init(-first.coefficient, first.exponent))
            {
                Issue.record("magnitude or negation of \(left)")
            }
        }
    }

    @Test("The sum of a list is the exact sum", arguments: [27, 28])
    func sums(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<2_500 {
            var values: [ExactDecimal] = []
            for _ in 0..<generator.below(9) {
                values.append(
                    try ExactDecimal(
                        coefficient: Int128(generator.below(1_000_000_000)), exponent: -generator.below(16)))
                if generator.chance(3) { values.append(values[0].negated) }
            }
            let expected = values.reduce(DecimalOracle(0, 0)) { $0 + DecimalOracle($1) }
            expectDecimal(
                ExactDecimal.outcome { () throws(DecimalError) in try ExactDecimal.sum(values) },
                matches: expected, "sum of \(values)")
        }
    }

    @Test("The larger scale survives addition, the scales add up in a product, and zeros give way before digits do")
    func scales() throws {
        let (half, quarter) = (try ExactDecimal(parsing: "0.50"), try ExactDecimal(parsing: "0.2500"))
        #expect(try (half + quarter).description == "0.7500")
        #expect(try (half - half).description == "0.00")
        #expect(try (half * quarter).description == "0.125000")
        #expect(try (ExactDecimal.zero * half.negated).description == "0.00")
        let wide = try ExactDecimal(parsing: "9999999999999999999999999999999999")
        #expect(throws: DecimalError.overflow) { try wide + ExactDecimal(parsing: "0.1") }
        #expect(try (wide + ExactDecimal(parsing: "0.00")).description == wide.description)
        #expect(try (wide + 1).description == "10000000000000000000000000000000000")
    }

    @Test("One value in many forms is one key of a dictionary")
    func keys() throws {
        let forms = ["1.5", "1.50", "1.5000000000000000000000000000", "15e-1", "0.15e1", "0001.500"]
        #expect(try Set(forms.map { try ExactDecimal(parsing: $0) }).count == 1)
        let zeros = ["0", "-0", "0.00", "0e50", "-0.0e-70"]
        #expect(try Set(zeros.map { try ExactDecimal(parsing: $0) }).count == 1)
        let large = ["1e40", "10e39", "10000000000000000000000000000000000000000", "1.000e40"]
        #expect(try Set(large.map { try ExactDecimal(parsing: $0) }).count == 1)
    }
}
