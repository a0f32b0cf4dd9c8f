/// Names one budget of a venue, for example `weight.minute`.
public struct RateBudgetID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The dotted word.
    public let rawValue: String

    /// Wraps a dotted word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The dotted word.
    public var description: String { rawValue }
}

/// One rate limit as data: the venue's true shape (vocabulary.md 1.18).
public struct RateLimitRule: Sendable, Hashable {
    /// Whom the venue counts.
    public enum Scope: String, Sendable, Hashable {
        /// The network address: all keys behind it share.
        case address
        /// The account: all its keys share.
        case account
        /// The key.
        case key
    }

    /// How the budget comes back.
    public enum Shape: Sendable, Hashable {
        /// Whole at the edges of a calendar window of the venue's clock.
        case calendarWindow(Duration)
        /// Whole a fixed time after the first call that was counted.
        case windowFromFirstCall(Duration)
        /// Continuously, so much per second.
        case decay(perSecond: Int)
        /// Calls lie at least this far apart.
        case spacing(Duration)
    }

    /// The budget.
    public let id: RateBudgetID
    /// Whom the venue counts.
    public let scope: Scope
    /// How it comes back.
    public let shape: Shape
    /// Its size.
    public let limit: Int

    /// A limit.
    public init(id: RateBudgetID, scope: Scope, shape: Shape, limit: Int) {
        self.id = id
        self.scope = scope
        self.shape = shape
        self.limit = limit
    }
}

/// What a call costs of one budget.
public struct RateCharge: Sendable, Hashable {
    /// The budget.
    public let budget: RateBudgetID
    /// What is reserved before sending.
    public let cost: Int
    /// What it costs when it succeeds, where that differs (Binance's order writes cost nothing).
    public let costOnSuccess: Int

    /// A charge.
    public init(_ budget: RateBudgetID, _ cost: Int, onSuccess: Int? = nil) {
        self.budget = budget
        self.cost = cost
        costOnSuccess = onSuccess ?? cost
    }
}

/// What an answer says about budgets.
public struct RateFeedback: Sendable, Hashable {
    /// How much of each budget the venue counts as used.
    public let used: [RateBudgetID: Int]
    /// How long the venue wants to be left alone, nil when it did not refuse.
    public let pause: Duration?

    /// Feedback.
    public init(used: [RateBudgetID: Int] = [:], pause: Duration? = nil) {
        self.used = used
        self.pause = pause
    }
}
