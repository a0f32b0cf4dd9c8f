import AdapterKit
import AdapterProtocol

/// One row of a `ticker` message.
struct TickerNews: Sendable {
    let feed: Int
    let ticker: Ticker
}

// Tickers (kraken.md I.5): asked for with each change of the best prices.
extension KrakenMarketSession {
    /// Rows hold everything, over the last 24 hours. `change` belongs to a price at their start that is not told.
    mutating func readTickers(_ reader: inout JSONReader) throws(JSONError) {
        try reader.array { reader throws(JSONError) in
            var row = StreamTickerRow()
            try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
            let key = FeedKey(channel: .ticker, symbol: try reader.require(row.symbol, "symbol"))
            guard let feed = feedOfKey[key] else { return }
            scratch.tickers.append(TickerNews(feed: feed, ticker: row.ticker(feeds[feed].instrument.symbol)))
        }
    }

    /// Tells what a message brought.
    mutating func takeTickers(_ output: inout Output) {
        for news in scratch.tickers where feeds[news.feed].isOpen {
            for slot in feeds[news.feed].slots { output.tell(.ticker(slot: slot, news.ticker)) }
        }
    }
}

private struct StreamTickerRow {
    var symbol: String?
    private var bid: ExactDecimal?
    private var bidQuantity: ExactDecimal?
    private var ask: ExactDecimal?
    private var askQuantity: ExactDecimal?
    private var last: ExactDecimal?
    private var high: ExactDecimal?
    private var low: ExactDecimal?
    private var volume: ExactDecimal?
    private var time: Timestamp?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "symbol": symbol = try reader.string()
        case "bid": bid = try reader.amountOrNothing()
        case "bid_qty": bidQuantity = try reader.amountOrNothing()
        case "ask": ask = try reader.amountOrNothing()
        case "ask_qty": askQuantity = try reader.amountOrNothing()
        case "last": last = try reader.amountOrNothing()
        case "high": high = try reader.amountOrNothing()
        case "low": low = try reader.amountOrNothing()
        case "volume": volume = try reader.amountOrNothing()
        case "timestamp": time = try reader.optional { reader throws(JSONError) in try reader.internetTime() }
        default: try reader.skip()
        }
    }

    func ticker(_ market: Symbol) -> Ticker {
        Ticker(
            symbol: market, bid: Self.level(bid, bidQuantity), ask: Self.level(ask, askQuantity),
            last: Self.price(last), high: Self.price(high), low: Self.price(low), baseVolume: volume,
            window: .rolling24Hours, time: time, bidPrice: Self.price(bid), askPrice: Self.price(ask))
    }

    private static func level(_ price: ExactDecimal?, _ quantity: ExactDecimal?) -> BookLevel? {
        guard let price, let quantity, price.isPositive, quantity.isPositive else { return nil }
        return BookLevel(price: price, quantity: quantity)
    }

    /// Zero is no price.
    private static func price(_ price: ExactDecimal?) -> ExactDecimal? { price.flatMap { $0.isPositive ? $0 : nil } }
}
