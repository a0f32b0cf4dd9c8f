public import AdapterProtocol

/// Everything users own or did, for the state directory: accounts, balances, orders, fills, counters and last prices.
/// Amounts are decimals, so that a state survives a change of scales. The background traders' world is not in it: it
/// is made anew around the last price.
public struct UserState: Sendable, Hashable, Codable {
    /// The shape of this value; a restore refuses others.
    public static let currentVersion = 1

    /// Shape this state was written in.
    public var version: Int
    /// Counters and last price of each market.
    public var markets: [SavedMarket]
    /// The opened accounts, in the order they were opened.
    public var accounts: [SavedAccount]
    /// Fees taken so far.
    public var collectedFees: [SavedBalance]
}

/// One market's counters.
public struct SavedMarket: Sendable, Hashable, Codable {
    /// Its name.
    public var symbol: String
    /// The next order id.
    public var nextOrderID: Int64
    /// The next trade id.
    public var nextTradeID: Int64
    /// The next prevented match id.
    public var nextPreventedMatchID: Int64
    /// The book's update id.
    public var updateID: Int64
    /// The last price.
    public var lastPrice: ExactDecimal
    /// Users' resting orders, best first, oldest first inside a level: bids, then asks.
    public var queue: [Int64]
}

/// One asset's funds.
public struct SavedBalance: Sendable, Hashable, Codable {
    /// The asset.
    public var asset: String
    /// Free to use.
    public var free: ExactDecimal
    /// Held by open orders; must be exactly what they need.
    public var locked: ExactDecimal
}

/// One account with its history.
public struct SavedAccount: Sendable, Hashable, Codable {
    /// Its id.
    public var id: String
    /// Its fee rates.
    public var fees: EngineFees
    /// Whether it pays fees in the discount asset.
    public var usesFeeDiscount: Bool
    /// When a balance last changed.
    public var updatedAt: Int64
    /// Funds; empty assets left out.
    public var balances: [SavedBalance]
    /// Orders of all states, by market, then ascending by id.
    public var orders: [SavedOrder]
    /// Fills, by market, then ascending by trade id.
    public var fills: [SavedFill]
    /// Prevented matches, by market, oldest first.
    public var preventedMatches: [PreventedMatch]
}

/// One order. Fields as in ``EngineOrder``.
public struct SavedOrder: Sendable, Hashable, Codable {
    /// The market.
    public var symbol: String
    /// The exchange's id.
    public var id: Int64
    /// The owner's id.
    public var clientOrderID: String?
    /// Buy or sell.
    public var side: Side
    /// What was placed.
    public var kind: EngineOrderKind
    /// Lifetime.
    public var timeInForce: EngineTimeInForce
    /// Self-trade mode in force.
    public var selfTradeMode: SelfTradeMode
    /// Limit price.
    public var price: ExactDecimal?
    /// Trigger price.
    public var triggerPrice: ExactDecimal?
    /// Ordered quantity; zero for an order by quote amount.
    public var quantity: ExactDecimal
    /// Ordered quote amount.
    public var quoteAmount: ExactDecimal?
    /// Where it stands.
    public var status: EngineOrderStatus
    /// Why the exchange ended it.
    public var expiryReason: ExpiryReason?
    /// Executed base quantity.
    public var executedQuantity: ExactDecimal
    /// Executed quote amount.
    public var executedQuote: ExactDecimal
    /// Quantity taken by self-trade prevention.
    public var preventedQuantity: ExactDecimal
    /// Last prevented match.
    public var preventedMatchID: Int64?
    /// Number of amends.
    public var amendCount: Int
    /// When it was placed.
    public var createdAt: Int64
    /// When it last changed.
    public var updatedAt: Int64
    /// Since when it may trade.
    public var workingSince: Int64?
    /// Funds it holds.
    public var locked: ExactDecimal
    /// The face's words.
    public var labels: [String: String]
}

/// One fill. Fields as in ``EngineFill``.
public struct SavedFill: Sendable, Hashable, Codable {
    /// The market.
    public var symbol: String
    /// The trade's id.
    public var tradeID: Int64
    /// The order.
    public var orderID: Int64
    /// The account's side.
    public var side: Side
    /// Whether the account's order rested.
    public var isMaker: Bool
    /// Price.
    public var price: ExactDecimal
    /// Base quantity.
    public var quantity: ExactDecimal
    /// The fee.
    public var fee: ExactDecimal
    /// The asset of the fee.
    public var feeAsset: String
    /// When it happened.
    public var time: Int64
}
