import AdapterProtocol

/// What traded in one stretch of time; the stuff candles and tickers are made of. It has at least one trade, whose ids
/// are consecutive, or is flat.
struct Bar: Sendable, Hashable {
    /// First millisecond of the stretch.
    var start: Int64
    var open: Int64
    var high: Int64
    var low: Int64
    var close: Int64
    var lots: Int128
    /// Sum of ticks times lots; ``MarketUnits/quote(ofArea:)`` makes quote of it.
    var area: Int128
    var takerBuyLots: Int128
    var takerBuyArea: Int128
    var count: Int64
    var firstTradeID: Int64
    var lastTradeID: Int64
}

extension Bar {
    /// The bar of one trade.
    init(_ trade: TradeRecord, start: Int64) {
        let isBuy = trade.takerSide == .buy
        let area = Int128(trade.ticks) &* Int128(trade.lots)
        self.start = start
        open = trade.ticks
        high = trade.ticks
        low = trade.ticks
        close = trade.ticks
        lots = Int128(trade.lots)
        self.area = area
        takerBuyLots = isBuy ? Int128(trade.lots) : 0
        takerBuyArea = isBuy ? area : 0
        count = 1
        firstTradeID = trade.id
        lastTradeID = trade.id
    }

    /// A stretch without trades after this close.
    init(flatAt close: Int64, start: Int64) {
        self.start = start
        open = close
        high = close
        low = close
        self.close = close
        lots = 0
        area = 0
        takerBuyLots = 0
        takerBuyArea = 0
        count = 0
        firstTradeID = 0
        lastTradeID = 0
    }

    /// Appends a later bar that has trades.
    mutating func merge(_ later: Bar) {
        high = max(high, later.high)
        low = min(low, later.low)
        close = later.close
        lots += later.lots
        area += later.area
        takerBuyLots += later.takerBuyLots
        takerBuyArea += later.takerBuyArea
        count += later.count
        lastTradeID = later.lastTradeID
    }
}
