import AdapterKit
import AdapterProtocol

/// A `24hrTicker` event, once a second (binance.md I). An empty side is sent as price and quantity zero, as over REST.
enum StreamTicker {
    private struct Row {
        var bidPrice: ExactDecimal?
        var bidQuantity: ExactDecimal?
        var askPrice: ExactDecimal?
        var askQuantity: ExactDecimal?
        var last: ExactDecimal?
        var open: ExactDecimal?
        var high: ExactDecimal?
        var low: ExactDecimal?
        var volume: ExactDecimal?
        var quoteVolume: ExactDecimal?
        var time: Int64?
    }

    static func read(_ reader: inout JSONReader, of symbol: Symbol) throws(JSONError) -> Ticker {
        var row = Row()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "b": row.bidPrice = try reader.amount()
            case "B": row.bidQuantity = try reader.amount()
            case "a": row.askPrice = try reader.amount()
            case "A": row.askQuantity = try reader.amount()
            case "c": row.last = try reader.amount()
            case "o": row.open = try reader.amount()
            case "h": row.high = try reader.amount()
            case "l": row.low = try reader.amount()
            case "v": row.volume = try reader.amount()
            case "q": row.quoteVolume = try reader.amount()
            case "E": row.time = try reader.integer()
            default: try reader.skip()
            }
        }
        let last = try reader.require(row.last, "c")
        return Ticker(
            symbol: symbol, bid: level(row.bidPrice, row.bidQuantity), ask: level(row.askPrice, row.askQuantity),
            last: last.isPositive ? last : nil, open: row.open, high: row.high, low: row.low,
            baseVolume: row.volume, quoteVolume: row.quoteVolume, window: .rolling24Hours,
            time: Timestamp(milliseconds: try reader.require(row.time, "E")))
    }

    private static func level(_ price: ExactDecimal?, _ quantity: ExactDecimal?) -> BookLevel? {
        guard let price, let quantity, price.isPositive, quantity.isPositive else { return nil }
        return BookLevel(price: price, quantity: quantity)
    }
}
