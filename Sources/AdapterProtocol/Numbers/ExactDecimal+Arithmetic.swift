extension ExactDecimal {
    /// The exact sum, with the larger scale of the two where that fits.
    /// - Throws: ``DecimalError/overflow`` when the exact sum is not representable.
    @inlinable
    public static func + (left: ExactDecimal, right: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        // The same sign and exponent, coefficients of 64 bits: the everyday case.
        if left.high == right.high, left.isNarrow {
            let (sum, carry) = left.low.addingReportingOverflow(right.low)
            return ExactDecimal(low: sum, high: carry ? left.high | 1 : left.high)
        }
        return try added(left, right)
    }

    /// The exact difference, with the larger scale of the two where that fits.
    /// - Throws: ``DecimalError/overflow`` when the exact difference is not representable.
    @inlinable
    public static func - (left: ExactDecimal, right: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        if left.high == right.high, left.isNarrow, left.low > right.low {
            return ExactDecimal(low: left.low - right.low, high: left.high)
        }
        return try added(left, right.negated)
    }

    /// The exact product, with the scales added where that fits.
    /// - Throws: ``DecimalError/overflow`` when the exact product is not representable.
    @inlinable
    public static func * (left: ExactDecimal, right: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        if left.isNarrow, right.isNarrow {
            let (high, low) = left.low.multipliedFullWidth(by: right.low)
            let exponent = left.exponent &+ right.exponent
            // 2^48 x 2^64 is below 10^34; narrow coefficients never have a positive exponent.
            if high < 1 << 48, exponent >= -exponentLimit, high | low != 0 {
                let sign = (left.high ^ right.high) & (1 << 63)
                return ExactDecimal(low: low, high: header(exponent: exponent, isNegative: sign != 0) | high)
            }
        }
        return try multiplied(left, right)
    }

    /// The exact sum of a sequence, zero when it is empty. Every partial sum has to be representable.
    /// - Throws: ``DecimalError/overflow`` when one is not.
    @inlinable
    public static func sum(_ values: some Sequence<ExactDecimal>) throws(DecimalError) -> ExactDecimal {
        var total = zero
        for value in values { total = try total + value }
        return total
    }

    @usableFromInline
    static func added(_ left: ExactDecimal, _ right: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        let shift = left.exponent - right.exponent
        if left.isNarrow, right.isNarrow, (-19...19).contains(shift) {
            let (first, isLeftTooLarge) = left.low.multipliedReportingOverflow(by: PowersOfTen.narrow(max(0, shift)))
            let (second, isRightTooLarge) = right.low.multipliedReportingOverflow(
                by: PowersOfTen.narrow(max(0, -shift)))
            if !isLeftTooLarge, !isRightTooLarge {
                let exponent = min(left.exponent, right.exponent)
                return combined(first, left.isNegative, second, right.isNegative, exponent)
            }
        }
        if shift == 0 {
            return try combined(
                left.wideMagnitude, left.isNegative, right.wideMagnitude, right.isNegative, left.exponent)
        }
        return shift > 0 ? try aligned(left, right) : try aligned(right, left)
    }

    /// Adds two numbers of which `coarse` has the larger exponent.
    private static func aligned(_ coarse: ExactDecimal, _ fine: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        if let shifted = shifted(coarse, by: coarse.exponent - fine.exponent) {
            return try combined(
                shifted, coarse.isNegative, fine.wideMagnitude, fine.isNegative, fine.exponent)
        }
        // Only zeros at the end of the finer one can save it: without them its last digit stays in the sum.
        let (stripped, exponent) = fine.strippedZeros(upTo: coarse.exponent)
        guard let shifted = shifted(coarse, by: coarse.exponent - exponent) else { throw .overflow }
        return try combined(shifted, coarse.isNegative, stripped, fine.isNegative, exponent)
    }

    /// The coefficient times 10^`shift`; nil when the product is so large that a sum with any coefficient has more
    /// than 34 digits.
    private static func shifted(_ value: ExactDecimal, by shift: Int) -> UInt128? {
        let magnitude = value.wideMagnitude
        if magnitude == 0 { return 0 }
        guard shift <= maximumDigits else { return nil }
        let (product, overflow) = magnitude.multipliedReportingOverflow(by: PowersOfTen.wide(shift))
        return overflow || product >= 2 * PowersOfTen.coefficientLimit ? nil : product
    }

    /// Zeros at the end dropped until the exponent reaches `limit`; a zero has as many as are asked for.
    private func strippedZeros(upTo limit: Int) -> (magnitude: UInt128, exponent: Int) {
        var magnitude = wideMagnitude
        var exponent = self.exponent
        if magnitude == 0 { return (0, limit) }
        while exponent < limit {
            let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            guard digit == 0 else { break }
            magnitude = quotient
            exponent += 1
        }
        return (magnitude, exponent)
    }

    /// The signed sum of two 64-bit magnitudes at one exponent.
    @inline(__always)
    private static func combined(
        _ left: UInt64, _ leftIsNegative: Bool, _ right: UInt64, _ rightIsNegative: Bool, _ exponent: Int
    ) -> ExactDecimal {
        if leftIsNegative == rightIsNegative {
            let sum = UInt128(left) + UInt128(right)
            return ExactDecimal(uncheckedMagnitude: sum, exponent: exponent, isNegative: leftIsNegative)
        }
        let isNegative = left > right ? leftIsNegative : (left < right && rightIsNegative)
        let difference = left > right ? left - right : right - left
        return ExactDecimal(uncheckedNarrow: difference, exponent: exponent, isNegative: isNegative)
    }

    /// The signed sum of two magnitudes below 2 x 10^34 at one exponent.
    private static func combined(
        _ left: UInt128, _ leftIsNegative: Bool, _ right: UInt128, _ rightIsNegative: Bool, _ exponent: Int
    ) throws(DecimalError) -> ExactDecimal {
        if leftIsNegative == rightIsNegative {
            return try fitting(left + right, exponent: exponent, isNegative: leftIsNegative)
        }
        return left >= right
            ? try fitting(left - right, exponent: exponent, isNegative: leftIsNegative)
            : try fitting(right - left, exponent: exponent, isNegative: rightIsNegative)
    }

    @usableFromInline
    static func multiplied(_ left: ExactDecimal, _ right: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        let (high, low) = left.wideMagnitude.multipliedFullWidth(by: right.wideMagnitude)
        return try fitting(
            high: high, low: low, exponent: left.exponent + right.exponent,
            isNegative: left.isNegative != right.isNegative)
    }
}
