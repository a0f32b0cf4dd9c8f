import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Lengths of the venue in seconds; there is no four-hour candle and no week (valr.md D.5).
    static let intervals: [String: Int64] = [
        "1m": 60, "5m": 300, "15m": 900, "30m": 1800, "1h": 3600, "6h": 21_600, "1d": 86_400,
    ]

    /// Candles, at most 300, oldest first. Intervals without trades are missing, so gaps are normal.
    ///
    /// The one spot route whose times are seconds since the epoch; a wider range than 300 candles is refused.
    public func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        guard let seconds = Self.intervals[interval.rawValue] else {
            return .failed(.unsupported(.candles, "no candles of \(interval)"))
        }
        let count = Int64(min(max(limit, 1), 300))
        var parameters = [Parameter("periodSeconds", String(seconds))]
        if let start {
            // From the first whole interval; whether the end is inclusive is not told, a second less fits both.
            let first = Self.roundedUp(start, to: seconds)
            parameters.append(Parameter("startTime", String(first)))
            parameters.append(Parameter("endTime", String(first + count * seconds - 1)))
        }
        parameters.append(Parameter("limit", String(count)))
        let call = Self.publicCall(
            "market.candles", instrument.pathSegment + "/buckets", parameters, budget: Self.bucketSecond)
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try CandleRow(reading: &reader) }
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                let wanted = rows.filter { row in start.map { row.openTime >= $0 } ?? true }
                let ordered = wanted.sorted { $0.openTime < $1.openTime }
                return .finished(ordered.map { $0.candle(lasting: .seconds(seconds), now: now) })
            }
        }
    }

    /// The start of the first interval that begins at or after `time`, in seconds: counted in those, since near the ends
    /// of what a timestamp can say a nanosecond more is one too many.
    private static func roundedUp(_ time: Timestamp, to seconds: Int64) -> Int64 {
        let (whole, fraction) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let second = fraction > 0 ? whole + 1 : whole
        let rest = (second % seconds + seconds) % seconds
        return rest == 0 ? second : second - rest + seconds
    }
}

/// One bucket, of an answer or of a stream (valr.md D.5, I.8).
struct CandleRow: Sendable {
    let openTime: Timestamp
    /// Its length in seconds.
    let period: Int64?
    private let open: ExactDecimal
    private let high: ExactDecimal
    private let low: ExactDecimal
    private let close: ExactDecimal
    private let volume: ExactDecimal
    private let quoteVolume: ExactDecimal?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var time: Timestamp?
        var period: Int64?
        var open: ExactDecimal?
        var high: ExactDecimal?
        var low: ExactDecimal?
        var close: ExactDecimal?
        var volume: ExactDecimal?
        var quoteVolume: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "startTime": time = try reader.instant()
            case "bucketPeriodInSeconds": period = try reader.integer()
            case "open": open = try reader.amount()
            case "high": high = try reader.amount()
            case "low": low = try reader.amount()
            case "close": close = try reader.amount()
            case "volume": volume = try reader.amount()
            case "quoteVolume": quoteVolume = try reader.amount()
            default: try reader.skip()
            }
        }
        openTime = try reader.require(time, "startTime")
        self.period = period
        self.open = try reader.require(open, "open")
        self.high = try reader.require(high, "high")
        self.low = try reader.require(low, "low")
        self.close = try reader.require(close, "close")
        self.volume = try reader.require(volume, "volume")
        self.quoteVolume = quoteVolume
    }

    /// The venue has no mark of its own: the clock tells whether the interval is over.
    func candle(lasting duration: Duration, now: Timestamp) -> Candle {
        Candle(
            openTime: openTime, open: open, high: high, low: low, close: close, baseVolume: volume,
            quoteVolume: quoteVolume, tradeCount: nil, isClosed: openTime.advanced(by: duration) <= now)
    }
}
