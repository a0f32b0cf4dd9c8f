import AdapterProtocol
import BigInt

/// SplitMix64: a seed replays the same cases on every machine.
struct DecimalGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func chance(_ outOf: Int) -> Bool { below(outOf) == 0 }
    mutating func pick(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// Digits with a liking for what breaks decimals: runs of nines and zeros, lone ones, fives at the end.
    mutating func digits(_ count: Int) -> [UInt8] {
        let style = below(6)
        var digits: [UInt8] = (0..<count).map { position in
            switch style {
            case 0: 9
            case 1: position == 0 ? 1 : 0
            case 2: position < count / 2 ? UInt8(below(10)) : 0
            case 3: position < count / 2 ? UInt8(below(10)) : 9
            default: UInt8(below(10))
            }
        }
        if count > 0, chance(8) { digits[count - 1] = 5 }
        return digits
    }

    /// A representable number: mostly of everyday size, sometimes with all 34 digits or at the ends of the range.
    mutating func decimal() throws -> ExactDecimal {
        let count = chance(3) ? pick(0...34) : pick(0...12)
        let exponent = chance(4) ? pick(-64...64) : pick(-10...0)
        var coefficient: Int128 = 0
        for digit in digits(count) { coefficient = coefficient * 10 + Int128(digit) }
        return try ExactDecimal(coefficient: chance(2) ? -coefficient : coefficient, exponent: exponent)
    }

    /// A second number that is often close to the first, equal to it in another form, or its opposite.
    mutating func companion(of value: ExactDecimal) throws -> ExactDecimal {
        switch below(8) {
        case 0: return value
        case 1: return value.normalized
        case 2: return value.negated
        case 3:
            let nudge = try ExactDecimal(coefficient: 1, exponent: max(-64, value.exponent - below(3)))
            return (try? value + nudge) ?? value
        default: return try decimal()
        }
    }

    /// A step above zero: a power of ten as most ticks are, or any number.
    mutating func step() throws -> ExactDecimal {
        if chance(2) { return try ExactDecimal(coefficient: 1, exponent: pick(-18...3)) }
        let step = try decimal().magnitude
        return step.isZero ? 1 : step
    }

    mutating func rounding() -> Rounding { Rounding.allCases[below(Rounding.allCases.count)] }
}

/// A text of the right form and the value that it means.
struct DecimalText {
    var text = ""
    var value: DecimalOracle

    /// `maximumDigits` bounds each side of the point.
    init(using generator: inout DecimalGenerator) {
        let isMinus = generator.chance(2)
        text = isMinus ? "-" : (generator.chance(4) ? "+" : "")
        var whole = generator.digits(generator.pick(1...(generator.chance(4) ? 40 : 10)))
        if generator.chance(5) { whole = [UInt8](repeating: 0, count: generator.pick(1...45)) + whole }
        var fraction: [UInt8] = []
        if generator.chance(4) == false {
            fraction = generator.digits(generator.pick(1...(generator.chance(4) ? 40 : 10)))
        }
        if !fraction.isEmpty, generator.chance(5) {
            fraction += [UInt8](repeating: 0, count: generator.pick(1...45))
        }
        text += Self.string(whole) + (fraction.isEmpty ? "" : "." + Self.string(fraction))
        var exponent = 0
        if generator.chance(4) {
            let reach = [5, 70, 120, 400][generator.below(4)]
            exponent = generator.pick(-reach...reach)
            text += generator.chance(2) ? "e" : "E"
            if exponent >= 0, generator.chance(2) { text += "+" }
            text += generator.chance(3) && exponent >= 0 ? "000\(exponent)" : "\(exponent)"
        }
        var coefficient: BigInt = 0
        for digit in whole + fraction { coefficient = coefficient * 10 + BigInt(digit) }
        value = DecimalOracle(isMinus ? -coefficient : coefficient, exponent - fraction.count)
    }

    private static func string(_ digits: [UInt8]) -> String {
        String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
}
