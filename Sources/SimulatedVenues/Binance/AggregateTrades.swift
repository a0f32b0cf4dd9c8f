import AdapterProtocol
import VenueSimulator

// GET aggTrades (binance.md D): fills of one taker order at one price are one row.
extension BinanceFace {
    func aggTrades(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let from = try parameters.id("fromId")
        let start = try parameters.time("startTime")
        let end = try parameters.time("endTime")
        let limit = try parameters.limit(default: 500, maximum: 1_000)
        try parameters.finish()
        if from != nil, start != nil || end != nil { throw .combination }
        let groups = aggregates(of: market).filter { group in
            guard let first = group.first else { return false }
            return first.aggregateID >= (from ?? 0) && first.time >= (start ?? .min) && first.time <= (end ?? .max)
        }
        let isForward = from != nil || start != nil
        return .list((isForward ? groups.prefix(limit) : groups.suffix(limit)).compactMap(Self.row))
    }

    private func aggregates(of market: Binance.Market) -> [ArraySlice<EngineTrade>] {
        let kept = exchange.configuration.limits.trades
        let trades = exchange.trades(market.symbol, HistoryPage(limit: kept)) ?? []
        var groups: [ArraySlice<EngineTrade>] = []
        var start = trades.startIndex
        while start < trades.endIndex {
            let id = trades[start].aggregateID
            let end = trades[start...].firstIndex { $0.aggregateID != id } ?? trades.endIndex
            groups.append(trades[start..<end])
            start = end
        }
        return groups
    }

    private static func row(_ group: ArraySlice<EngineTrade>) -> Binance.JSON? {
        guard let first = group.first, let last = group.last,
            let quantity = try? ExactDecimal.sum(group.map(\.quantity))
        else { return nil }
        return [
            "a": .id(first.aggregateID),
            "p": .money(first.price),
            "q": .money(quantity),
            "f": .id(first.id),
            "l": .id(last.id),
            "T": .time(first.time),
            "m": .flag(first.takerSide == .sell),
            "M": true,
        ]
    }
}
