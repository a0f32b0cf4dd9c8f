import AdapterProtocol
import VenueSimulator

// Market data that is told at once: changes of the book, trades, candles (kucoin.md I.4, I.5).
extension KuCoinFace {
    /// Tells everybody what has happened.
    mutating func tellStreams(_ events: [EngineEvent]) {
        var changes: [String: [BookChange]] = [:]
        var trades: [EngineTrade] = []
        for event in events {
            switch event {
            case .bookChanged(let change): changes[change.symbol, default: []].append(change)
            case .trade(let trade): trades.append(trade)
            default: break
            }
        }
        tellTrades(trades, events)
        for (symbol, changes) in changes.sorted(by: { $0.key < $1.key }) { tellChanges(symbol, changes) }
        tellOrders(events)
        tellBalances(events)
    }

    /// `{"type":"message",…}` as every message begins.
    static func message(_ topic: String, _ subject: String, _ data: FaceJSON) -> FaceJSON {
        ["topic": .text(topic), "type": "message", "subject": .text(subject), "data": data]
    }

    /// One message for all changes of one moment. Of a level that changed several times only the last one is told; what
    /// becomes of the numbers of the others is a switch.
    private mutating func tellChanges(_ symbol: String, _ changes: [BookChange]) {
        streams.changed.insert(symbol)
        let topic = "/market/level2:" + symbol
        guard streams.followers[topic] != nil, let first = changes.first, let last = changes.last else { return }
        let keepsNumbers = switches.has(.mergedRows, "zeroPrice")
        var rows: [Side: [FaceJSON]] = [:]
        var told: [Side: Set<ExactDecimal>] = [:]
        for change in changes.reversed() {
            let isNew = told[change.side, default: []].insert(change.price).inserted
            guard isNew || keepsNumbers else { continue }
            let number = FaceJSON.text(String(sequence(change.updateID)))
            let row: FaceJSON =
                isNew ? [.amount(change.price), .amount(change.quantity), number] : ["0", "0", number]
            rows[change.side, default: []].append(row)
        }
        let data: FaceJSON = [
            "changes": [
                "asks": .list((rows[.sell] ?? []).reversed()), "bids": .list((rows[.buy] ?? []).reversed()),
            ],
            "sequenceEnd": .integer(sequence(last.updateID)), "sequenceStart": .integer(sequence(first.updateID)),
            "symbol": .text(symbol), "time": .integer(now),
        ]
        streams.publish(topic, "stream.book") { Self.message(topic, "trade.l2update", data) }
    }

    private mutating func tellTrades(_ trades: [EngineTrade], _ events: [EngineEvent]) {
        guard !trades.isEmpty else { return }
        for trade in trades {
            streams.changed.insert(trade.symbol)
            let topic = "/market/match:" + trade.symbol
            guard streams.followers[topic] != nil else { continue }
            let data = data(trade, events)
            streams.publish(topic, "stream.trades") { Self.message(topic, "trade.l3match", data) }
        }
        for symbol in Set(trades.map(\.symbol)).sorted() { tellCandles(symbol) }
    }

    /// The ids of the two orders: our own as REST shows them, those of others in their shape.
    private func data(_ trade: EngineTrade, _ events: [EngineEvent]) -> FaceJSON {
        var maker = KuCoin.OrderID.foreign(trade.makerOrderID ?? 0, at: openedAt)
        var taker = KuCoin.OrderID.foreign(trade.takerOrderID ?? 0, at: openedAt)
        for case .orderTraded(let order, let fill) in events
        where fill.tradeID == trade.id && fill.symbol == trade.symbol {
            if fill.isMaker { maker = KuCoin.OrderID.text(order) } else { taker = KuCoin.OrderID.text(order) }
        }
        return [
            "makerOrderId": .text(maker), "price": .amount(trade.price), "sequence": .text(String(trade.id)),
            "side": .text(trade.takerSide.word), "size": .amount(trade.quantity), "symbol": .text(trade.symbol),
            "takerOrderId": .text(taker), "time": .text(String(trade.time * 1_000_000)),
            "tradeId": .text(String(trade.id)), "type": "match",
        ]
    }

    /// The running candle of every length that somebody follows.
    private mutating func tellCandles(_ symbol: String) {
        let prefix = "/market/candles:\(symbol)_"
        for topic in streams.followers.keys.sorted() where topic.hasPrefix(prefix) {
            guard let width = KuCoin.CandleWidth(rawValue: String(topic.dropFirst(prefix.count))),
                let candle = exchange.candles(symbol, span: width.span, limit: 1, now: now)?.last
            else { continue }
            let data: FaceJSON = [
                "symbol": .text(symbol), "candles": candle.row, "time": .integer(now * 1_000_000),
            ]
            streams.publish(topic, "stream.candles") { Self.message(topic, "trade.candles.update", data) }
        }
    }
}
