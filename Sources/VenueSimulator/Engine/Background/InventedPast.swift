import AdapterProtocol

extension MarketState {
    /// Trades of one made-up hour and of one made-up minute: enough for a candle with a body and two wicks.
    private static let tradesPerHour = 4
    private static let tradesPerMinute = 3

    /// Fills the history with trades that lead up to the present price, so that trades, candles and tickers are never
    /// empty. They go through the same recording as real ones: ids, candles and ticker agree with each other.
    mutating func inventPast(minutes: Int, hours: Int, now: Int64) {
        let minutes = min(max(0, minutes), 100_000)
        let hours = min(max(0, hours), 100_000)
        let minuteTrades = minutes * Self.tradesPerMinute
        let hourTrades = hours * Self.tradesPerHour
        history.reserve(past: minuteTrades + hourTrades)
        let path = inventPath(fine: minuteTrades, coarse: hourTrades)
        let fineStep = Int64(60_000 / Self.tradesPerMinute)
        let coarseStep = Int64(3_600_000 / Self.tradesPerHour)
        let fineStart = now - Int64(minuteTrades) * fineStep
        for (index, ticks) in path.enumerated() {
            let coarseLeft = Int64(hourTrades - index)
            let time =
                coarseLeft > 0
                ? fineStart - coarseLeft * coarseStep : now - Int64(path.count - 1 - index) * fineStep
            inventTrade(at: ticks, time: time)
        }
    }

    /// A random walk that ends at the present price, oldest first.
    private mutating func inventPath(fine: Int, coarse: Int) -> [Int64] {
        var path: [Int64] = []
        path.reserveCapacity(fine + coarse)
        var ticks = lastTicks
        for index in 0..<(fine + coarse) {
            path.append(ticks)
            // A tenth of a per mille between trades of the last day, a per mille between those before it.
            let reach = max(1, lastTicks / (index < fine ? 10_000 : 1_000))
            ticks = min(max(ticks + maker.random.around(zero: reach), maker.lowest), maker.highest)
        }
        return path.reversed()
    }

    private mutating func inventTrade(at ticks: Int64, time: Int64) {
        let lots = max(1, quoteLots(at: ticks) / 4)
        guard units.isWithinLimits(ticks: ticks, lots: lots) else { return }
        let side: Side = maker.random.below(2) == 0 ? .buy : .sell
        _ = history.record(
            ticks: ticks, lots: lots, takerSide: side, takerID: 0, time: time)
    }
}
