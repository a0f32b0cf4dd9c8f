import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// One market's ticker.
    public func ticker(of instrument: Instrument) -> Flow<Ticker> {
        let call = Self.publicRead("market.ticker", "Ticker", [Parameter("pair", instrument.nativeName)])
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in
            try Self.onlyMember(&reader) { reader throws(JSONError) in try TickerRow(reading: &reader).ticker(symbol) }
        }.flow
    }

    /// All markets' tickers in one answer; markets outside the catalog are left out.
    public func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
        Self.endpoint(Self.publicRead("market.tickers", "Ticker")) { reader throws(JSONError) in
            var tickers: [Ticker] = []
            tickers.reserveCapacity(1024)
            try reader.object { key, reader throws(JSONError) in
                let instrument = catalog[native: key.text]
                let row = try TickerRow(reading: &reader)
                if let instrument { tickers.append(row.ticker(instrument.symbol)) }
            }
            return tickers
        }.flow
    }
}

/// One ticker (kraken.md D.2). Figures come in pairs, today and the last 24 hours; the second is taken. The open is
/// today's, so it is left out: it does not belong to the same window.
private struct TickerRow {
    var ask: BookLevel?
    var bid: BookLevel?
    var last: ExactDecimal?
    var volume: ExactDecimal?
    var low: ExactDecimal?
    var high: ExactDecimal?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = TickerRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "a": row.ask = try Self.best(&reader)
            case "b": row.bid = try Self.best(&reader)
            case "c": row.last = try Self.value(at: 0, &reader)
            case "v": row.volume = try Self.value(at: 1, &reader)
            case "l": row.low = try Self.value(at: 1, &reader)
            case "h": row.high = try Self.value(at: 1, &reader)
            default: try reader.skip()
            }
        }
        self = row
    }

    private init() {}

    /// `[price, whole lots, lots]`; nil for a side without a price.
    private static func best(_ reader: inout JSONReader) throws(JSONError) -> BookLevel? {
        var price: ExactDecimal?
        var volume: ExactDecimal?
        var position = 0
        try reader.array { reader throws(JSONError) in
            switch position {
            case 0: price = try reader.amount()
            case 2: volume = try reader.amount()
            default: try reader.skip()
            }
            position += 1
        }
        let found = try reader.require(price, "a price")
        let quantity = try reader.require(volume, "a volume")
        return found.isPositive && quantity.isPositive ? BookLevel(price: found, quantity: quantity) : nil
    }

    private static func value(at place: Int, _ reader: inout JSONReader) throws(JSONError) -> ExactDecimal {
        var value: ExactDecimal?
        var position = 0
        try reader.array { reader throws(JSONError) in
            if position == place { value = try reader.amount() } else { try reader.skip() }
            position += 1
        }
        return try reader.require(value, "a figure")
    }

    func ticker(_ symbol: Symbol) -> Ticker {
        Ticker(
            symbol: symbol, bid: bid, ask: ask, last: last.flatMap { $0.isPositive ? $0 : nil }, high: high, low: low,
            baseVolume: volume, window: .rolling24Hours)
    }
}
