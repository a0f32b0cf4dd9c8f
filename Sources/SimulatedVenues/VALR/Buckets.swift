import AdapterProtocol
import VenueSimulator

// Candles (valr.md D.5).
extension VALRFace {
    private static let periods: Set<Int64> = [60, 300, 900, 1_800, 3_600, 21_600, 86_400]

    private func period(_ query: VALR.Query) throws(VALR.Refusal) -> Int64 {
        let period = try query.integer("periodSeconds") ?? 60
        guard Self.periods.contains(period) else {
            throw .validation([("periodSeconds", "must be one of 60, 300, 900, 1800, 3600, 21600, 86400")])
        }
        return period
    }

    /// Epoch seconds here and nowhere else; a range of more than 300 buckets is refused; newest first.
    func buckets(
        _ market: VALR.Market, _ query: VALR.Query, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let period = try period(query)
        let start = try query.integer("startTime")
        let end = try query.integer("endTime")
        let page = try query.page(maximum: 300, switches)
        let hasEmpty = try query.flag("includeEmpty")
        let last = end ?? now / 1_000
        let first = start ?? max(0, last - 299 * period)
        guard first <= last else { throw .validation([("startTime", "must be before endTime")]) }
        guard last / period - first / period < 300 else {
            throw .validation([("startTime", "range holds more than 300 buckets")])
        }
        let candles = candles(market, period, from: first * 1_000, to: last * 1_000)
        let rows = candles.reversed().lazy.filter { hasEmpty || $0.tradeCount > 0 }.dropFirst(page.skip)
            .prefix(page.limit)
        return .list(
            rows.map { candle in
                Self.row(candle, market, period).with("volume", VALR.text(candle.volume))
                    .with("quoteVolume", VALR.text(candle.quoteVolume))
            })
    }

    /// The same without volumes: ISO times, at most 100. The mark price of this venue follows the trades.
    func markBuckets(
        _ market: VALR.Market, _ query: VALR.Query, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let period = try period(query)
        let end = try query.time("endTime") ?? now
        let start = try query.time("startTime") ?? max(0, end - 99 * period * 1_000)
        let page = try query.page(maximum: 100, switches)
        guard start <= end, (end - start) / (period * 1_000) < 100 else {
            throw .validation([("startTime", "range holds more than 100 buckets")])
        }
        let rows = candles(market, period, from: start, to: end).reversed().dropFirst(page.skip).prefix(page.limit)
        return .list(rows.map { Self.row($0, market, period) })
    }

    func candles(_ market: VALR.Market, _ period: Int64, from start: Int64, to end: Int64) -> [EngineCandle] {
        let aligned = start / (period * 1_000) * period * 1_000
        return exchange.candles(
            market.symbol, span: .seconds(period), startTime: aligned, endTime: end, limit: 300, now: now) ?? []
    }

    static func row(_ candle: EngineCandle, _ market: VALR.Market, _ period: Int64) -> FaceJSON {
        [
            "currencyPairSymbol": .text(market.symbol),
            "bucketPeriodInSeconds": .integer(period),
            "startTime": .text(VALR.Times.seconds(candle.openTime)),
            "open": VALR.text(candle.open),
            "high": VALR.text(candle.high),
            "low": VALR.text(candle.low),
            "close": VALR.text(candle.close),
        ]
    }
}
