import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// One market's rolling 24 h ticker (weight 2).
    public func ticker(of instrument: Instrument) -> Flow<Ticker> {
        let call = Self.publicCall(
            "market.ticker", "ticker/24hr", [Parameter("symbol", instrument.nativeName)], weight: 2)
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in try TickerRow(reading: &reader).ticker(of: symbol) }
            .flow
    }

    /// All markets' tickers in one answer (weight 80). Markets outside the catalog, which the venue may still list with
    /// stale prices, are left out.
    public func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
        let call = Self.publicCall("market.tickers", "ticker/24hr", weight: 80)
        return Self.endpoint(call) { reader throws(JSONError) in
            var tickers: [Ticker] = []
            try reader.array { reader throws(JSONError) in
                let row = try TickerRow(reading: &reader)
                guard let instrument = row.name.flatMap({ catalog[native: $0] }) else { return }
                tickers.append(row.ticker(of: instrument.symbol))
            }
            return tickers
        }.flow
    }
}

/// One rolling 24 h ticker (binance.md D). An empty side is sent as price and quantity zero.
private struct TickerRow {
    var name: String?
    var bidPrice: ExactDecimal?
    var bidQuantity: ExactDecimal?
    var askPrice: ExactDecimal?
    var askQuantity: ExactDecimal?
    var last: ExactDecimal?
    var open: ExactDecimal?
    var high: ExactDecimal?
    var low: ExactDecimal?
    var volume: ExactDecimal?
    var quoteVolume: ExactDecimal?
    var closeTime: Int64?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = TickerRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": row.name = try reader.string()
            case "bidPrice": row.bidPrice = try reader.amount()
            case "bidQty": row.bidQuantity = try reader.amount()
            case "askPrice": row.askPrice = try reader.amount()
            case "askQty": row.askQuantity = try reader.amount()
            case "lastPrice": row.last = try reader.amount()
            case "openPrice": row.open = try reader.amount()
            case "highPrice": row.high = try reader.amount()
            case "lowPrice": row.low = try reader.amount()
            case "volume": row.volume = try reader.amount()
            case "quoteVolume": row.quoteVolume = try reader.amount()
            case "closeTime": row.closeTime = try reader.integer()
            default: try reader.skip()
            }
        }
        guard row.name != nil else { throw reader.missing("symbol") }
        self = row
    }

    private init() {}

    func ticker(of symbol: Symbol) -> Ticker {
        Ticker(
            symbol: symbol, bid: level(bidPrice, bidQuantity), ask: level(askPrice, askQuantity),
            last: last.flatMap { $0.isPositive ? $0 : nil }, open: open, high: high, low: low, baseVolume: volume,
            quoteVolume: quoteVolume, window: .rolling24Hours, time: closeTime.map { Timestamp(milliseconds: $0) })
    }

    private func level(_ price: ExactDecimal?, _ quantity: ExactDecimal?) -> BookLevel? {
        guard let price, let quantity, price.isPositive, quantity.isPositive else { return nil }
        return BookLevel(price: price, quantity: quantity)
    }
}
