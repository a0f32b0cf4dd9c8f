import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// The lengths Acorn has.
    private static let intervals: Set<CandleInterval> = [
        .minute, .fiveMinutes, .fifteenMinutes, .hour, .fourHours, .day,
    ]
    /// Most candles of one answer.
    private static let mostCandles = 500

    /// Candles, oldest first; Acorn says itself which are closed.
    public func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        guard Self.intervals.contains(interval) else {
            return .failed(.unsupported(.candles, "no candles of this length"))
        }
        var parameters = [
            Parameter("market", instrument.nativeName), Parameter("interval", interval.rawValue),
            Parameter("limit", String(min(max(limit, 1), Self.mostCandles))),
        ]
        if let start { parameters.append(Parameter("from", String(max(start.milliseconds, 0)))) }
        let call = Self.publicCall("market.candles", "candles", parameters)
        return Self.endpoint(call) { reader throws(JSONError) in try reader.list(Candle.init(acorn:)) }
            .flow.map { candles in candles.filter { candle in start.map { candle.openTime >= $0 } ?? true } }
    }
}

extension Candle {
    /// One candle as Acorn writes it (API.md, Market data).
    fileprivate init(acorn reader: inout JSONReader) throws(JSONError) {
        var numbers: [String: ExactDecimal] = [:]
        var time: Timestamp?
        var trades: Int64?
        var isClosed: Bool?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "open", "high", "low", "close": numbers[key.text] = try reader.positive()
            case "volume", "quoteVolume": numbers[key.text] = try reader.amount()
            case "time": time = try reader.instant()
            case "trades": trades = try reader.integer()
            case "closed": isClosed = try reader.bool()
            default: try reader.skip()
            }
        }
        self.init(
            openTime: try reader.require(time, "time"), open: try reader.require(numbers["open"], "open"),
            high: try reader.require(numbers["high"], "high"), low: try reader.require(numbers["low"], "low"),
            close: try reader.require(numbers["close"], "close"),
            baseVolume: try reader.require(numbers["volume"], "volume"),
            quoteVolume: try reader.require(numbers["quoteVolume"], "quoteVolume"),
            tradeCount: try reader.require(trades, "trades"), isClosed: try reader.require(isClosed, "closed"))
    }
}
