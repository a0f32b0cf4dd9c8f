import AdapterProtocol
import VenueSimulator

// Tickers and candles of streams; their keys are not those of REST (binance.md I).
extension BinanceFace {
    static func statistics(_ ticker: EngineTicker, at time: Int64) -> Binance.JSON {
        let change = (try? ticker.last - ticker.open) ?? .zero
        let hundredfold = try? change * 100
        let percent =
            ticker.open.isZero ? nil : try? hundredfold?.divided(by: ticker.open, scale: 3, rounding: .halfUp)
        let average =
            ticker.volume.isZero
            ? nil : try? ticker.quoteVolume.divided(by: ticker.volume, scale: 8, rounding: .halfUp)
        return [
            "e": "24hrTicker", "E": .time(time), "s": .text(ticker.symbol), "p": .money(change),
            "P": .text(Binance.fixed(percent ?? .zero, places: 3)), "w": .money(average ?? .zero),
            "x": .money(ticker.previousClose), "c": .money(ticker.last), "Q": .money(ticker.lastQuantity),
            "b": .money(ticker.bid?.price ?? .zero), "B": .money(ticker.bid?.quantity ?? .zero),
            "a": .money(ticker.ask?.price ?? .zero), "A": .money(ticker.ask?.quantity ?? .zero),
            "o": .money(ticker.open), "h": .money(ticker.high), "l": .money(ticker.low), "v": .money(ticker.volume),
            "q": .money(ticker.quoteVolume), "O": .time(ticker.openTime), "C": .time(ticker.closeTime),
            "F": .id(ticker.firstTradeID ?? -1), "L": .id(ticker.lastTradeID ?? -1), "n": .id(ticker.tradeCount),
        ]
    }

    static func miniStatistics(_ ticker: EngineTicker, at time: Int64) -> Binance.JSON {
        [
            "e": "24hrMiniTicker", "E": .time(time), "s": .text(ticker.symbol), "c": .money(ticker.last),
            "o": .money(ticker.open), "h": .money(ticker.high), "l": .money(ticker.low), "v": .money(ticker.volume),
            "q": .money(ticker.quoteVolume),
        ]
    }

    /// The array holds changed symbols only.
    mutating func tellAllMiniTickers(at time: Int64) {
        let name = "!miniTicker@arr"
        guard streams.subscribers[name] != nil, !streams.traded.isEmpty else { return }
        let rows = streams.traded.sorted().compactMap { exchange.ticker($0, now: time) }
        streams.publish(name, "stream.ticker") { .list(rows.map { Self.miniStatistics($0, at: time) }) }
    }

    /// The running candle; when a new one has begun, first the last word on the one before it.
    mutating func tellCandles(_ name: String, _ symbol: String, _ interval: String, _ zone: Int64, at time: Int64) {
        guard let span = Binance.Interval.span(interval, zoneSeconds: zone), statuses[symbol] != .cancelOnly,
            let candles = exchange.candles(symbol, span: span, limit: 2, now: time), let running = candles.last
        else { return }
        let newest = exchange.trades(symbol, HistoryPage(limit: 1))?.last?.id ?? -1
        if candles.count == 2, streams.candles[name] == candles[0].openTime {
            let end = newest - running.tradeCount
            streams.publish(name, "stream.candles") {
                Self.candle(candles[0], symbol, interval, lastTrade: end, isClosed: true, at: time)
            }
        }
        streams.candles[name] = running.openTime
        streams.publish(name, "stream.candles") {
            Self.candle(running, symbol, interval, lastTrade: newest, isClosed: false, at: time)
        }
    }

    /// Trades are numbered without holes, so that the last number and the count give the first.
    private static func candle(
        _ candle: EngineCandle, _ symbol: String, _ interval: String, lastTrade: Int64, isClosed: Bool, at time: Int64
    ) -> Binance.JSON {
        let hasTrades = candle.tradeCount > 0
        return [
            "e": "kline", "E": .time(time), "s": .text(symbol),
            "k": [
                "t": .time(candle.openTime), "T": .time(candle.closeTime), "s": .text(symbol), "i": .text(interval),
                "f": .id(hasTrades ? lastTrade - candle.tradeCount + 1 : -1), "L": .id(hasTrades ? lastTrade : -1),
                "o": .money(candle.open), "c": .money(candle.close), "h": .money(candle.high),
                "l": .money(candle.low), "v": .money(candle.volume), "n": .id(candle.tradeCount),
                "x": .flag(isClosed), "q": .money(candle.quoteVolume), "V": .money(candle.takerBuyVolume),
                "Q": .money(candle.takerBuyQuoteVolume), "B": "0",
            ],
        ]
    }
}
