import AdapterProtocol
import VenueSimulator

// The `trade` channel (kraken.md I.5).
extension KrakenFace {
    /// The last fifty trades.
    mutating func sendTradeSnapshot(to index: Int, _ topic: Kraken.Topic) {
        guard let market = topic.market else { return }
        let trades = exchange.trades(market.key, HistoryPage(limit: 50)) ?? []
        let frame = tradeFrame("snapshot", Self.timed(trades), market)
        streams.send(frame, Kraken.Operation.trades, to: index, at: now)
    }

    /// Tells the trades of one command or tick, each market's in one message.
    mutating func tellTrades(_ trades: [String: [EngineTrade]]) {
        for index in streams.connections.indices {
            for topic in streams.connections[index].topics where topic.channel == .trade {
                guard let market = topic.market, let new = trades[market.key], let first = new.first else { continue }
                // With those of the same millisecond before, so that the times are those of REST.
                let page = HistoryPage(startTime: first.time, limit: new.count + 200)
                let timed = Self.timed(exchange.trades(market.key, page) ?? new).filter { $0.trade.id >= first.id }
                streams.send(tradeFrame("update", timed, market), Kraken.Operation.trades, to: index, at: now)
            }
        }
    }

    private func tradeFrame(
        _ type: String, _ trades: [(trade: EngineTrade, time: Int64)], _ market: Kraken.Market
    ) -> FaceJSON {
        let rows = trades.map { trade, nanoseconds -> FaceJSON in
            [
                "symbol": .text(market.display), "side": .text(trade.takerSide.rawValue),
                "price": Kraken.StreamText.number(trade.price, switches),
                "qty": Kraken.StreamText.number(trade.quantity, switches),
                // As on REST, where it is made up too.
                "ord_type": trade.id.isMultiple(of: 2) ? "limit" : "market", "trade_id": .integer(trade.id),
                "timestamp": Kraken.StreamText.time(micro: nanoseconds / 1_000),
            ]
        }
        return ["channel": "trade", "type": .text(type), "data": .list(rows)]
    }
}
