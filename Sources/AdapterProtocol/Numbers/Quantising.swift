extension ExactDecimal {
    /// The nearest multiple of `step` in the direction that `rounding` names: a price on its tick, a quantity on its
    /// lot. The step need not be a power of ten. The result is written with the step's scale.
    ///
    /// A bid uses `.floor` and an ask `.ceiling` to be never worse than asked; a quantity uses `.down` to be never
    /// more than held.
    /// - Throws: ``DecimalError/divisionByZero`` when `step` is not above zero; ``DecimalError/overflow`` when that
    ///   multiple is not representable.
    public func quantized(to step: ExactDecimal, _ rounding: Rounding) throws(DecimalError) -> ExactDecimal {
        guard step.isPositive else { throw .divisionByZero }
        let position = StepPosition(of: self, in: step)
        let away = rounding.stepsAway(isNegative: isNegative, isOdd: position.isOdd, excess: position.excess)
        guard magnitude >= step else {
            let neighbour = isNegative ? step.negated : step
            return away ? neighbour : Self.zero.withScale(step.scale)
        }
        let change = try Self.fitting(
            away ? position.above : position.below, exponent: position.exponent, isNegative: isNegative == away)
        return try (self + change).withScale(step.scale)
    }

    /// Whether the value is a whole multiple of `step`; false when the step is not above zero.
    public func isMultiple(of step: ExactDecimal) -> Bool {
        guard step.isPositive else { return false }
        // The everyday case: both brought to one exponent within 64 bits.
        let shift = step.exponent - exponent
        if isNarrow, step.isNarrow, (-19...19).contains(shift) {
            let (unit, isStepTooLarge) = step.low.multipliedReportingOverflow(by: PowersOfTen.narrow(max(0, shift)))
            let (units, isTooLarge) = low.multipliedReportingOverflow(by: PowersOfTen.narrow(max(0, -shift)))
            if !isStepTooLarge, !isTooLarge { return units.isMultiple(of: unit) }
        }
        return StepPosition(of: self, in: step).excess == .none
    }
}

/// Where a magnitude lies between the two multiples of a step around it. The distances serve only where the
/// magnitude reaches one step; below that the multiples are zero and the step itself.
private struct StepPosition {
    /// Distance down to the lower multiple, and up to the higher one, in units of 10^`exponent`.
    let below: UInt128
    let above: UInt128
    let exponent: Int
    /// Whether the lower multiple is an odd one.
    let isOdd: Bool
    let excess: Excess

    /// `step` is above zero.
    init(of value: ExactDecimal, in step: ExactDecimal) {
        let shift = value.exponent - step.exponent
        let unit = step.wideMagnitude
        guard shift < 0 else {
            self.init(remainder: Self.remainder(value.wideMagnitude, shift, 2 * unit), unit, step.exponent)
            return
        }
        if -shift <= 38 {
            let (scaled, overflow) = unit.multipliedReportingOverflow(by: PowersOfTen.wide(-shift))
            if !overflow, scaled < UInt128.max / 2 {
                self.init(remainder: value.wideMagnitude % (2 * scaled), scaled, value.exponent)
                return
            }
        }
        // The value has fewer than 35 digits and the step more than 38: not even near the first multiple.
        self.init(remainder: value.wideMagnitude, .max, value.exponent)
    }

    /// `remainder` is the value modulo two steps, which tells the parity too.
    private init(remainder: UInt128, _ step: UInt128, _ exponent: Int) {
        isOdd = remainder >= step
        below = isOdd ? remainder - step : remainder
        above = step - below
        self.exponent = exponent
        excess = Excess(remainder: below, divisor: step)
    }

    /// `value` x 10^`shift` modulo `divisor`, both below 2 x 10^34, `shift` >= 0.
    private static func remainder(_ value: UInt128, _ shift: Int, _ divisor: UInt128) -> UInt128 {
        let (product, overflow) = value.multipliedReportingOverflow(by: PowersOfTen.wide(min(shift, 38)))
        if shift <= 38, !overflow { return product % divisor }
        var rest = value % divisor
        for _ in 0..<shift { rest = rest * 10 % divisor }
        return rest
    }
}
