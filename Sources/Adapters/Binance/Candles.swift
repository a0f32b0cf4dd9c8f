import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Intervals of the venue; case matters, `1m` is a minute and `1M` a month (binance.md D).
    static let intervals: Set<String> = [
        "1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1M",
    ]

    /// Candles, oldest first (weight 2). The last row may still run: closed once its close time has passed.
    public func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        guard Self.intervals.contains(interval.rawValue) else {
            return .failed(.unsupported(.candles, "no candles of \(interval)"))
        }
        var parameters = [
            Parameter("symbol", instrument.nativeName), Parameter("interval", interval.rawValue),
            Parameter("limit", String(min(max(limit, 1), 1000))),
        ]
        if let start { parameters.append(Parameter("startTime", String(start.milliseconds))) }
        let endpoint = Self.endpoint(Self.publicCall("market.candles", "klines", parameters, weight: 2)) {
            reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try CandleRow(reading: &reader) }
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): .failed(error)
            case .success(let rows): .finished(rows.map { $0.candle(now: now) })
            }
        }
    }
}

/// One row of klines: a list with fixed places (binance.md D).
private struct CandleRow {
    var times: [Int64] = []
    var prices: [ExactDecimal] = []
    var volumes: [ExactDecimal] = []
    var count: Int64 = 0

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = CandleRow()
        var position = 0
        try reader.array { reader throws(JSONError) in
            switch position {
            case 0, 6: row.times.append(try reader.integer())
            case 1, 2, 3, 4: row.prices.append(try reader.amount())
            case 5, 7: row.volumes.append(try reader.amount())
            case 8: row.count = try reader.integer()
            default: try reader.skip()
            }
            position += 1
        }
        guard position >= 9 else { throw reader.unexpected("a candle of at least nine values") }
        self = row
    }

    private init() {}

    func candle(now: Timestamp) -> Candle {
        Candle(
            openTime: Timestamp(milliseconds: times[0]), open: prices[0], high: prices[1], low: prices[2],
            close: prices[3], baseVolume: volumes[0], quoteVolume: volumes[1], tradeCount: count,
            isClosed: Timestamp(milliseconds: times[1]) < now)
    }
}
