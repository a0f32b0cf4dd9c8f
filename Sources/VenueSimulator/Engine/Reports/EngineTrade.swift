public import AdapterProtocol

/// One public trade.
public struct EngineTrade: Sendable, Hashable {
    let record: TradeRecord
    let units: MarketUnits

    init(_ record: TradeRecord, _ units: MarketUnits, maker: Int64? = nil, taker: Int64? = nil) {
        self.record = record
        self.units = units
        makerOrderID = maker
        takerOrderID = taker
    }

    /// The order that rested. Only the event of the trade knows it, history does not.
    public let makerOrderID: Int64?
    /// The order that took. Only the event of the trade knows it, history does not.
    public let takerOrderID: Int64?
    /// The market.
    public var symbol: String { units.symbol }
    /// Consecutive per market.
    public var id: Int64 { record.id }
    /// Consecutive per market: trades of one taker order at one price share it (Binance's aggregate trades).
    public var aggregateID: Int64 { record.aggregateID }
    /// Price.
    public var price: ExactDecimal { units.price(record.ticks) }
    /// Base quantity.
    public var quantity: ExactDecimal { units.quantity(record.lots) }
    /// Quote amount, exactly price x quantity.
    public var quoteAmount: ExactDecimal { units.quoteAmount(units.notional(record.ticks, record.lots)) }
    /// Milliseconds since the epoch.
    public var time: Int64 { record.time }
    /// The side of the order that took.
    public var takerSide: Side { record.takerSide }

    /// Same market, same record.
    public static func == (left: EngineTrade, right: EngineTrade) -> Bool {
        left.units.symbol == right.units.symbol && left.record == right.record
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(units.symbol)
        hasher.combine(record)
    }
}

/// One fill of one account's order: that account's half of a trade.
public struct EngineFill: Sendable, Hashable {
    let record: FillRecord
    let units: MarketUnits

    init(_ record: FillRecord, _ units: MarketUnits) {
        self.record = record
        self.units = units
    }

    /// The market.
    public var symbol: String { units.symbol }
    /// The trade's id; both halves of a trade share it.
    public var tradeID: Int64 { record.tradeID }
    /// The order.
    public var orderID: Int64 { record.orderID }
    /// The account's side.
    public var side: Side { record.side }
    /// Whether the account's order rested.
    public var isMaker: Bool { record.isMaker }
    /// Price.
    public var price: ExactDecimal { units.price(record.ticks) }
    /// Base quantity.
    public var quantity: ExactDecimal { units.quantity(record.lots) }
    /// Quote amount, exactly price x quantity.
    public var quoteAmount: ExactDecimal { units.quoteAmount(units.notional(record.ticks, record.lots)) }
    /// The fee, printed with the asset's precision.
    public var fee: ExactDecimal { units.assets.decimal(record.feeAmount, of: record.feeAsset) }
    /// The asset the fee was taken in.
    public var feeAsset: String { units.assets.names[record.feeAsset] }
    /// Milliseconds since the epoch.
    public var time: Int64 { record.time }

    /// Same market, same record.
    public static func == (left: EngineFill, right: EngineFill) -> Bool {
        left.units.symbol == right.units.symbol && left.record == right.record
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(units.symbol)
        hasher.combine(record)
    }
}

/// A match between two orders of one account that did not happen.
public struct PreventedMatch: Sendable, Hashable, Codable {
    /// The market.
    public let symbol: String
    /// Consecutive per market.
    public let id: Int64
    /// The account of both orders.
    public let account: String
    /// The incoming order.
    public let takerOrderID: Int64
    /// The resting order.
    public let makerOrderID: Int64
    /// The taker's mode, which decided.
    public let mode: SelfTradeMode
    /// The resting order's price.
    public let price: ExactDecimal
    /// Quantity the incoming order lost.
    public let takerPreventedQuantity: ExactDecimal
    /// Quantity the resting order lost.
    public let makerPreventedQuantity: ExactDecimal
    /// Milliseconds since the epoch.
    public let time: Int64
}
