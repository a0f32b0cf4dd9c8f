import AdapterKit
import AdapterProtocol

/// One row of an `ohlc` message.
struct CandleNews: Sendable {
    let feed: Int
    let candle: Candle
}

// Candles (kraken.md I.5). The venue has no mark for a finished one: the next one tells, or the clock.
extension KrakenMarketSession {
    /// Rows say whose they are and of which interval.
    mutating func readCandles(_ reader: inout JSONReader) throws(JSONError) {
        try reader.array { reader throws(JSONError) in
            var row = StreamCandleRow()
            try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
            let minutes = try reader.require(row.minutes, "interval")
            let key = FeedKey(
                channel: .ohlc(minutes: minutes), symbol: try reader.require(row.symbol, "symbol"))
            guard let feed = feedOfKey[key] else { return }
            scratch.candles.append(CandleNews(feed: feed, candle: try row.candle(reader)))
        }
    }

    /// A snapshot holds history, oldest first: of each market its last two candles are told.
    mutating func takeCandles(isSnapshot: Bool, at now: StreamInstant, _ output: inout Output) {
        for (place, news) in scratch.candles.enumerated() where feeds[news.feed].isOpen {
            let later = place + 2
            if isSnapshot, later < scratch.candles.count, scratch.candles[later].feed == news.feed { continue }
            grow(news.feed, news.candle, at: now, &output)
        }
    }

    private mutating func grow(_ feed: Int, _ candle: Candle, at now: StreamInstant, _ output: inout Output) {
        if let before = feeds[feed].candle {
            guard candle.openTime >= before.openTime else { return }
            if candle.openTime > before.openTime, !before.isClosed { tell(feed, before.closed, &output) }
        }
        tell(feed, candle, &output)
        closeCandle(feed, at: now, &output)
    }

    private mutating func tell(_ feed: Int, _ candle: Candle, _ output: inout Output) {
        feeds[feed].candle = candle
        feeds[feed].lastTime = candle.openTime
        for slot in feeds[feed].slots { output.tell(.candle(slot: slot, candle)) }
    }

    /// Closes a candle whose time is over, or looks again when it is.
    mutating func closeCandle(_ feed: Int, at now: StreamInstant, _ output: inout Output) {
        guard case .ohlc(let minutes) = feeds[feed].key.channel, let candle = feeds[feed].candle, !candle.isClosed
        else { return }
        let end = candle.openTime.advanced(by: .seconds(minutes * 60) + Self.candleGrace)
        let rest = end.duration(since: now.time)
        if rest <= .zero { tell(feed, candle.closed, &output) } else { look(at: now.elapsed + rest) }
    }
}

extension Candle {
    /// The same, finished.
    fileprivate var closed: Candle {
        Candle(
            openTime: openTime, open: open, high: high, low: low, close: close, baseVolume: baseVolume,
            quoteVolume: quoteVolume, tradeCount: tradeCount, isClosed: true)
    }
}

private struct StreamCandleRow {
    var symbol: String?
    var minutes: Int64?
    private var open: ExactDecimal?
    private var high: ExactDecimal?
    private var low: ExactDecimal?
    private var close: ExactDecimal?
    private var volume: ExactDecimal?
    private var trades: Int64?
    private var begin: Timestamp?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "symbol": symbol = try reader.string()
        case "interval": minutes = try reader.integer()
        case "open": open = try reader.amount()
        case "high": high = try reader.amount()
        case "low": low = try reader.amount()
        case "close": close = try reader.amount()
        case "volume": volume = try reader.amount()
        case "trades": trades = try reader.optional { reader throws(JSONError) in try reader.integer() }
        case "interval_begin": begin = try reader.internetTime()
        default: try reader.skip()
        }
    }

    func candle(_ reader: JSONReader) throws(JSONError) -> Candle {
        Candle(
            openTime: try reader.require(begin, "interval_begin"), open: try reader.require(open, "open"),
            high: try reader.require(high, "high"), low: try reader.require(low, "low"),
            close: try reader.require(close, "close"), baseVolume: try reader.require(volume, "volume"),
            quoteVolume: nil, tradeCount: trades, isClosed: false)
    }
}
