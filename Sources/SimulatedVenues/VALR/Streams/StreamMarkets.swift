import AdapterProtocol
import VenueSimulator

extension VALR {
    /// What changed in the markets since it was last told.
    struct MarketChanges: Sendable {
        /// Pairs whose book changed, by what has not been told of it yet.
        var orders: Set<String> = []
        var levels: Set<String> = []
        var aggregated: Set<String> = []
        var summaries: Set<String> = []
        var trades: [EngineTrade] = []
        /// Beginnings of buckets with news, by pair and length.
        var buckets: [String: [Int64: Set<Int64>]] = [:]
        /// When something was sent last, by its name and pair.
        var sentAt: [String: Int64] = [:]
        var markedAt: Int64 = 0

        /// Whether a pause since the last message of its kind has passed; notes a message if so.
        mutating func isDue(_ name: String, pause: Int64, now: Int64) -> Bool {
            if let last = sentAt[name], now - last < pause, now >= last { return false }
            sentAt[name] = now
            return true
        }
    }
}

extension VALR.Streams {
    /// Takes note of what the engine reports, for those who read along.
    mutating func note(_ events: [EngineEvent], now: Int64) {
        guard hasMarketReaders else { return }
        for event in events {
            switch event {
            case .bookChanged(let change):
                changes.orders.insert(change.symbol)
                changes.levels.insert(change.symbol)
                changes.aggregated.insert(change.symbol)
                changes.summaries.insert(change.symbol)
            case .trade(let trade):
                changes.trades.append(trade)
                changes.summaries.insert(trade.symbol)
                for period: Int64 in [60, 300] {
                    let start = trade.time / (period * 1_000) * period * 1_000
                    changes.buckets[trade.symbol, default: [:]][period, default: []].insert(start)
                }
            default: continue
            }
        }
    }
}

// Market data (valr.md I.4 to I.8).
extension VALRFace {
    /// The data that a pair begins with.
    mutating func begin(_ event: VALR.StreamEvent, _ symbol: String, _ id: StreamID) {
        guard let market = VALR.Markets.market(symbol) else { return }
        switch event {
        case .orders: beginOrders(market, id)
        case .levels: beginLevels(market, id)
        case .aggregated: streams.send(aggregated(market), "stream.book", to: id)
        case .topLevels(let depth): streams.send(topLevels(market, depth), "stream.book", to: id)
        case .summary: streams.send(summaryMessage(market), "stream.ticker", to: id)
        case .trades, .buckets, .markPrice: break
        }
    }

    mutating func flushMarkets() {
        guard streams.hasMarketReaders else {
            streams.changes = VALR.MarketChanges()
            return
        }
        flushTrades()
        for symbol in streams.changes.orders.sorted() { flushOrders(VALR.Markets.listed(symbol)) }
        streams.changes.orders = []
        for symbol in streams.changes.levels.sorted() {
            flushLevels(VALR.Markets.listed(symbol))
            flushTopLevels(VALR.Markets.listed(symbol))
        }
        streams.changes.levels = []
        flushAggregated()
        flushSummaries()
        flushBuckets()
        flushMarkPrices()
    }

    private mutating func flushTrades() {
        let trades = streams.changes.trades
        streams.changes.trades = []
        for trade in trades {
            let readers = streams.readers(of: .trades, trade.symbol)
            guard !readers.isEmpty else { continue }
            let market = VALR.Markets.listed(trade.symbol)
            let data: FaceJSON = [
                "price": VALR.text(trade.price),
                "quantity": VALR.text(trade.quantity),
                "currencyPair": .text(trade.symbol),
                "tradedAt": .text(VALR.Times.text(trade.time)),
                "takerSide": .text(trade.takerSide.rawValue),
            ]
            let id = switches.tellsTradeIDs ? tradeID(market, trade.id, trade.time) : nil
            send(Self.envelope("NEW_TRADE", market, data.with("id", id.map(FaceJSON.text))), "stream.trades", readers)
        }
    }

    private mutating func flushTopLevels(_ market: VALR.Market) {
        for depth in VALR.StreamEvent.depths {
            let readers = streams.readers(of: .topLevels(depth), market.symbol)
            if !readers.isEmpty { send(topLevels(market, depth), "stream.book", readers) }
        }
    }

    /// The whole of the best 40 levels, not more often than the venue was seen to (valr.md I.4).
    private mutating func flushAggregated() {
        for symbol in streams.changes.aggregated.sorted() {
            let readers = streams.readers(of: .aggregated, symbol)
            if !readers.isEmpty {
                let pause = switches.aggregatedPause
                guard streams.changes.isDue("aggregated " + symbol, pause: pause, now: now) else { continue }
                send(aggregated(VALR.Markets.listed(symbol)), "stream.book", readers)
            }
            streams.changes.aggregated.remove(symbol)
        }
    }

    private func aggregated(_ market: VALR.Market) -> FaceJSON {
        Self.envelope("AGGREGATED_ORDERBOOK_UPDATE", market, book(market))
    }

    private mutating func flushSummaries() {
        for symbol in streams.changes.summaries.sorted() {
            let readers = streams.readers(of: .summary, symbol)
            if !readers.isEmpty {
                let pause = switches.summaryPause
                guard streams.changes.isDue("summary " + symbol, pause: pause, now: now) else { continue }
                send(summaryMessage(VALR.Markets.listed(symbol)), "stream.ticker", readers)
            }
            streams.changes.summaries.remove(symbol)
        }
    }

    private func summaryMessage(_ market: VALR.Market) -> FaceJSON {
        guard case .members(let members) = summary(market) else { return [:] }
        let data = members.map { member in
            member.name == "currencyPair" ? FaceJSON.Member(switches.summaryPairKey, member.value) : member
        }
        return Self.envelope("MARKET_SUMMARY_UPDATE", market, .members(data))
    }

    /// Every five seconds (valr.md I.8).
    private mutating func flushMarkPrices() {
        guard now / 5_000 != streams.changes.markedAt / 5_000 else { return }
        streams.changes.markedAt = now
        for market in VALR.Markets.all where market.isActive {
            let readers = streams.readers(of: .markPrice, market.symbol)
            guard !readers.isEmpty, let price = summary(market)["markPrice"] else { continue }
            send(Self.envelope("MARK_PRICE_UPDATE", market, ["price": price]), "stream.ticker", readers)
        }
    }

    static func envelope(_ type: String, _ market: VALR.Market, _ data: FaceJSON) -> FaceJSON {
        ["type": .text(type), "currencyPairSymbol": .text(market.symbol), "data": data]
    }

    mutating func send(_ json: FaceJSON, _ operation: String, _ readers: [StreamID]) {
        let bytes = json.bytes
        for id in readers { streams.send(bytes, operation, to: id) }
    }

    /// Feeds that nobody reads are not kept up.
    mutating func forgetUnreadFeeds() {
        for symbol in streams.orderFeeds.keys where streams.readers(of: .orders, symbol).isEmpty {
            streams.orderFeeds[symbol] = nil
        }
        for symbol in streams.levelFeeds.keys where streams.readers(of: .levels, symbol).isEmpty {
            streams.levelFeeds[symbol] = nil
        }
    }
}
