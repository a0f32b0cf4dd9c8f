import VenueSimulator

// Candles as they grow (valr.md I.8).
extension VALRFace {
    /// The least time between two messages of one bucket.
    private static let bucketPause: Int64 = 1_000

    mutating func flushBuckets() {
        for symbol in streams.changes.buckets.keys.sorted() {
            let readers = streams.readers(of: .buckets, symbol)
            guard !readers.isEmpty else {
                streams.changes.buckets[symbol] = nil
                continue
            }
            for (period, starts) in (streams.changes.buckets[symbol] ?? [:]).sorted(by: { $0.key < $1.key }) {
                for start in starts.sorted() { flush(symbol, period, start, readers) }
            }
        }
    }

    private mutating func flush(_ symbol: String, _ period: Int64, _ start: Int64, _ readers: [StreamID]) {
        let isOver = start + period * 1_000 <= now
        if !isOver {
            guard switches.sendsGrowingBuckets,
                streams.changes.isDue("bucket \(period) \(symbol)", pause: Self.bucketPause, now: now)
            else { return }
        }
        streams.changes.buckets[symbol]?[period]?.remove(start)
        guard switches.bucketPeriods.contains(period) else { return }
        let market = VALR.Markets.listed(symbol)
        let end = start + period * 1_000 - 1
        guard let candle = candles(market, period, from: start, to: end).first(where: { $0.openTime == start }) else {
            return
        }
        let data = Self.row(candle, market, period).with("volume", VALR.text(candle.volume))
            .with("quoteVolume", VALR.text(candle.quoteVolume))
        send(Self.envelope("NEW_TRADE_BUCKET", market, data), "stream.candles", readers)
    }
}
