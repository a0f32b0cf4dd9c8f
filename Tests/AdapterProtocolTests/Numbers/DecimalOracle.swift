import AdapterProtocol
import BigInt

/// Exact arithmetic of any size, written without a look at the decimal: what every result is measured against.
struct DecimalOracle {
    var coefficient: BigInt
    var exponent: Int

    private static let powers: [BigInt] = (0...1400).reduce(into: [1]) { powers, _ in
        powers.append(powers[powers.count - 1] * 10)
    }

    static func power(_ exponent: Int) -> BigInt { powers[exponent] }

    init(_ coefficient: BigInt, _ exponent: Int) {
        self.coefficient = coefficient
        self.exponent = exponent
    }

    init(_ value: ExactDecimal) {
        let magnitude = value.coefficient.magnitude
        let unsigned = BigInt(UInt64(magnitude >> 64)) << 64 + BigInt(UInt64(truncatingIfNeeded: magnitude))
        self.init(value.coefficient < 0 ? -unsigned : unsigned, value.exponent)
    }

    /// The coefficient at a lower exponent.
    func units(of exponent: Int) -> BigInt {
        exponent == self.exponent ? coefficient : coefficient * Self.power(self.exponent - exponent)
    }

    static func aligned(_ left: Self, _ right: Self) -> (left: BigInt, right: BigInt, exponent: Int) {
        let exponent = min(left.exponent, right.exponent)
        return (left.units(of: exponent), right.units(of: exponent), exponent)
    }

    static func + (left: Self, right: Self) -> Self {
        let (first, second, exponent) = aligned(left, right)
        return Self(first + second, exponent)
    }

    static func - (left: Self, right: Self) -> Self {
        left + Self(-right.coefficient, right.exponent)
    }

    static func * (left: Self, right: Self) -> Self {
        Self(left.coefficient * right.coefficient, left.exponent + right.exponent)
    }

    static func isEqual(_ left: Self, _ right: Self) -> Bool {
        let (first, second, _) = aligned(left, right)
        return first == second
    }

    static func isLess(_ left: Self, _ right: Self) -> Bool {
        let (first, second, _) = aligned(left, right)
        return first < second
    }

    /// 34 digits after stripping the zeros at the end, and an exponent in -64...64 for some form of them.
    var isRepresentable: Bool {
        guard coefficient != 0 else { return true }
        var stripped = coefficient.magnitude
        var power = exponent
        for step in [64, 16, 4, 1] {
            while true {
                let (quotient, remainder) = stripped.quotientAndRemainder(dividingBy: Self.powers[step].magnitude)
                guard remainder == 0 else { break }
                stripped = quotient
                power += step
            }
        }
        guard power >= -64, stripped < Self.powers[34].magnitude else { return false }
        guard power > 64 else { return true }
        return power <= 98 && stripped * Self.powers[power - 64].magnitude < Self.powers[34].magnitude
    }

    /// `numerator` / `denominator` as an integer, straight from the definitions of the modes; `denominator` > 0.
    static func rounded(_ numerator: BigInt, over denominator: BigInt, _ rounding: Rounding) -> BigInt {
        var (floor, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard remainder != 0 else { return floor }
        if remainder < 0 { (floor, remainder) = (floor - 1, remainder + denominator) }
        let isNegative = numerator < 0
        switch rounding {
        case .floor: return floor
        case .ceiling: return floor + 1
        case .down: return isNegative ? floor + 1 : floor
        case .up: return isNegative ? floor : floor + 1
        case .halfUp, .halfEven:
            if remainder * 2 != denominator { return remainder * 2 < denominator ? floor : floor + 1 }
            if rounding == .halfUp { return isNegative ? floor : floor + 1 }
            return floor % 2 == 0 ? floor : floor + 1
        }
    }

    /// The whole number of `unit` nearest to `value` / `divisor` as `rounding` says, times `unit`.
    static func quotient(_ value: Self, _ divisor: Self, unit: Self, _ rounding: Rounding) -> Self {
        let scaled = divisor * unit
        let (numerator, denominator, _) = aligned(value, scaled)
        let whole =
            denominator < 0
            ? rounded(-numerator, over: -denominator, rounding) : rounded(numerator, over: denominator, rounding)
        return Self(whole * unit.coefficient, unit.exponent)
    }
}
