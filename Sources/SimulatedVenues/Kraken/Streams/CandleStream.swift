import AdapterProtocol
import VenueSimulator

// The `ohlc` channel (kraken.md I.5): without a trade nothing is told.
extension KrakenFace {
    /// Tells the running candles of markets that traded.
    mutating func tellCandles(traded: Set<String>) {
        for index in streams.connections.indices {
            for topic in streams.connections[index].topics {
                guard case .ohlc(let minutes) = topic.channel, let market = topic.market, traded.contains(market.key)
                else { continue }
                sendCandles(to: index, topic, minutes, isSnapshot: false)
            }
        }
    }

    /// Sends the running candle, or with it those before it.
    mutating func sendCandles(to index: Int, _ topic: Kraken.Topic, _ minutes: Int64, isSnapshot: Bool) {
        guard let market = topic.market else { return }
        let limit = isSnapshot ? Self.candlesOfSnapshot : 1
        let candles = exchange.candles(market.key, span: .seconds(minutes * 60), limit: limit, now: now) ?? []
        let frame: FaceJSON = [
            "channel": "ohlc", "type": isSnapshot ? "snapshot" : "update",
            "timestamp": Kraken.StreamText.time(nano: now),
            "data": .list(candles.map { candleRow($0, minutes, market) }),
        ]
        streams.send(frame, Kraken.Operation.candles, to: index, at: now)
    }

    /// How long the history is is not on record.
    private static let candlesOfSnapshot = 50

    private func candleRow(_ candle: EngineCandle, _ minutes: Int64, _ market: Kraken.Market) -> FaceJSON {
        func number(_ value: ExactDecimal) -> FaceJSON { Kraken.StreamText.number(value, switches) }
        // reason: the quotient fits; without trades the close stands in.
        let average = try? candle.quoteVolume.divided(
            by: candle.volume, scale: market.pairDecimals, rounding: .halfEven)
        return [
            "symbol": .text(market.display), "open": number(candle.open), "high": number(candle.high),
            "low": number(candle.low), "close": number(candle.close), "trades": .integer(candle.tradeCount),
            "volume": number(candle.volume), "vwap": number(average ?? candle.close),
            "interval_begin": Kraken.StreamText.time(nano: candle.openTime), "interval": .integer(minutes),
            // The end of the interval.
            "timestamp": Kraken.StreamText.time(micro: (candle.openTime &+ minutes * 60_000) &* 1_000),
        ]
    }
}
