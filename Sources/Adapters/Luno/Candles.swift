import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Intervals of the venue in seconds (luno.md D).
    static let intervals: [String: Int64] = [
        "1m": 60, "5m": 300, "15m": 900, "30m": 1800, "1h": 3600, "3h": 10_800, "4h": 14_400, "8h": 28_800,
        "1d": 86_400, "3d": 259_200, "1w": 604_800,
    ]

    /// Most candles of one answer.
    private static let mostCandles = 1000

    /// Candles, oldest first; unlike all other market data they need a key, of any right (luno.md D, K.12). The venue
    /// marks no running candle: one is closed once its interval has passed.
    public func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        guard let seconds = Self.intervals[interval.rawValue] else {
            return .failed(.unsupported(.candles, "no candles of \(interval)"))
        }
        let count = min(max(limit, 1), Self.mostCandles)
        return Flow { now in
            // The venue wants a start: without one, as many intervals back as candles are wanted.
            let first = start ?? now.advanced(by: .seconds(-seconds * Int64(count)))
            let endpoint = Self.candles(of: instrument.nativeName, seconds: seconds, from: first)
            return Flow.call(endpoint) { result, now in
                switch result {
                case .failure(let error): return .failed(error)
                case .success(let rows):
                    let wanted = start == nil ? Array(rows.suffix(count)) : Array(rows.prefix(count))
                    return .finished(wanted.map { $0.candle(seconds: seconds, now: now) })
                }
            }.start(now)
        }
    }

    /// One answer of candles; the key test uses it too, as the call that needs a key and no right.
    static func candles(
        of pair: String, seconds: Int64, from start: Timestamp, _ operation: OperationName = "market.candles"
    ) -> Endpoint<[CandleRow]> {
        let call = privateRead(
            operation, "exchange/1/candles",
            [
                Parameter("pair", pair), Parameter("duration", String(seconds)),
                Parameter("since", String(start.milliseconds)),
            ], priority: .publicRead)
        return listEndpoint(call, "candles", CandleRow.init(reading:))
    }
}

/// One candle as the venue writes it (luno.md D).
struct CandleRow: Sendable {
    private let time: Timestamp
    private let open: ExactDecimal
    private let high: ExactDecimal
    private let low: ExactDecimal
    private let close: ExactDecimal
    private let volume: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var time: Timestamp?
        var open: ExactDecimal?
        var high: ExactDecimal?
        var low: ExactDecimal?
        var close: ExactDecimal?
        var volume: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "timestamp": time = try reader.instant()
            case "open": open = try reader.amount()
            case "high": high = try reader.amount()
            case "low": low = try reader.amount()
            case "close": close = try reader.amount()
            case "volume": volume = try reader.amount()
            default: try reader.skip()
            }
        }
        self.time = try reader.require(time, "timestamp")
        self.open = try reader.require(open, "open")
        self.high = try reader.require(high, "high")
        self.low = try reader.require(low, "low")
        self.close = try reader.require(close, "close")
        self.volume = try reader.require(volume, "volume")
    }

    func candle(seconds: Int64, now: Timestamp) -> Candle {
        Candle(
            openTime: time, open: open, high: high, low: low, close: close, baseVolume: volume, quoteVolume: nil,
            tradeCount: nil, isClosed: time.advanced(by: .seconds(seconds)) <= now)
    }
}
