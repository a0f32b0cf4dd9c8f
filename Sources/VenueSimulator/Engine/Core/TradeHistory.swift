import AdapterProtocol

/// A market's public past: the newest trades, and bars of everything that ever traded within reach.
struct TradeHistory: Sendable {
    private(set) var trades: TradeRing
    private(set) var minutes: BarRing
    private(set) var hours: BarRing
    private var aggregateID: Int64
    private var lastTakerID: Int64 = 0

    init(limits: HistoryLimits, nextTradeID: Int64) {
        trades = TradeRing(capacity: limits.trades, nextID: nextTradeID)
        minutes = BarRing(width: 60_000, capacity: limits.minuteCandles)
        hours = BarRing(width: 3_600_000, capacity: limits.hourCandles)
        aggregateID = nextTradeID - 1
    }

    var nextTradeID: Int64 { trades.nextID }

    /// Makes room for a past of so many trades and as many after it.
    mutating func reserve(past: Int) {
        trades.reserve(2 * past)
        minutes.reserve(2 * past)
        hours.reserve(2 * past)
    }

    /// Adds the next trade. `takerID` is the taker's order id; 0 for the made-up past, where every trade stands alone.
    mutating func record(
        ticks: Int64, lots: Int64, takerSide: Side, takerID: Int64, time: Int64
    ) -> TradeRecord {
        let continues = takerID != 0 && takerID == lastTakerID && trades.last?.ticks == ticks
        if !continues { aggregateID += 1 }
        lastTakerID = takerID
        let trade = trades.append(
            aggregateID: aggregateID, ticks: ticks, lots: lots, time: time, takerSide: takerSide)
        minutes.record(trade)
        hours.record(trade)
        return trade
    }
}
