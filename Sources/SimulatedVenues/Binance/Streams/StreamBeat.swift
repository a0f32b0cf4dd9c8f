import AdapterProtocol
import VenueSimulator

// What is told in time: depth, candles, statistics, pings, and the end of a connection's life.
extension BinanceFace {
    /// A ping every 20 s (binance.md I).
    private static let pingInterval: Int64 = 20_000

    /// One step of the grid, 100 ms.
    mutating func beat(at time: Int64) {
        if streams.pastBooks.isOn { rememberBooks(at: time) }
        for (name, topic) in streams.topics { tell(name, topic, at: time) }
        if time % 1_000 == 0 {
            tellAllMiniTickers(at: time)
            streams.traded = []
        }
        for id in streams.ids { keep(id, at: time) }
    }

    private mutating func keep(_ id: StreamID, at time: Int64) {
        guard let connection = streams.connections[id] else { return }
        let age = time - connection.openedAt
        if age >= switches.streamLife { return streams.close(id, code: 1001, "") }
        let notice = switches.shutdownNotice
        if notice > 0, age >= switches.streamLife - notice, !connection.isToldOfEnd {
            streams.change(id) { $0.isToldOfEnd = true }
            tellShutdown(to: connection, at: time)
        }
        if time - connection.pingedAt >= Self.pingInterval {
            streams.change(id) { $0.pingedAt = time }
            streams.ping(id, String(time))
        }
    }

    private mutating func tellShutdown(to connection: Binance.StreamConnection, at time: Int64) {
        let event: Binance.JSON = ["e": "serverShutdown", "E": .time(time)]
        switch connection.kind {
        case .api: streams.send(["event": event], to: connection.id)
        case .market where connection.isCombined:
            streams.send(["stream": "!serverShutdown", "data": event], to: connection.id)
        case .market: streams.send(event, to: connection.id)
        }
    }

    private mutating func tell(_ name: String, _ topic: Binance.StreamTopic, at time: Int64) {
        let symbol = topic.market.symbol
        switch topic.kind {
        case .depth(let interval) where time % interval == 0:
            guard let message = streams.depths[name]?.flush(symbol, at: time) else { return }
            streams.publish(name, "stream.book") { message }
        case .partialDepth(let levels, let interval) where time % interval == 0:
            guard let book = snapshotBook(symbol, depth: levels) else { return }
            streams.publish(name, "stream.book") { Self.partial(book) }
        case .ticker where time % 1_000 == 0:
            guard let ticker = exchange.ticker(symbol, now: time) else { return }
            streams.publish(name, "stream.ticker") { Self.statistics(ticker, at: time) }
        case .miniTicker where time % 1_000 == 0:
            guard let ticker = exchange.ticker(symbol, now: time) else { return }
            streams.publish(name, "stream.ticker") { Self.miniStatistics(ticker, at: time) }
        case .candle(let interval, let zone) where time % (interval == "1s" ? 1_000 : 2_000) == 0:
            tellCandles(name, symbol, interval, zone, at: time)
        case .averagePrice where time % 1_000 == 0: tellAverage(name, topic.market, at: time)
        case .referencePrice where time % 1_000 == 0: tellReference(name, topic.market, at: time)
        default: break
        }
    }

    private static func partial(_ book: Binance.ShownBook) -> Binance.JSON {
        [
            "lastUpdateId": .id(book.updateID),
            "bids": .list(book.bids.map { [.money($0.price), .money($0.quantity)] }),
            "asks": .list(book.asks.map { [.money($0.price), .money($0.quantity)] }),
        ]
    }

    private mutating func tellAverage(_ name: String, _ market: Binance.Market, at time: Int64) {
        let average = exchange.averagePrice(market.symbol, minutes: market.averageMinutes, now: time)
        let price = average?.price ?? exchange.lastPrice(market.symbol) ?? .zero
        streams.publish(name, "stream.ticker") {
            [
                "e": "avgPrice", "E": .time(time), "s": .text(market.symbol),
                "i": .text("\(market.averageMinutes)m"), "w": .money(price),
                "T": .time(average?.lastTradeTime ?? time),
            ]
        }
    }

    private mutating func tellReference(_ name: String, _ market: Binance.Market, at time: Int64) {
        guard market.referencePrice != .never else { return }
        let last = exchange.lastPrice(market.symbol) ?? .zero
        let price: Binance.JSON =
            market.referencePrice == .set
            ? .text(Binance.fixed(last, places: market.price.step.normalized.scale)) : .null
        streams.publish(name, "stream.ticker") {
            ["e": "referencePrice", "s": .text(market.symbol), "r": price, "t": .time(time)]
        }
    }
}
