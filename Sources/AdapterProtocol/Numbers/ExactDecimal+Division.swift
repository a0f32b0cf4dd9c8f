extension ExactDecimal {
    /// The quotient, rounded to `scale` digits after the point (left of it when negative). The result carries that
    /// scale where 34 digits have room for it.
    /// - Throws: ``DecimalError/divisionByZero``; ``DecimalError/overflow`` when the rounded quotient is not
    ///   representable.
    public func divided(
        by divisor: ExactDecimal, scale: Int, rounding: Rounding
    ) throws(DecimalError) -> ExactDecimal {
        guard !divisor.isZero else { throw .divisionByZero }
        guard !isZero else { return Self.zero.withScale(scale) }
        // Outside these bounds the outcome no longer depends on the scale.
        let target = max(-512, min(512, scale))
        let sign = isNegative != divisor.isNegative
        let power = exponent - divisor.exponent + target
        let quotient = LongQuotient(wideMagnitude, times: power, over: divisor.wideMagnitude)
        let magnitude = try quotient.rounded(rounding, isNegative: sign)
        return try Self.fitting(magnitude.value, exponent: magnitude.shift - target, isNegative: sign)
            .withScale(target)
    }

    /// The value rounded to `scale` digits after the point (left of it when negative), carrying that scale where
    /// 34 digits have room for it.
    /// - Throws: ``DecimalError/overflow`` when the rounded value is not representable.
    public func rounded(scale: Int, _ rounding: Rounding) throws(DecimalError) -> ExactDecimal {
        let target = max(-512, min(512, scale))
        let dropped = -target - exponent
        guard dropped > 0, !isZero else { return withScale(target) }
        let quotient = LongQuotient(wideMagnitude, timesTenTo: dropped)
        let magnitude = try quotient.rounded(rounding, isNegative: isNegative)
        return try Self.fitting(magnitude.value, exponent: magnitude.shift - target, isNegative: isNegative)
            .withScale(target)
    }

    /// The same value with exactly `scale` digits after the point, as a venue's fixed-point field wants it.
    /// - Throws: ``DecimalError/inexact`` when a digit would be lost, ``DecimalError/overflow`` when 34 digits have no
    ///   room for the zeros or the scale is outside 0...64.
    public func rescaled(to scale: Int) throws(DecimalError) -> ExactDecimal {
        guard (0...Self.exponentLimit).contains(scale) else { throw .overflow }
        let result = withScale(scale)
        guard result.scale == scale else { throw result.scale > scale ? .inexact : .overflow }
        return result
    }
}
