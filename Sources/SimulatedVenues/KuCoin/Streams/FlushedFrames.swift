import AdapterProtocol
import VenueSimulator

// Market data that is told every 100 ms or 2 s (kucoin.md I.4).
extension KuCoinFace {
    /// Tells what has gathered; called on every instant of the venue's grid.
    mutating func flushStreams() {
        keepBooks()
        guard !streams.isEmpty else { return }
        for symbol in streams.changed.sorted() {
            guard let market = KuCoin.Markets.bySymbol[symbol] else { continue }
            flushTicker(market)
            flushViews(symbol)
        }
        streams.changed.removeAll(keepingCapacity: true)
        if now % 2_000 == 0 { flushSnapshots() }
    }

    /// On change of what is shown, not of the number alone.
    private mutating func flushTicker(_ market: KuCoin.Market) {
        let topic = "/market/ticker:" + market.symbol
        let all = "/market/ticker:all"
        guard streams.followers[topic] != nil || streams.followers[all] != nil,
            case .members(let members) = ticker(market)
        else { return }
        let shown = FaceJSON.members(members.filter { $0.name != "time" && $0.name != "sequence" })
        guard streams.shownTickers.updateValue(shown, forKey: market.symbol) != shown else { return }
        let key = switches.text(.tickerTimeKey)
        let data = FaceJSON.members(members.map { $0.name == "time" ? .init(key, $0.value) : $0 })
        streams.publish(topic, "stream.ticker") { Self.message(topic, "trade.ticker", data) }
        streams.publish(all, "stream.ticker") { Self.message(all, market.symbol, data) }
    }

    /// The whole top 5 and 50, and the best level: without a number, each replaces the one before.
    private mutating func flushViews(_ symbol: String) {
        let time = FaceJSON.integer(now)
        func rows(_ levels: [EngineLevel]) -> FaceJSON {
            .list(levels.map { [.amount($0.price), .amount($0.quantity)] })
        }
        for depth in [5, 50] {
            let topic = "/spotMarket/level2Depth\(depth):" + symbol
            guard streams.followers[topic] != nil, let book = exchange.book(symbol, depth: depth) else { continue }
            let data: FaceJSON = ["asks": rows(book.asks), "bids": rows(book.bids), "timestamp": time]
            streams.publish(topic, "stream.book") { Self.message(topic, "level2", data) }
        }
        let topic = "/spotMarket/level1:" + symbol
        guard streams.followers[topic] != nil, let book = exchange.book(symbol, depth: 1) else { return }
        func best(_ levels: [EngineLevel]) -> FaceJSON {
            levels.first.map { [.amount($0.price), .amount($0.quantity)] } ?? []
        }
        let data: FaceJSON = ["asks": best(book.asks), "bids": best(book.bids), "timestamp": time]
        streams.publish(topic, "stream.ticker") { Self.message(topic, "level1", data) }
    }

    private mutating func flushSnapshots() {
        for market in KuCoin.Markets.all where !market.isDead {
            for name in [market.symbol, market.zone] {
                let topic = "/market/snapshot:" + name
                guard streams.followers[topic] != nil, let data = statisticsSnapshot(market) else { continue }
                streams.publish(topic, "stream.ticker") { Self.message(topic, "trade.snapshot", data) }
            }
        }
    }

    /// Values are numbers here, and the number of the snapshot is none of the book's.
    private func statisticsSnapshot(_ market: KuCoin.Market) -> FaceJSON? {
        guard let numbers = exchange.ticker(market.symbol, now: now) else { return nil }
        func number(_ value: ExactDecimal?) -> FaceJSON { .number((value ?? .zero).text(trimmingZeros: true)) }
        let change = (try? numbers.last - numbers.open) ?? .zero
        let rate = try? change.divided(by: numbers.open, scale: 4, rounding: .halfUp)
        let average =
            numbers.volume.isZero
            ? numbers.last : try? numbers.quoteVolume.divided(by: numbers.volume, scale: 8, rounding: .halfUp)
        return [
            "sequence": .integer(now),
            "data": [
                "askSize": number(numbers.ask?.quantity), "averagePrice": number(average),
                "baseCurrency": .text(market.base), "bidSize": number(numbers.bid?.quantity), "board": 1,
                "buy": number(numbers.bid?.price), "changeRate": number(rate), "close": number(numbers.last),
                "datetime": .integer(now), "high": number(numbers.high), "lastTradedPrice": number(numbers.last),
                "low": number(numbers.low), "makerFeeRate": number(KuCoin.Setup.feeRate),
                "market": .text(market.zone), "markets": [.text(market.zone)], "open": number(numbers.open),
                "quoteCurrency": .text(market.quote), "sell": number(numbers.ask?.price),
                "symbol": .text(market.symbol), "symbolCode": .text(market.symbol),
                "takerFeeRate": number(KuCoin.Setup.feeRate), "trading": .flag(market.isEnabled),
                "vol": number(numbers.volume), "volValue": number(numbers.quoteVolume),
            ],
        ]
    }
}
