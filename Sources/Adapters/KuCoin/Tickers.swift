import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// One market's best prices and last trade (weight 2) with its rolling 24 h statistics (weight 15).
    public func ticker(of instrument: Instrument) -> Flow<Ticker> {
        let name = [Parameter("symbol", instrument.nativeName)]
        let best = Self.nullableEndpoint(
            Self.publicCall("market.bestPrices", "v1/market/orderbook/level1", name, weight: 2),
            TickerRow.init(reading:))
        let statistics = Self.nullableEndpoint(
            Self.publicCall("market.ticker", "v1/market/stats", name, weight: 15), TickerRow.init(reading:))
        let symbol = instrument.symbol
        return best.flow.known(of: instrument).then { now in
            statistics.flow.known(of: instrument).map { day in now.adding(statistics: day).ticker(of: symbol) }
        }
    }

    /// All markets' tickers in one answer (weight 15), a snapshot every 2 s. Markets outside the catalog are left out;
    /// dead pairs have nulls.
    public func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
        let call = Self.publicCall("market.tickers", "v1/market/allTickers", weight: 15)
        return Self.endpoint(call) { reader throws(JSONError) in
            var rows: [(Symbol, TickerRow)]?
            var time: Int64?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "time": time = try reader.integer()
                case "ticker": rows = try Self.tickerRows(catalog, &reader)
                default: try reader.skip()
                }
            }
            return try reader.require(rows, "ticker").map { symbol, row in
                row.ticker(of: symbol, time: time)
            }
        }.flow
    }

    private static func tickerRows(
        _ catalog: InstrumentCatalog, _ reader: inout JSONReader
    ) throws(JSONError) -> [(Symbol, TickerRow)] {
        var rows: [(Symbol, TickerRow)] = []
        rows.reserveCapacity(catalog.instruments.count)
        try reader.array { reader throws(JSONError) in
            let row = try TickerRow(reading: &reader)
            let name = try reader.require(row.name, "symbol")
            if let instrument = catalog[native: name] { rows.append((instrument.symbol, row)) }
        }
        return rows
    }
}

/// A ticker in any of its spellings: level1, stats, allTickers (kucoin.md D), the stream's (I.4). Any number may be null.
struct TickerRow: Sendable {
    var name: String?
    private var bidPrice: ExactDecimal?
    private var bidQuantity: ExactDecimal?
    private var askPrice: ExactDecimal?
    private var askQuantity: ExactDecimal?
    private var last: ExactDecimal?
    private var high: ExactDecimal?
    private var low: ExactDecimal?
    private var volume: ExactDecimal?
    private var quoteVolume: ExactDecimal?
    private var time: Int64?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = TickerRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": row.name = try reader.string()
            case "bestBid", "buy": row.bidPrice = try Self.number(&reader)
            case "bestBidSize": row.bidQuantity = try Self.number(&reader)
            case "bestAsk", "sell": row.askPrice = try Self.number(&reader)
            case "bestAskSize": row.askQuantity = try Self.number(&reader)
            case "price", "last": row.last = try Self.number(&reader)
            case "high": row.high = try Self.number(&reader)
            case "low": row.low = try Self.number(&reader)
            case "vol": row.volume = try Self.number(&reader)
            case "volValue": row.quoteVolume = try Self.number(&reader)
            case "time", "Time": row.time = try reader.integer()
            default: try reader.skip()
            }
        }
        self = row
    }

    private init() {}

    private static func number(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        try reader.null() ? nil : try reader.amount()
    }

    /// The best prices of this row with the day's sums of another.
    func adding(statistics day: TickerRow) -> TickerRow {
        var row = self
        row.high = day.high
        row.low = day.low
        row.volume = day.volume
        row.quoteVolume = day.quoteVolume
        return row
    }

    func ticker(
        of symbol: Symbol, time outer: Int64? = nil, window: Ticker.Window = .rolling24Hours
    ) -> Ticker {
        Ticker(
            symbol: symbol, bid: level(bidPrice, bidQuantity), ask: level(askPrice, askQuantity),
            last: positive(last), high: positive(high), low: positive(low), baseVolume: volume,
            quoteVolume: quoteVolume, window: window,
            time: (time ?? outer).map { Timestamp(milliseconds: $0) }, bidPrice: positive(bidPrice),
            askPrice: positive(askPrice))
    }

    private func positive(_ number: ExactDecimal?) -> ExactDecimal? { number.flatMap { $0.isPositive ? $0 : nil } }

    private func level(_ price: ExactDecimal?, _ quantity: ExactDecimal?) -> BookLevel? {
        guard let price, let quantity, price.isPositive, quantity.isPositive else { return nil }
        return BookLevel(price: price, quantity: quantity)
    }
}
