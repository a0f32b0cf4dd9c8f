public import AdapterProtocol

/// One asset of an account.
public struct EngineBalance: Sendable, Hashable {
    /// The asset.
    public let asset: String
    /// Free to use.
    public let free: ExactDecimal
    /// Held by open orders.
    public let locked: ExactDecimal
}

/// An account at one moment.
public struct EngineAccount: Sendable, Hashable {
    /// Its id.
    public let id: String
    /// Fee rates as fractions (0.001 = 0.1 %).
    public let fees: EngineFees
    /// Whether it pays fees in the discount asset.
    public let usesFeeDiscount: Bool
    /// Every asset of the exchange, also the empty ones, in the order the markets name them.
    public let balances: [EngineBalance]
    /// When a balance last changed, milliseconds since the epoch.
    public let updatedAt: Int64
}

/// Fee rates as fractions, eight decimals at most.
public struct EngineFees: Sendable, Hashable, Codable {
    /// Rate of resting orders.
    public var maker: ExactDecimal
    /// Rate of taking orders.
    public var taker: ExactDecimal

    /// Fee rates.
    public init(maker: ExactDecimal, taker: ExactDecimal) {
        self.maker = maker
        self.taker = taker
    }
}

/// What a placement did at once.
public struct EnginePlacement: Sendable, Hashable {
    /// The order after matching.
    public let order: EngineOrder
    /// Its own fills of this moment, in the order they happened.
    public let fills: [EngineFill]
    /// Everything that happened, to all accounts, in order.
    public let events: [EngineEvent]
}

/// What a cancel or an amend did.
public struct EngineChange: Sendable, Hashable {
    /// The order after it.
    public let order: EngineOrder
    /// The order before it.
    public let previous: EngineOrder
    /// Everything that happened, in order.
    public let events: [EngineEvent]
}
