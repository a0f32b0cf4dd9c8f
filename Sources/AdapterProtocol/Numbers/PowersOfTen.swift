/// Powers of ten and digit counts. A switch rather than an array: the optimiser turns it into a constant
/// table, with no lazy initialiser and no bounds check on the hot paths.
@usableFromInline
enum PowersOfTen {
    /// 10^34, the first magnitude that no coefficient may reach.
    @inlinable static var coefficientLimit: UInt128 { 10_000_000_000_000_000_000_000_000_000_000_000 }

    /// 10^`power` for 0...19; anything above counts as 19.
    @inlinable
    @inline(__always)
    static func narrow(_ power: Int) -> UInt64 {
        switch power {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1_000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        case 8: 100_000_000
        case 9: 1_000_000_000
        case 10: 10_000_000_000
        case 11: 100_000_000_000
        case 12: 1_000_000_000_000
        case 13: 10_000_000_000_000
        case 14: 100_000_000_000_000
        case 15: 1_000_000_000_000_000
        case 16: 10_000_000_000_000_000
        case 17: 100_000_000_000_000_000
        case 18: 1_000_000_000_000_000_000
        default: 10_000_000_000_000_000_000
        }
    }

    /// 10^`power` for 0...38; callers check the range.
    @inlinable
    static func wide(_ power: Int) -> UInt128 {
        guard power > 19 else { return UInt128(narrow(power)) }
        let (high, low) = narrow(19).multipliedFullWidth(by: narrow(power - 19))
        return UInt128(high) << 64 | UInt128(low)
    }

    /// How many decimal digits `value` has; 0 for zero.
    @inlinable
    static func digitCount(_ value: UInt128) -> Int {
        guard value != 0 else { return 0 }
        // log10(2) as 1233 / 4096 is exact enough below 2^128 to be off by at most one.
        let guess = ((128 - value.leadingZeroBitCount) * 1233) >> 12
        return value < wide(guess) ? guess : guess + 1
    }

    /// The same for 64 bits.
    @inlinable
    static func digitCount(narrow value: UInt64) -> Int {
        guard value != 0 else { return 0 }
        let guess = ((64 - value.leadingZeroBitCount) * 1233) >> 12
        return value < narrow(guess) ? guess : guess + 1
    }
}
