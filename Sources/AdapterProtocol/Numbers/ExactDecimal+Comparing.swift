extension ExactDecimal: Comparable {
    /// Equality of value: the scale is ignored.
    @inlinable
    public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        // The same sign and exponent: the coefficients decide.
        if left.high >> 49 == right.high >> 49 { return left.low == right.low && left.high == right.high }
        return order(left, right) == 0
    }

    /// Order of value: the scale is ignored.
    @inlinable
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.high >> 49 == right.high >> 49 {
            return left.isNegative ? right.isBelowRaw(left) : left.isBelowRaw(right)
        }
        return order(left, right) < 0
    }

    @inlinable
    func isBelowRaw(_ other: ExactDecimal) -> Bool {
        high == other.high ? low < other.low : high < other.high
    }

    /// -1, 0 or 1 for numbers whose sign or exponent differ.
    @usableFromInline
    static func order(_ left: ExactDecimal, _ right: ExactDecimal) -> Int {
        let leftSign = left.isNegative ? -1 : (left.isZero ? 0 : 1)
        let rightSign = right.isNegative ? -1 : (right.isZero ? 0 : 1)
        guard leftSign == rightSign else { return leftSign < rightSign ? -1 : 1 }
        return leftSign == 0 ? 0 : leftSign * magnitudeOrder(left, right)
    }

    /// -1, 0 or 1 for the magnitudes of two numbers, neither of them zero.
    private static func magnitudeOrder(_ left: ExactDecimal, _ right: ExactDecimal) -> Int {
        let shift = left.exponent - right.exponent
        guard shift >= 0 else { return -magnitudeOrder(right, left) }
        if left.isNarrow, right.isNarrow, shift <= 19 {
            let (aligned, overflow) = left.low.multipliedReportingOverflow(by: PowersOfTen.narrow(shift))
            if overflow { return 1 }
            return aligned < right.low ? -1 : (aligned == right.low ? 0 : 1)
        }
        guard shift <= 38 else { return 1 }
        let (aligned, overflow) = left.wideMagnitude.multipliedReportingOverflow(by: PowersOfTen.wide(shift))
        if overflow { return 1 }
        let other = right.wideMagnitude
        return aligned < other ? -1 : (aligned == other ? 0 : 1)
    }
}

extension ExactDecimal: Hashable {
    /// Hashes the value: 1.50 and 1.5 hash alike.
    public func hash(into hasher: inout Hasher) {
        let key = normalized
        hasher.combine(key.low)
        hasher.combine(key.high)
    }
}
