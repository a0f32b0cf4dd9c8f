import AdapterKit
import AdapterProtocol

/// A `kline` event: the candle as it stands, closed when `x` says so (binance.md I).
enum StreamCandle {
    private struct Row {
        var openTime: Int64?
        var open: ExactDecimal?
        var high: ExactDecimal?
        var low: ExactDecimal?
        var close: ExactDecimal?
        var volume: ExactDecimal?
        var quoteVolume: ExactDecimal?
        var count: Int64?
        var isClosed: Bool?

        mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
            switch key {
            case "t": openTime = try reader.integer()
            case "o": open = try reader.amount()
            case "h": high = try reader.amount()
            case "l": low = try reader.amount()
            case "c": close = try reader.amount()
            case "v": volume = try reader.amount()
            case "q": quoteVolume = try reader.amount()
            case "n": count = try reader.integer()
            case "x": isClosed = try reader.bool()
            default: try reader.skip()
            }
        }
    }

    static func read(_ reader: inout JSONReader) throws(JSONError) -> Candle {
        var candle: Candle?
        try reader.object { key, reader throws(JSONError) in
            guard case "k" = key else { return try reader.skip() }
            candle = try self.candle(&reader)
        }
        return try reader.require(candle, "k")
    }

    private static func candle(_ reader: inout JSONReader) throws(JSONError) -> Candle {
        var row = Row()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        return Candle(
            openTime: Timestamp(milliseconds: try reader.require(row.openTime, "t")),
            open: try reader.require(row.open, "o"), high: try reader.require(row.high, "h"),
            low: try reader.require(row.low, "l"), close: try reader.require(row.close, "c"),
            baseVolume: try reader.require(row.volume, "v"), quoteVolume: row.quoteVolume, tradeCount: row.count,
            isClosed: try reader.require(row.isClosed, "x"))
    }
}
