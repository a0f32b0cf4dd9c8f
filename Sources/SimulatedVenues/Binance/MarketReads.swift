import AdapterProtocol
import VenueSimulator

// Public reads (binance.md D).
extension BinanceFace {
    func readMarket(
        _ call: Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        switch call.route.endpoint {
        case .ping:
            try parameters.finish()
            return [:]
        case .time:
            try parameters.finish()
            return ["serverTime": .time(now)]
        case .exchangeInfo:
            return try Binance.ExchangeInfo(now: now, switches: call.switches, statuses: statuses).answer(&parameters)
        case .depth: return try depth(&parameters)
        case .trades: return try trades(&parameters, takesFromID: false)
        case .historicalTrades: return try trades(&parameters, takesFromID: true)
        case .aggTrades: return try aggTrades(&parameters)
        case .klines: return try klines(&parameters)
        case .avgPrice: return try avgPrice(&parameters)
        case .ticker24: return try ticker24(&parameters)
        case .tickerPrice: return try tickerPrice(&parameters)
        case .bookTicker: return try bookTicker(&parameters)
        case .executionRules: return try executionRules(&parameters)
        default: return try referencePrice(&parameters)
        }
    }

    /// The status of every symbol as it is now.
    var statuses: [String: Binance.Market.Status] {
        var out: [String: Binance.Market.Status] = [:]
        for market in Binance.Markets.all {
            out[market.symbol] = exchange.phase(market.symbol).map(Binance.Market.Status.init) ?? market.status
        }
        return out
    }

    private func depth(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let limit = try parameters.limit(default: 100, maximum: 5_000)
        try requireStatus(of: market, &parameters)
        try parameters.finish()
        guard let book = snapshotBook(market.symbol, depth: limit) else { throw .symbol }
        return [
            "lastUpdateId": .id(book.updateID),
            "bids": .list(book.bids.map { [.money($0.price), .money($0.quantity)] }),
            "asks": .list(book.asks.map { [.money($0.price), .money($0.quantity)] }),
        ]
    }

    private func trades(
        _ parameters: inout Binance.Parameters,
        takesFromID: Bool
    ) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let limit = try parameters.limit(default: 500, maximum: 1_000)
        let from = takesFromID ? try parameters.id("fromId") : nil
        try parameters.finish()
        let trades = exchange.trades(market.symbol, HistoryPage(fromID: from, limit: limit)) ?? []
        return .list(
            trades.map { trade in
                [
                    "id": .id(trade.id),
                    "price": .money(trade.price),
                    "qty": .money(trade.quantity),
                    "quoteQty": .money(trade.quoteAmount),
                    "time": .time(trade.time),
                    "isBuyerMaker": .flag(trade.takerSide == .sell),
                    "isBestMatch": true,
                ]
            }
        )
    }

    private func avgPrice(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        try parameters.finish()
        let average = exchange.averagePrice(market.symbol, minutes: market.averageMinutes, now: now)
        return [
            "mins": .integer(market.averageMinutes),
            "price": .money(average?.price ?? exchange.lastPrice(market.symbol) ?? .zero),
            "closeTime": .time(average?.lastTradeTime ?? now),
        ]
    }

    private func klines(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let interval = try parameters.requiredText("interval")
        let start = try parameters.time("startTime")
        let end = try parameters.time("endTime")
        let zone = try parameters.timeZone()
        let limit = try parameters.limit(default: 500, maximum: 1_000)
        try parameters.finish()
        guard let span = Binance.Interval.span(interval, zoneSeconds: zone) else { throw .interval }
        // CANCEL_ONLY serves all market data but these (binance.md C.2).
        if statuses[market.symbol] == .cancelOnly { return [] }
        let candles = exchange.candles(
            market.symbol,
            span: span,
            startTime: start,
            endTime: end,
            limit: limit,
            now: now
        )
        return .list((candles ?? []).map(Self.row))
    }

    private static func row(_ candle: EngineCandle) -> Binance.JSON {
        [
            .time(candle.openTime), .money(candle.open), .money(candle.high), .money(candle.low), .money(candle.close),
            .money(candle.volume), .time(candle.closeTime), .money(candle.quoteVolume), .id(candle.tradeCount),
            .money(candle.takerBuyVolume), .money(candle.takerBuyQuoteVolume), "0",
        ]
    }

    /// The optional `symbolStatus` of a call for one symbol.
    private func requireStatus(
        of market: Binance.Market,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) {
        if let wanted = try parameters.marketStatus(), statuses[market.symbol] != wanted { throw .otherStatus }
    }
}

extension Binance {
    /// Candle intervals, spelt case-sensitively (binance.md D).
    enum Interval {
        private static let seconds: [String: Int64] = [
            "1s": 1, "1m": 60, "3m": 180, "5m": 300, "15m": 900, "30m": 1_800, "1h": 3_600, "2h": 7_200,
            "4h": 14_400, "6h": 21_600, "8h": 28_800, "12h": 43_200, "1d": 86_400, "3d": 259_200, "1w": 604_800,
        ]

        /// Weeks begin on Monday, four days after the epoch; a time zone moves every boundary. Months stay UTC.
        static func span(_ interval: String, zoneSeconds: Int64) -> CandleSpan? {
            if interval == "1M" { return .months(1) }
            guard let length = seconds[interval] else { return nil }
            let monday: Int64 = interval == "1w" ? 345_600 : 0
            return .seconds(length, offsetSeconds: length < 60 ? 0 : monday - zoneSeconds)
        }
    }
}

extension Binance.Parameters {
    /// `timeZone` from -12:00 to +14:00, as `8`, `-1:00` or `05:45`, in seconds.
    mutating func timeZone() throws(Binance.Refusal) -> Int64 {
        guard let text = try text("timeZone") else { return 0 }
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text)
            .split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.count <= 2 ? Int64($0) : nil }
        guard (1...2).contains(parts.count), numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }),
            numbers.count == 1 || numbers[1] < 60
        else { throw .invalid("timeZone") }
        let seconds = numbers[0] * 3_600 + (numbers.count == 2 ? numbers[1] * 60 : 0)
        let signed = isNegative ? -seconds : seconds
        guard (-43_200...50_400).contains(signed) else { throw .invalid("timeZone") }
        return signed
    }
}
