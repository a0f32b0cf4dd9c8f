import AdapterProtocol

/// An order as the engine keeps it: integers only.
struct OrderRecord: Sendable, Hashable {
    let id: Int64
    /// Index of the owner.
    let account: Int
    let accountID: String
    let side: Side
    let kind: EngineOrderKind
    let timeInForce: EngineTimeInForce
    let selfTradeMode: SelfTradeMode
    var limitTicks: Int64?
    var triggerTicks: Int64?
    /// Ordered lots; 0 for an order by quote amount.
    var lots: Int64
    /// Ordered quote amount of an order by quote amount.
    let quoteAmount: Int128?
    var clientOrderID: String?
    let labels: [String: String]
    var status: EngineOrderStatus
    var expiryReason: ExpiryReason?
    var executedLots: Int64 = 0
    var executedQuote: Int128 = 0
    var preventedLots: Int64 = 0
    var preventedMatchID: Int64?
    var amendCount = 0
    let createdAt: Int64
    var updatedAt: Int64
    var workingSince: Int64?
    /// What the order still holds: quote units for a buy, base units for a sell.
    var locked: Int128

    var isQuoteAmount: Bool { quoteAmount != nil }
    /// Whether it fills at once in full or not at all.
    var mustFillCompletely: Bool { timeInForce == .fillOrKill && kind.hasLimitPrice && kind != .limitMaker }
    /// Lots that can still trade; 0 for an order by quote amount.
    var openLots: Int64 { isQuoteAmount ? 0 : lots - executedLots - preventedLots }
}

/// One public trade.
struct TradeRecord: Sendable, Hashable {
    let id: Int64
    let aggregateID: Int64
    let ticks: Int64
    let lots: Int64
    let time: Int64
    let takerSide: Side
}

/// One half of a trade.
struct FillRecord: Sendable, Hashable {
    let tradeID: Int64
    let orderID: Int64
    let side: Side
    let isMaker: Bool
    let ticks: Int64
    let lots: Int64
    let feeAmount: Int128
    /// Index of the asset the fee was taken in.
    let feeAsset: Int
    let time: Int64
}
