import AdapterProtocol
import BigInt
import Testing

@Suite("Decimals printed as text")
struct DecimalPrintingTests {
    @Test("What is printed reads back as the same value with the same scale", arguments: [11, 12])
    func roundTrip(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let value = try generator.decimal()
            let again = try ExactDecimal(parsing: value.description)
            if !again.isIdentical(to: value) { Issue.record("\(value) reads back as \(again)") }
            var bytes = Array("x".utf8)
            value.appendASCII(to: &bytes)
            if bytes != Array("x\(value)".utf8) { Issue.record("\(value) appends as \(bytes)") }
        }
    }

    @Test("A plain text without needless digits is printed as it was read", arguments: [13, 14])
    func canonical(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<12_000 {
            let whole = generator.chance(3) ? "0" : "\(generator.pick(1...9))" + Self.text(&generator, 0...16)
            let fraction = Self.text(&generator, 0...17)
            let sign = generator.chance(2) && (whole + fraction).contains { $0 != "0" } ? "-" : ""
            let text = sign + whole + (fraction.isEmpty ? "" : "." + fraction)
            let printed = try ExactDecimal(parsing: text).description
            if printed != text { Issue.record("\(text) prints as \(printed)") }
        }
    }

    private static func text(_ generator: inout DecimalGenerator, _ length: ClosedRange<Int>) -> String {
        let digits = generator.digits(generator.pick(length))
        return String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }

    @Test(
        "Venues get the form that they ask for",
        arguments: [
            ("1.500", 0, false, "1.500"), ("1.500", 0, true, "1.5"), ("1.500", 2, true, "1.50"),
            ("1.500", 5, false, "1.50000"),
            ("100", 0, true, "100"), ("100", 2, true, "100.00"), ("0.000", 0, true, "0"), ("-0.10", 0, true, "-0.1"),
            ("0.00100000", 0, false, "0.00100000"), ("7", -3, true, "7"), ("7", Int.min, false, "7"),
            ("7", Int.max, false, "7." + String(repeating: "0", count: 33)),
            ("0", Int.max, false, "0." + String(repeating: "0", count: 64)),
        ])
    func forms(text: String, minimumScale: Int, trimmingZeros: Bool, expected: String) throws {
        let value = try ExactDecimal(parsing: text)
        #expect(value.text(minimumScale: minimumScale, trimmingZeros: trimmingZeros) == expected)
    }

    @Test("Normalising keeps the value and drops every zero at the end of the fraction", arguments: [15, 16])
    func normalizing(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<10_000 {
            let value = try generator.decimal()
            let short = value.normalized
            if short != value || !short.keepsInvariants { Issue.record("\(value) normalises to \(short)") }
            if short.scale > 0, short.description.hasSuffix("0") { Issue.record("\(short) still ends in zero") }
            if short.text(trimmingZeros: true) != value.text(trimmingZeros: true) { Issue.record("\(value)") }
        }
    }

    @Test("The key of a book at a price scale is exact or absent", arguments: [17, 18])
    func scaledCoefficients(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<10_000 {
            let value = try generator.decimal()
            let scale = generator.pick(0...24)
            guard let key = value.coefficient(atScale: scale) else {
                let short = value.normalized
                // Absent only where a digit would be lost or the key passes 127 bits.
                let isTooFine = short.scale > scale
                let isTooLarge = DecimalOracle(short).units(of: -max(scale, short.scale)).magnitude.bitWidth > 127
                if !isTooFine, !isTooLarge { Issue.record("\(value) has no key at scale \(scale)") }
                continue
            }
            let back = ExactDecimal.outcome { () throws(DecimalError) in
                try ExactDecimal(coefficient: key, exponent: -scale)
            }
            if back != .success(value) { Issue.record("\(value) at scale \(scale) is \(key)") }
        }
    }

    @Test("Scales that no venue has give no key", arguments: [Int.min, -1, 65, Int.max])
    func absurdScales(scale: Int) {
        #expect(ExactDecimal.one.coefficient(atScale: scale) == nil)
        #expect(ExactDecimal.zero.coefficient(atScale: scale) == nil)
    }

    @Test("A fixed scale is exact, or an error that says what was in the way", arguments: [19, 20])
    func fixedScale(seed: UInt64) throws {
        var generator = DecimalGenerator(seed: seed)
        for _ in 0..<10_000 {
            let value = try generator.decimal()
            let scale = generator.pick(0...66)
            let short = value.normalized
            let units = DecimalOracle(short).units(of: -max(scale, short.scale))
            let hasRoom = scale <= 64 && units.magnitude < DecimalOracle.power(34).magnitude
            let outcome = ExactDecimal.outcome { () throws(DecimalError) in try value.rescaled(to: scale) }
            let isRight =
                switch outcome {
                case .success(let result): result == value && result.scale == scale && result.keepsInvariants
                case .failure(.inexact): scale < short.scale
                case .failure(let error): error == .overflow && !hasRoom && scale >= short.scale
                }
            if !isRight { Issue.record("\(value) rescaled to \(scale): \(outcome)") }
        }
    }
}
