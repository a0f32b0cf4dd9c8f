import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// One market's ticker.
    public func ticker(of instrument: Instrument) -> Flow<Ticker> {
        let call = Self.publicCall("market.ticker", "ticker", [Parameter("market", instrument.nativeName)])
        return Self.endpoint(call) { reader throws(JSONError) in
            let row = try TickerRow(reading: &reader)
            guard row.name == instrument.nativeName else { throw reader.unexpected("a ticker of the market") }
            return row.ticker(of: instrument.symbol)
        }.flow
    }

    /// All markets' tickers in one answer; markets outside the catalog are left out.
    public func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
        Self.endpoint(Self.publicCall("market.tickers", "tickers")) { reader throws(JSONError) in
            try reader.list(TickerRow.init(reading:))
        }.flow.map { rows in
            rows.compactMap { row in catalog[native: row.name].map { row.ticker(of: $0.symbol) } }
        }
    }
}

/// One ticker; what is null is not there: an empty side, or a market that never traded (API.md, Market data).
private struct TickerRow: Sendable {
    let name: String
    private let prices: [String: ExactDecimal]
    private let volumes: [String: ExactDecimal]
    private let time: Timestamp

    init(reading reader: inout JSONReader) throws(JSONError) {
        var name: String?
        var prices: [String: ExactDecimal] = [:]
        var volumes: [String: ExactDecimal] = [:]
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "market": name = try reader.string()
            case "bid", "bidQuantity", "ask", "askQuantity", "last", "open", "high", "low":
                prices[key.text] = try reader.positiveOrNull()
            case "volume", "quoteVolume": volumes[key.text] = try reader.amount()
            case "time": time = try reader.instant()
            default: try reader.skip()
            }
        }
        self.name = try reader.require(name, "market")
        self.prices = prices
        self.volumes = volumes
        self.time = try reader.require(time, "time")
    }

    func ticker(of symbol: Symbol) -> Ticker {
        Ticker(
            symbol: symbol, bid: level("bid"), ask: level("ask"), last: prices["last"], open: prices["open"],
            high: prices["high"], low: prices["low"], baseVolume: volumes["volume"],
            quoteVolume: volumes["quoteVolume"], window: .rolling24Hours, time: time)
    }

    private func level(_ side: String) -> BookLevel? {
        guard let price = prices[side], let quantity = prices[side + "Quantity"] else { return nil }
        return BookLevel(price: price, quantity: quantity)
    }
}
