/// An exact decimal number in 16 bytes: a sign, a coefficient below 10^34 and a power of ten.
///
/// The value is `coefficient` x 10^`exponent`. A number is representable when some such form with an exponent
/// in -64...64 exists; everything else is ``DecimalError/overflow``, never an approximation and never a trap.
/// The bounds are wide on purpose: no venue publishes more than about 20 digits on either side of the point,
/// and a hostile `1e400` must be a typed error rather than a 400-digit string.
///
/// ``scale`` (digits after the point, as written) is kept for printing and plays no part in `==`, `<` and
/// hashing: `1.50 == 1.5`. Minus zero reads as zero. Floating-point literals do not compile.
///
/// Invariants: a zero has no sign and an exponent in -64...0; a positive exponent occurs only with a coefficient
/// of 34 digits, so whole numbers otherwise have exponent 0.
public struct ExactDecimal: Sendable {
    /// Bits 0...63 of the coefficient.
    @usableFromInline let low: UInt64
    /// Bit 63 the sign, bits 49...62 the exponent + 64, bits 0...48 bits 64...112 of the coefficient.
    @usableFromInline let high: UInt64

    /// For callers that hold the invariants already: `magnitude` < 10^34, `exponent` in range.
    @inlinable
    init(uncheckedMagnitude magnitude: UInt128, exponent: Int, isNegative: Bool) {
        low = UInt64(truncatingIfNeeded: magnitude)
        high = Self.header(exponent: exponent, isNegative: isNegative) | UInt64(truncatingIfNeeded: magnitude >> 64)
    }

    /// The same for a coefficient that fits 64 bits; a zero must come without a sign.
    @inlinable
    init(uncheckedNarrow magnitude: UInt64, exponent: Int, isNegative: Bool) {
        low = magnitude
        high = Self.header(exponent: exponent, isNegative: isNegative)
    }

    @inlinable
    static func header(exponent: Int, isNegative: Bool) -> UInt64 {
        UInt64(truncatingIfNeeded: exponent &+ Self.exponentLimit) << 49 | (isNegative ? 1 << 63 : 0)
    }

    @inlinable static var exponentLimit: Int { 64 }
    @inlinable static var maximumDigits: Int { 34 }
    @inlinable static var coefficientHighMask: UInt64 { (1 << 49) - 1 }
}

extension ExactDecimal {
    /// 0, without digits after the point.
    public static let zero = ExactDecimal(uncheckedNarrow: 0, exponent: 0, isNegative: false)
    /// 1.
    public static let one = ExactDecimal(uncheckedNarrow: 1, exponent: 0, isNegative: false)

    /// A whole number.
    @inlinable
    public init(_ value: Int) {
        self.init(uncheckedNarrow: UInt64(value.magnitude), exponent: 0, isNegative: value < 0)
    }

    /// `coefficient` x 10^`exponent`: a negative exponent is that many digits after the point.
    ///
    /// Digits are moved between the two only as the invariants ask: 1 x 10^3 is kept as 1000.
    /// - Throws: ``DecimalError/overflow`` when the value is not representable.
    public init(coefficient: Int128, exponent: Int) throws(DecimalError) {
        self = try Self.fitting(coefficient.magnitude, exponent: exponent, isNegative: coefficient < 0)
    }

    /// Whether the value is zero, whatever its scale.
    @inlinable public var isZero: Bool { low == 0 && high & Self.coefficientHighMask == 0 }
    /// Whether the value is below zero.
    @inlinable public var isNegative: Bool { high >> 63 != 0 }
    /// Whether the value is above zero.
    @inlinable public var isPositive: Bool { !isNegative && !isZero }

    /// Digits after the point when printed; never negative.
    @inlinable public var scale: Int { max(0, -exponent) }
    /// The signed coefficient: the digits without the point.
    @inlinable public var coefficient: Int128 {
        let value = Int128(truncatingIfNeeded: wideMagnitude)
        return isNegative ? -value : value
    }
    /// The power of ten that the coefficient is multiplied by; -``scale`` unless the number has more than 34 digits.
    @inlinable public var exponent: Int { Int(truncatingIfNeeded: (high >> 49) & 0x3FFF) &- Self.exponentLimit }

    /// The value without its sign.
    @inlinable public var magnitude: ExactDecimal { ExactDecimal(low: low, high: high & ~(1 << 63)) }
    /// The value with the other sign; zero stays zero.
    @inlinable public var negated: ExactDecimal { isZero ? self : ExactDecimal(low: low, high: high ^ (1 << 63)) }
    /// The same value with the zeros at the end of the fraction gone: 1.500 becomes 1.5; 100 stays 100.
    public var normalized: ExactDecimal {
        if exponent >= 0 || (low & 1 == 1) { return self }
        let (magnitude, exponent) = strippedFraction
        return ExactDecimal(uncheckedMagnitude: magnitude, exponent: exponent, isNegative: isNegative)
    }

    /// The signed coefficient that the value has with exactly `scale` digits after the point, the integer key of
    /// an order book at the instrument's price scale; nil when that would need rounding or does not fit.
    public func coefficient(atScale scale: Int) -> Int128? {
        guard (0...Self.exponentLimit).contains(scale) else { return nil }
        if scale == self.scale, exponent <= 0 { return coefficient }
        let (magnitude, exponent) = strippedFraction
        let shift = exponent + scale
        guard (0...38).contains(shift) else { return magnitude == 0 && shift > 0 ? 0 : nil }
        let (product, overflow) = magnitude.multipliedReportingOverflow(by: PowersOfTen.wide(shift))
        guard !overflow, let value = Int128(exactly: product) else { return nil }
        return isNegative ? -value : value
    }

    @inlinable
    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The unsigned coefficient.
    @inlinable var wideMagnitude: UInt128 { UInt128(high & Self.coefficientHighMask) << 64 | UInt128(low) }
    /// Whether the coefficient fits 64 bits, the case that the fast paths are written for.
    @inlinable var isNarrow: Bool { high & Self.coefficientHighMask == 0 }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
    /// `let quantity: ExactDecimal = 5`
    @inlinable
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
