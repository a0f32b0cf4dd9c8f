/// Which neighbour to take when a result lies between two representable ones. There is no default:
/// whoever rounds money says how.
public enum Rounding: Sendable, CaseIterable {
    /// Toward zero.
    case down
    /// Away from zero.
    case up
    /// Toward minus infinity.
    case floor
    /// Toward plus infinity.
    case ceiling
    /// To the nearest; a tie goes away from zero.
    case halfUp
    /// To the nearest; a tie goes to the even neighbour.
    case halfEven
}

/// Where an exact result lies between two neighbours, measured from the one nearer to zero.
enum Excess {
    case none, belowHalf, half, aboveHalf

    /// `remainder` is below `divisor`.
    init(remainder: UInt128, divisor: UInt128) {
        if remainder == 0 {
            self = .none
            return
        }
        // Not `remainder * 2`, which could overflow.
        let rest = divisor &- remainder
        self = remainder < rest ? .belowHalf : (remainder == rest ? .half : .aboveHalf)
    }
}

extension Rounding {
    /// Whether the magnitude steps to the neighbour farther from zero.
    func stepsAway(isNegative: Bool, isOdd: Bool, excess: Excess) -> Bool {
        guard excess != .none else { return false }
        switch self {
        case .down: return false
        case .up: return true
        case .floor: return isNegative
        case .ceiling: return !isNegative
        case .halfUp: return excess != .belowHalf
        case .halfEven: return excess == .aboveHalf || (excess == .half && isOdd)
        }
    }
}
