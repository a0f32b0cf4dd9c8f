import AdapterKit
import AdapterProtocol

/// One row of a `trade` message.
struct TradeNews: Sendable {
    let feed: Int
    let number: Int64
    let trade: PublicTrade
}

// Public trades (kraken.md I.5).
extension KrakenMarketSession {
    /// `[{"symbol", "side", "price", "qty", "ord_type", "trade_id", "timestamp"}, …]`; the side is the taker's.
    mutating func readTrades(_ reader: inout JSONReader) throws(JSONError) {
        try reader.array { reader throws(JSONError) in
            var row = TradeRow()
            try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
            let key = FeedKey(channel: .trade, symbol: try reader.require(row.symbol, "symbol"))
            guard let feed = feedOfKey[key] else { return }
            scratch.trades.append(try row.news(feed, feeds[feed].instrument.symbol, reader))
        }
    }

    /// Numbers rise by one a trade: a jump is a hole, which the markers tell; a number that was there is no news.
    mutating func takeTrades(isSnapshot: Bool, at now: StreamInstant, _ output: inout Output) {
        for news in scratch.trades {
            let feed = news.feed
            guard feeds[feed].isOpen else { continue }
            if let last = feeds[feed].lastTrade {
                guard news.number > last else { continue }
                if news.number - last > 1, !isSnapshot {
                    tell(feed, .gap, .sequence, to: news.trade.time, &output)
                }
            }
            feeds[feed].lastTrade = news.number
            feeds[feed].lastTime = news.trade.time
            // None was asked for; what it shows happened before the subscription.
            if isSnapshot { continue }
            for slot in feeds[feed].slots { output.tell(.trade(slot: slot, news.trade)) }
        }
    }
}

private struct TradeRow {
    var symbol: String?
    private var number: Int64?
    private var side: Side?
    private var price: ExactDecimal?
    private var quantity: ExactDecimal?
    private var time: Timestamp?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "symbol": symbol = try reader.string()
        case "side": side = try KrakenWords.side(try reader.string(), reader)
        case "price": price = try reader.amount()
        case "qty": quantity = try reader.amount()
        case "trade_id": number = try reader.integer()
        case "timestamp": time = try reader.internetTime()
        default: try reader.skip()
        }
    }

    func news(_ feed: Int, _ market: Symbol, _ reader: JSONReader) throws(JSONError) -> TradeNews {
        let number = try reader.require(number, "trade_id")
        let price = try reader.require(price, "price")
        let quantity = try reader.require(quantity, "qty")
        guard number >= 0, price.isPositive, quantity.isPositive else {
            throw reader.unexpected("a trade above zero")
        }
        let trade = PublicTrade(
            id: String(number), symbol: market, price: price, quantity: quantity,
            aggressor: try reader.require(side, "side"), time: try reader.require(time, "timestamp"))
        return TradeNews(feed: feed, number: number, trade: trade)
    }
}
