import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// One market's ticker; the answer may be ten seconds old (valr.md D).
    public func ticker(of instrument: Instrument) -> Flow<Ticker> {
        let symbol = instrument.symbol
        return Self.summary(of: instrument).flow.map { $0.ticker(of: symbol) }
    }

    /// All markets' tickers in one answer; markets outside the catalog, futures among them, are left out.
    public func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
        Self.endpoint(Self.publicCall("market.tickers", "marketsummary")) { reader throws(JSONError) in
            var tickers: [Ticker] = []
            try reader.array { reader throws(JSONError) in
                let row = try SummaryRow(reading: &reader)
                guard let instrument = catalog[native: row.name] else { return }
                tickers.append(row.ticker(of: instrument.symbol))
            }
            return tickers
        }.flow
    }

    /// The mark price: the middle of last trade, best bid and best ask, and the reference of the venue's slippage guard
    /// (valr.md D.2); nil where the venue has none.
    public func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> {
        Self.summary(of: instrument).flow.map { $0.mark }
    }

    static func summary(of instrument: Instrument) -> Endpoint<SummaryRow> {
        endpoint(publicCall("market.ticker", instrument.pathSegment + "/marketsummary")) { reader throws(JSONError) in
            let row = try SummaryRow(reading: &reader)
            guard row.name == instrument.nativeName else { throw reader.unexpected("the market that was asked for") }
            return row
        }
    }
}

/// One market summary (valr.md D.2). Best prices come without quantities, so a ticker has prices but no levels; a side
/// without orders is `"0"`.
struct SummaryRow: Sendable {
    let name: String
    let mark: ExactDecimal?
    private let bid: ExactDecimal?
    private let ask: ExactDecimal?
    private let last: ExactDecimal?
    private let open: ExactDecimal?
    private let high: ExactDecimal?
    private let low: ExactDecimal?
    private let volume: ExactDecimal?
    private let quoteVolume: ExactDecimal?
    private let time: Timestamp?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var name: String?
        var mark: ExactDecimal?
        var bid: ExactDecimal?
        var ask: ExactDecimal?
        var last: ExactDecimal?
        var open: ExactDecimal?
        var high: ExactDecimal?
        var low: ExactDecimal?
        var volume: ExactDecimal?
        var quoteVolume: ExactDecimal?
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            // Streams use either name (valr.md I.8).
            case "currencyPair", "currencyPairSymbol": name = try reader.string()
            case "markPrice": mark = try reader.amount()
            case "bidPrice": bid = try reader.amount()
            case "askPrice": ask = try reader.amount()
            case "lastTradedPrice": last = try reader.amount()
            case "previousClosePrice": open = try reader.amount()
            case "highPrice": high = try reader.amount()
            case "lowPrice": low = try reader.amount()
            case "baseVolume": volume = try reader.amount()
            case "quoteVolume": quoteVolume = try reader.amount()
            case "created": time = try reader.instant()
            default: try reader.skip()
            }
        }
        self.name = try reader.require(name, "currencyPair")
        self.mark = mark.positive
        self.bid = bid.positive
        self.ask = ask.positive
        self.last = try reader.require(last, "lastTradedPrice").positive
        self.open = open.positive
        self.high = high.positive
        self.low = low.positive
        self.volume = volume
        self.quoteVolume = quoteVolume
        self.time = time
    }

    func ticker(of symbol: Symbol) -> Ticker {
        Ticker(
            symbol: symbol, bid: nil, ask: nil, last: last, open: open, high: high, low: low, baseVolume: volume,
            quoteVolume: quoteVolume, window: .rolling24Hours, time: time, bidPrice: bid, askPrice: ask)
    }
}

extension ExactDecimal {
    /// The number, nil unless above zero: VALR writes 0 for "none" (valr.md D.2).
    var positive: ExactDecimal? { isPositive ? self : nil }
}

extension ExactDecimal? {
    /// The number, nil unless above zero.
    var positive: ExactDecimal? { flatMap(\.positive) }
}
