extension ExactDecimal {
    /// Brings any 128-bit magnitude and exponent into a representable form of the same value.
    ///
    /// Digits are kept as they are where they fit, so that the scale survives; zeros at the end are dropped only
    /// as far as the 34 digits or the exponent's range demand.
    static func fitting(
        _ magnitude: UInt128, exponent: Int, isNegative: Bool
    ) throws(DecimalError) -> ExactDecimal {
        guard magnitude != 0 else { return zero(exponent: exponent) }
        // Beyond this no stripping or padding helps; it also keeps the arithmetic below from overflowing.
        guard (-256...256).contains(exponent) else { throw .overflow }
        var magnitude = magnitude
        var exponent = exponent
        while magnitude >= PowersOfTen.coefficientLimit || exponent < -exponentLimit {
            let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            guard digit == 0 else { throw .overflow }
            magnitude = quotient
            exponent += 1
        }
        if exponent > 0 {
            let shift = min(exponent, maximumDigits - PowersOfTen.digitCount(magnitude))
            magnitude *= PowersOfTen.wide(shift)
            exponent -= shift
        }
        guard exponent <= exponentLimit else { throw .overflow }
        return ExactDecimal(uncheckedMagnitude: magnitude, exponent: exponent, isNegative: isNegative)
    }

    /// The same for a product of up to 68 digits, `high` x 2^128 + `low`.
    static func fitting(
        high: UInt128, low: UInt128, exponent: Int, isNegative: Bool
    ) throws(DecimalError) -> ExactDecimal {
        guard high != 0 else { return try fitting(low, exponent: exponent, isNegative: isNegative) }
        // high < 10^68 / 2^128 < 10^34, so this quotient cannot overflow; its digits are the ones too many.
        let head = PowersOfTen.coefficientLimit.dividingFullWidth((high, low)).quotient
        let excess = PowersOfTen.digitCount(head)
        let (quotient, remainder) = PowersOfTen.wide(excess).dividingFullWidth((high, low))
        guard remainder == 0 else { throw .overflow }
        return try fitting(quotient, exponent: exponent + excess, isNegative: isNegative)
    }

    /// A zero that keeps as much of its scale as there is room for.
    static func zero(exponent: Int) -> ExactDecimal {
        ExactDecimal(uncheckedNarrow: 0, exponent: max(-exponentLimit, min(0, exponent)), isNegative: false)
    }

    /// Coefficient and exponent without zeros at the end of the fraction: one form per value, the one that is hashed.
    var strippedFraction: (magnitude: UInt128, exponent: Int) {
        var exponent = self.exponent
        var wide = wideMagnitude
        guard exponent < 0 else { return (wide, exponent) }
        guard wide != 0 else { return (0, 0) }
        while exponent < 0, wide >> 64 != 0 {
            let (quotient, digit) = wide.quotientAndRemainder(dividingBy: 10)
            guard digit == 0 else { return (wide, exponent) }
            wide = quotient
            exponent += 1
        }
        var narrow = UInt64(truncatingIfNeeded: wide)
        guard exponent < 0, wide >> 64 == 0 else { return (wide, exponent) }
        while exponent < 0 {
            let (quotient, digit) = narrow.quotientAndRemainder(dividingBy: 10)
            guard digit == 0 else { break }
            narrow = quotient
            exponent += 1
        }
        return (UInt128(narrow), exponent)
    }

    /// The same value with `scale` digits after the point, or as near to that as 34 digits and the range allow
    /// without changing the value.
    func withScale(_ scale: Int) -> ExactDecimal {
        if scale == self.scale { return self }
        var magnitude = wideMagnitude
        var exponent = self.exponent
        let target = -max(0, min(scale, Self.exponentLimit))
        guard magnitude != 0 else { return Self.zero(exponent: target) }
        if exponent > target {
            let shift = min(exponent - target, Self.maximumDigits - PowersOfTen.digitCount(magnitude))
            magnitude *= PowersOfTen.wide(shift)
            exponent -= shift
        }
        while exponent < target {
            let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            guard digit == 0 else { break }
            magnitude = quotient
            exponent += 1
        }
        return ExactDecimal(uncheckedMagnitude: magnitude, exponent: exponent, isNegative: isNegative)
    }
}
