import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// The venue's words for intervals, and their seconds; a month counts 31 days (kucoin.md D).
    static let intervals: [String: (word: String, seconds: Int64)] = [
        "1m": ("1min", 60), "3m": ("3min", 180), "5m": ("5min", 300), "15m": ("15min", 900), "30m": ("30min", 1800),
        "1h": ("1hour", 3600), "2h": ("2hour", 7200), "4h": ("4hour", 14_400), "6h": ("6hour", 21_600),
        "8h": ("8hour", 28_800), "12h": ("12hour", 43_200), "1d": ("1day", 86_400), "1w": ("1week", 604_800),
        "1M": ("1month", 2_678_400),
    ]

    /// Candles, oldest first, at most 1500 (weight 3). Intervals without a trade are missing, as the venue leaves them
    /// out. The last row may still run.
    public func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        guard let length = Self.intervals[interval.rawValue] else {
            return .failed(.unsupported(.candles, "no candles of \(interval)"))
        }
        let count = min(max(limit, 1), 1500)
        return Flow { now in
            let span = Int64(count) * length.seconds
            // Rounded up, so that no row begins before `start`; the end is exclusive as far as known, so a row that
            // comes too much is cut off below.
            let first = start.map { max($0.wholeSeconds(roundingUp: true), 0) }
            let end = first.map { $0.addingSaturated(span) } ?? now.wholeSeconds(roundingUp: true) + length.seconds
            let parameters = [
                Parameter("symbol", instrument.nativeName), Parameter("type", length.word),
                Parameter("startAt", String(first ?? max(end - length.seconds - span, 0))),
                Parameter("endAt", String(end)),
            ]
            let call = Self.publicCall("market.candles", "v1/market/candles", parameters, weight: 3)
            let endpoint = Self.nullableEndpoint(call) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in try CandleRow(reading: &reader) }
            }
            return endpoint.flow.known(of: instrument).then { rows in
                Flow { later in
                    let candles = Self.candles(rows, length: .seconds(length.seconds), now: later)
                    return .finished(start == nil ? Array(candles.suffix(count)) : Array(candles.prefix(count)))
                }
            }.start(now)
        }
    }

    /// Sorted by start, each start once; a row is closed when its time is over or a later row exists.
    private static func candles(_ rows: [CandleRow], length: Duration, now: Timestamp) -> [Candle] {
        var seen: Set<Int64> = []
        let sorted = rows.filter { seen.insert($0.start).inserted }.sorted { $0.start < $1.start }
        return sorted.enumerated().map { position, row in
            let openTime = Timestamp(seconds: row.start)
            return Candle(
                openTime: openTime, open: row.open, high: row.high, low: row.low, close: row.close,
                baseVolume: row.volume, quoteVolume: row.quoteVolume, tradeCount: nil,
                isClosed: position + 1 < sorted.count || openTime.advanced(by: length) <= now)
        }
    }
}

/// One row: start in seconds, open, **close**, high, low, base and quote volume (K24).
struct CandleRow: Sendable {
    let start: Int64
    let open: ExactDecimal
    let close: ExactDecimal
    let high: ExactDecimal
    let low: ExactDecimal
    let volume: ExactDecimal
    let quoteVolume: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var start: Int64?
        var numbers: [ExactDecimal] = []
        var position = 0
        try reader.array { reader throws(JSONError) in
            switch position {
            case 0: start = try reader.integer()
            case 1...6: numbers.append(try reader.amount())
            default: try reader.skip()
            }
            position += 1
        }
        guard let start, numbers.count == 6 else { throw reader.unexpected("a candle of seven values") }
        self.start = start
        open = numbers[0]
        close = numbers[1]
        high = numbers[2]
        low = numbers[3]
        volume = numbers[4]
        quoteVolume = numbers[5]
        guard low <= open, low <= close, open <= high, close <= high else {
            throw reader.unexpected("a low and a high that bound open and close")
        }
    }
}

extension Timestamp {
    fileprivate func wholeSeconds(roundingUp: Bool) -> Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return remainder > 0 && roundingUp ? quotient + 1 : quotient
    }
}

extension Int64 {
    fileprivate func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
