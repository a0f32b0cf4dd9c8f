import AdapterProtocol
import VenueSimulator

// Public reads (API.md, Markets and Market data).
extension AcornFace {
    static func row(_ market: Acorn.Market) -> FaceJSON {
        [
            "market": .text(market.name), "base": .text(market.base), "quote": .text(market.quote),
            "state": .text(market.state), "tick": Acorn.number(market.tick), "lot": Acorn.number(market.lot),
            "minQuantity": Acorn.number(market.minimum), "maxQuantity": Acorn.number(market.maximum),
            "minNotional": Acorn.number(market.minimumNotional),
        ]
    }

    func ticker(_ market: Acorn.Market) -> FaceJSON {
        let statistics = exchange.ticker(market.name, now: now)
        return [
            "market": .text(market.name),
            "bid": Acorn.number(statistics?.bid?.price), "bidQuantity": Acorn.number(statistics?.bid?.quantity),
            "ask": Acorn.number(statistics?.ask?.price), "askQuantity": Acorn.number(statistics?.ask?.quantity),
            "last": Acorn.number(statistics?.last), "open": Acorn.number(statistics?.open),
            "high": Acorn.number(statistics?.high), "low": Acorn.number(statistics?.low),
            "volume": Acorn.number(statistics?.volume ?? .zero),
            "quoteVolume": Acorn.number(statistics?.quoteVolume ?? .zero),
            "time": .integer(now),
        ]
    }

    func book(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        let depth = try fields.count("depth", upTo: 200, initial: 50)
        guard let book = exchange.book(market.name, depth: depth) else { throw .unknownMarket }
        func side(_ levels: [EngineLevel]) -> FaceJSON {
            .list(levels.map { [Acorn.number($0.price), Acorn.number($0.quantity)] })
        }
        return [
            "market": .text(market.name), "sequence": .integer(book.updateID), "time": .integer(now),
            "bids": side(book.bids), "asks": side(book.asks),
        ]
    }

    /// Newest first.
    func trades(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        let limit = try fields.count("limit", upTo: 500, initial: 100)
        let trades = exchange.trades(market.name, HistoryPage(limit: limit)) ?? []
        return .list(
            trades.reversed().map { trade in
                [
                    "id": .text(String(trade.id)), "price": Acorn.number(trade.price),
                    "quantity": Acorn.number(trade.quantity), "side": .text(trade.takerSide.rawValue),
                    "time": .integer(trade.time),
                ]
            })
    }

    private static let intervals: [String: Int64] = [
        "1m": 60, "5m": 300, "15m": 900, "1h": 3_600, "4h": 14_400, "1d": 86_400,
    ]

    /// Oldest first; without a start the newest.
    func candles(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        guard let seconds = Self.intervals[try fields.required("interval")] else {
            throw .invalid("an interval that Acorn has")
        }
        let limit = try fields.count("limit", upTo: 500, initial: 100)
        let candles =
            exchange.candles(
                market.name, span: .seconds(seconds), startTime: try fields.integer("from"), limit: limit, now: now)
            ?? []
        return .list(
            candles.map { candle in
                [
                    "time": .integer(candle.openTime), "open": Acorn.number(candle.open),
                    "high": Acorn.number(candle.high), "low": Acorn.number(candle.low),
                    "close": Acorn.number(candle.close), "volume": Acorn.number(candle.volume),
                    "quoteVolume": Acorn.number(candle.quoteVolume), "trades": .integer(candle.tradeCount),
                    "closed": .flag(candle.closeTime < now),
                ]
            })
    }
}
