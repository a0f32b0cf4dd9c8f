/// One published trading rule: its value, switched off, or not published at all.
///
/// Venues say "no rule" by sending zero; a zero must never be divided by (binance.md K.24), so it cannot be stored.
public enum Rule<Value: Sendable & Hashable>: Sendable, Hashable {
    /// In force with this value.
    case value(Value)
    /// The venue says that no such rule applies.
    case off
    /// The venue publishes nothing; the rule may still exist.
    case unpublished

    /// The value when in force.
    public var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}

extension Rule where Value == ExactDecimal {
    /// The rule a venue spells as a number, zero or below meaning off.
    public static func venue(_ number: ExactDecimal) -> Rule {
        number.isPositive ? .value(number) : .off
    }
}

/// Step and bounds of a price, quantity or amount.
public struct StepRules: Sendable, Hashable {
    /// Values must be multiples of this.
    public let step: Rule<ExactDecimal>
    /// Values must not be below this.
    public let minimum: Rule<ExactDecimal>
    /// Values must not be above this.
    public let maximum: Rule<ExactDecimal>

    /// Step and bounds.
    public init(step: Rule<ExactDecimal>, minimum: Rule<ExactDecimal>, maximum: Rule<ExactDecimal>) {
        self.step = step
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Nothing published.
    public static let unpublished = StepRules(step: .unpublished, minimum: .unpublished, maximum: .unpublished)
}
