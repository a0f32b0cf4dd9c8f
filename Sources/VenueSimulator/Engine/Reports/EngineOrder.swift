public import AdapterProtocol

/// An order as it stood at one moment. A value: it does not change when the order does.
///
/// Amounts are kept as integers and turned to decimals when asked for, so that an event costs no arithmetic.
public struct EngineOrder: Sendable, Hashable {
    let record: OrderRecord
    let units: MarketUnits

    init(_ record: OrderRecord, _ units: MarketUnits) {
        self.record = record
        self.units = units
    }

    /// The market.
    public var symbol: String { units.symbol }
    /// The owner.
    public var account: String { record.accountID }
    /// The exchange's id, ascending per market.
    public var id: Int64 { record.id }
    /// The owner's id as it is now (an amend may change it).
    public var clientOrderID: String? { record.clientOrderID }
    /// Buy or sell.
    public var side: Side { record.side }
    /// What was placed; does not change when a trigger fires.
    public var kind: EngineOrderKind { record.kind }
    /// Lifetime.
    public var timeInForce: EngineTimeInForce { record.timeInForce }
    /// The self-trade mode in force.
    public var selfTradeMode: SelfTradeMode { record.selfTradeMode }
    /// Where it stands.
    public var status: EngineOrderStatus { record.status }
    /// Why the exchange ended it; `nil` otherwise.
    public var expiryReason: ExpiryReason? { record.expiryReason }
    /// Limit price; `nil` for market kinds.
    public var price: ExactDecimal? { record.limitTicks.map(units.price) }
    /// Trigger price; `nil` for kinds without one.
    public var triggerPrice: ExactDecimal? { record.triggerTicks.map(units.price) }
    /// Ordered base quantity as last amended. For an order by quote amount: what was executed.
    public var quantity: ExactDecimal { units.quantity(record.isQuoteAmount ? record.executedLots : record.lots) }
    /// Ordered quote amount; `nil` for an order by base quantity.
    public var quoteAmount: ExactDecimal? { record.quoteAmount.map(units.quoteAmount) }
    /// Executed base quantity.
    public var executedQuantity: ExactDecimal { units.quantity(record.executedLots) }
    /// Executed quote amount.
    public var executedQuote: ExactDecimal { units.quoteAmount(record.executedQuote) }
    /// What can still trade; zero for an order that is over or was placed by quote amount.
    public var remainingQuantity: ExactDecimal { units.quantity(status.isOpen ? record.openLots : 0) }
    /// Quantity taken away by self-trade prevention.
    public var preventedQuantity: ExactDecimal { units.quantity(record.preventedLots) }
    /// The last match that self-trade prevention stopped; `nil` when none.
    public var preventedMatchID: Int64? { record.preventedMatchID }
    /// How often it was amended.
    public var amendCount: Int { record.amendCount }
    /// When it was placed, in milliseconds since the epoch.
    public var createdAt: Int64 { record.createdAt }
    /// When it last changed.
    public var updatedAt: Int64 { record.updatedAt }
    /// Since when it may trade; `nil` while it waits for its trigger.
    public var workingSince: Int64? { record.workingSince }
    /// Whether it may trade or has traded (`false` while a stop waits).
    public var isWorking: Bool { record.workingSince != nil }
    /// Funds it still holds: quote for a buy, base for a sell.
    public var lockedAmount: ExactDecimal {
        side == .buy ? units.quoteAmount(record.locked) : units.baseAmount(record.locked)
    }
    /// The face's words from ``NewOrder/labels``.
    public var labels: [String: String] { record.labels }

    /// Same market, same record.
    public static func == (left: EngineOrder, right: EngineOrder) -> Bool {
        left.units.symbol == right.units.symbol && left.record == right.record
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(units.symbol)
        hasher.combine(record)
    }
}
