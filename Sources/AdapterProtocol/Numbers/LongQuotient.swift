/// An integer quotient of any length, as far as a decimal can hold it: the leading digits, and what follows them.
struct LongQuotient {
    /// The leading digits, at most 38 of them.
    private let head: UInt128
    /// How many digits follow the head.
    private let shift: Int
    /// What these digits are.
    private let tail: Tail
    /// What the division left beyond the last digit.
    private let excess: Excess

    /// Digits that are all zero, or all nine and rounded up, are the only ones that a decimal need not hold.
    private enum Tail { case zeros, nines, mixed }

    private init(head: UInt128, shift: Int = 0, tail: Tail = .zeros, excess: Excess) {
        self.head = head
        self.shift = shift
        self.tail = tail
        self.excess = excess
    }

    private init(_ dividend: UInt128, over divisor: UInt128) {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        self.init(head: quotient, excess: Excess(remainder: remainder, divisor: divisor))
    }

    /// `value` x 10^`power` / `divisor`, both of them coefficients and above zero.
    init(_ value: UInt128, times power: Int, over divisor: UInt128) {
        if power < 0 {
            self.init(value, over: divisor, timesTenTo: -power)
        } else if let dividend = Self.shifted(value, by: power) {
            self.init(dividend, over: divisor)
        } else {
            self.init(digitByDigit: value, power: power, divisor: divisor)
        }
    }

    /// `value` / (`divisor` x 10^`power`), `power` >= 0.
    init(_ value: UInt128, over divisor: UInt128 = 1, timesTenTo power: Int) {
        if let product = Self.shifted(divisor, by: power) {
            self.init(value, over: product)
        } else {
            // The divisor is above 2^128 and the value below 10^34: far below half.
            self.init(head: 0, excess: .belowHalf)
        }
    }

    /// `value` x 10^`power` where that fits 128 bits.
    private static func shifted(_ value: UInt128, by power: Int) -> UInt128? {
        guard power <= 38 else { return nil }
        let (product, overflow) = value.multipliedReportingOverflow(by: PowersOfTen.wide(power))
        return overflow ? nil : product
    }

    /// Long division by hand: the dividend does not fit 128 bits.
    private init(digitByDigit value: UInt128, power: Int, divisor: UInt128) {
        var (head, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        var tail = Tail.zeros
        var shift = 0
        var left = power
        while left > 0, remainder != 0, tail != .mixed {
            let (digit, rest) = (remainder * 10).quotientAndRemainder(dividingBy: divisor)
            remainder = rest
            left -= 1
            if head < PowersOfTen.coefficientLimit {
                head = head * 10 + digit
            } else {
                tail = Self.extended(tail, isFirst: shift == 0, by: digit)
                shift += 1
            }
        }
        // The digits that the loop did not reach are zeros; after nines nothing then rounds up, which is refused below.
        let excess = Excess(remainder: remainder, divisor: divisor)
        self.init(head: head, shift: shift + left, tail: tail, excess: excess)
    }

    private static func extended(_ tail: Tail, isFirst: Bool, by digit: UInt128) -> Tail {
        switch digit {
        case 0 where tail == .zeros: .zeros
        case 9 where isFirst || tail == .nines: .nines
        default: .mixed
        }
    }

    /// The quotient as `value` x 10^`shift` after rounding its last digit.
    /// - Throws: ``DecimalError/overflow`` when that needs more digits than a decimal has.
    func rounded(_ rounding: Rounding, isNegative: Bool) throws(DecimalError) -> (value: UInt128, shift: Int) {
        let isOdd = shift == 0 ? head & 1 == 1 : tail == .nines
        let steps = rounding.stepsAway(isNegative: isNegative, isOdd: isOdd, excess: excess)
        if shift == 0 { return (steps ? head + 1 : head, 0) }
        switch (tail, steps) {
        case (.zeros, false): return (head, shift)
        case (.nines, true): return (head + 1, shift)
        default: throw .overflow
        }
    }
}
