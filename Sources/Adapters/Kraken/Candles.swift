import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Intervals of the venue in minutes (kraken.md D.2).
    static let intervals: [String: Int64] = [
        "1m": 1, "5m": 5, "15m": 15, "30m": 30, "1h": 60, "4h": 240, "1d": 1440, "1w": 10_080, "15d": 21_600,
    ]

    /// Candles, oldest first. The venue has only the newest 720 and the running one, whatever start is asked for (K.16).
    public func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        guard let minutes = Self.intervals[interval.rawValue] else {
            return .failed(.unsupported(.candles, "no candles of \(interval)"))
        }
        var parameters = [Parameter("pair", instrument.nativeName), Parameter("interval", String(minutes))]
        if let start {
            // The venue's start is exclusive: a second earlier, so that a candle that opens then is in.
            parameters.append(
                Parameter("since", String(max(start.nanoseconds / 1_000_000_000 - 1, 0))))
        }
        let endpoint = Self.endpoint(Self.publicRead("market.candles", "OHLC", parameters), CandleRows.init(reading:))
        let limit = max(limit, 1)
        return .call(endpoint) { result, _ in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                let wanted = rows.candles.filter { candle in start.map { candle.openTime >= $0 } ?? true }
                return .finished(Array(start == nil ? wanted.suffix(limit) : wanted.prefix(limit)))
            }
        }
    }
}

/// The rows and `last`, the open time of the newest finished candle: what opens later still runs.
private struct CandleRows: Sendable {
    let candles: [Candle]

    init(reading reader: inout JSONReader) throws(JSONError) {
        var rows: [Row]?
        var last: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            if case "last" = key {
                last = try reader.instantOrNothing()
            } else {
                guard rows == nil else { throw reader.unexpected("one pair") }
                rows = try reader.list { reader throws(JSONError) in try Row(reading: &reader) }
            }
        }
        let finished = last ?? Timestamp(nanoseconds: 0)
        candles = try reader.require(rows, "a pair").map { $0.candle(isClosed: $0.time <= finished) }
    }

    /// `[time, open, high, low, close, vwap, volume, count]`.
    private struct Row {
        let time: Timestamp
        let prices: [ExactDecimal]
        let volume: ExactDecimal
        let count: Int64

        init(reading reader: inout JSONReader) throws(JSONError) {
            var time: Timestamp?
            var prices: [ExactDecimal] = []
            var volume: ExactDecimal?
            var count: Int64?
            var position = 0
            try reader.array { reader throws(JSONError) in
                switch position {
                case 0: time = try reader.instant()
                case 1...4: prices.append(try reader.amount())
                case 6: volume = try reader.amount()
                case 7: count = try reader.integer()
                default: try reader.skip()
                }
                position += 1
            }
            self.time = try reader.require(time, "a time")
            self.volume = try reader.require(volume, "a volume")
            self.count = try reader.require(count, "a count")
            self.prices = prices
        }

        func candle(isClosed: Bool) -> Candle {
            Candle(
                openTime: time, open: prices[0], high: prices[1], low: prices[2], close: prices[3],
                baseVolume: volume, quoteVolume: nil, tradeCount: count, isClosed: isClosed)
        }
    }
}
