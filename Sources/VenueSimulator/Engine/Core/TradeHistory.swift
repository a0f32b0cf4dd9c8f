import AdapterProtocol

/// A market's public past: the newest trades, and bars of everything that ever traded within reach.
struct TradeHistory: Sendable {
    private(set) var trades: Ring<TradeRecord>
    private(set) var minutes: BarRing
    private(set) var hours: BarRing
    private(set) var nextTradeID: Int64
    private var aggregateID: Int64
    private var lastTakerID: Int64 = 0

    init(limits: HistoryLimits, nextTradeID: Int64) {
        trades = Ring(capacity: limits.trades)
        minutes = BarRing(width: 60_000, capacity: limits.minuteCandles)
        hours = BarRing(width: 3_600_000, capacity: limits.hourCandles)
        self.nextTradeID = nextTradeID
        aggregateID = nextTradeID - 1
    }

    /// Adds the next trade. `takerID` is the taker's order id; 0 for the made-up past, where every trade stands alone.
    mutating func record(
        ticks: Int64, lots: Int64, quote: Int128, takerSide: Side, takerID: Int64, time: Int64
    ) -> TradeRecord {
        let continues = takerID != 0 && takerID == lastTakerID && trades.last?.ticks == ticks
        if !continues { aggregateID += 1 }
        lastTakerID = takerID
        let trade = TradeRecord(
            id: nextTradeID, aggregateID: aggregateID, ticks: ticks, lots: lots, time: time, takerSide: takerSide)
        nextTradeID += 1
        trades.append(trade)
        minutes.record(trade, quote: quote)
        hours.record(trade, quote: quote)
        return trade
    }
}
