import AdapterProtocol

// Candles: several lengths come on one event (valr.md I.8). None says that it is over: the clock says so, or the next one.
extension VALRMarketSession {
    mutating func takeCandle(
        _ place: Int, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard let row = frame.candle, !markets[place][.candles].slots.isEmpty else { return }
        guard let seconds = row.period, seconds > 0 else {
            return output.end(.reconnect(.undecodable, "a bucket does not tell its length"))
        }
        noteTaken(place, .candles, &output)
        let candle = row.candle(lasting: .seconds(seconds), now: now.time)
        if let last = markets[place].candles[seconds] {
            // An older bucket once more: the newer one stands.
            guard candle.openTime >= last.openTime else { return }
            if candle.openTime > last.openTime, !last.isClosed { tell(last.closed, place, seconds, &output) }
        }
        markets[place].candles[seconds] = candle
        tell(candle, place, seconds, &output)
    }

    private func tell(
        _ candle: Candle, _ place: Int, _ seconds: Int64, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        for slot in markets[place][.candles].slots where topics[slot]?.seconds == seconds {
            output.tell(.candle(slot: slot, candle))
        }
    }
}

extension Candle {
    /// The same, over.
    fileprivate var closed: Candle {
        Candle(
            openTime: openTime, open: open, high: high, low: low, close: close, baseVolume: baseVolume,
            quoteVolume: quoteVolume, tradeCount: tradeCount, isClosed: true)
    }
}
