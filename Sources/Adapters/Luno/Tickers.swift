import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// One market's ticker.
    public func ticker(of instrument: Instrument) -> Flow<Ticker> {
        let call = Self.publicCall("market.ticker", "1/ticker", [Parameter("pair", instrument.nativeName)])
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in try TickerRow(reading: &reader).ticker(of: symbol) }
            .flow
    }

    /// All markets' tickers in one answer; markets outside the catalog are left out.
    public func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
        let call = Self.publicCall("market.tickers", "1/tickers")
        return Self.listEndpoint(call, "tickers") { reader throws(JSONError) -> Ticker? in
            let row = try TickerRow(reading: &reader)
            return catalog[native: row.name].map { row.ticker(of: $0.symbol) }
        }.flow.map { $0.compactMap { $0 } }
    }
}

/// One ticker (luno.md D). The best prices come without quantities, so there are prices but no levels: the order book has
/// them.
private struct TickerRow {
    let name: String
    let bid: ExactDecimal?
    let ask: ExactDecimal?
    let last: ExactDecimal?
    let volume: ExactDecimal?
    let time: Timestamp?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var name: String?
        var bid: ExactDecimal?
        var ask: ExactDecimal?
        var last: ExactDecimal?
        var volume: ExactDecimal?
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "pair": name = try reader.string()
            case "bid": bid = try reader.amountOrNothing()
            case "ask": ask = try reader.amountOrNothing()
            case "last_trade": last = try reader.amountOrNothing()
            case "rolling_24_hour_volume": volume = try reader.amountOrNothing()
            case "timestamp": time = try reader.instant()
            default: try reader.skip()
            }
        }
        self.name = try reader.require(name, "pair")
        self.bid = bid
        self.ask = ask
        self.last = last
        self.volume = volume
        self.time = time
    }

    func ticker(of symbol: Symbol) -> Ticker {
        Ticker(
            symbol: symbol, bid: nil, ask: nil, last: price(last), baseVolume: volume, window: .rolling24Hours,
            time: time, bidPrice: price(bid), askPrice: price(ask))
    }

    /// An empty side, and a market that never traded, shows 0.00.
    private func price(_ number: ExactDecimal?) -> ExactDecimal? { number.flatMap { $0.isPositive ? $0 : nil } }
}
