import AdapterKit
import AdapterProtocol

/// One entry of AssetPairs (kraken.md C.4).
struct SymbolRow: Sendable {
    let key: String
    var altname: String?
    var wsname: String?
    var base: String?
    var quote: String?
    var assetClass: String?
    var venue: String?
    var status: String?
    var priceDecimals: Int64?
    var lotDecimals: Int64?
    var costDecimals: Int64?
    var tickSize: ExactDecimal?
    var minimum: ExactDecimal?
    var costMinimum: ExactDecimal?

    init(key: String, reading reader: inout JSONReader) throws(JSONError) {
        var row = SymbolRow(key: key)
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    private init(key: String) {
        self.key = key
    }

    private mutating func take(_ name: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch name {
        case "altname": altname = try reader.string()
        case "wsname": wsname = try reader.textOrNothing()
        case "base": base = try reader.string()
        case "quote": quote = try reader.string()
        case "aclass_base": assetClass = try reader.textOrNothing()
        case "execution_venue": venue = try reader.textOrNothing()
        case "status": status = try reader.textOrNothing()
        case "pair_decimals": priceDecimals = try reader.integer()
        case "lot_decimals": lotDecimals = try reader.integer()
        case "cost_decimals": costDecimals = try reader.integer()
        case "tick_size": tickSize = try reader.decimalOrNothing()
        case "ordermin": minimum = try reader.decimalOrNothing()
        case "costmin": costMinimum = try reader.decimalOrNothing()
        default: try reader.skip()
        }
    }

    /// Dark pools, other venues and wrapped shares are no spot markets of ours (kraken.md C.2 step 6).
    private var isSpot: Bool {
        wsname != nil && !key.hasSuffix(".d") && !key.contains(":") && (assetClass ?? "currency") == "currency"
            && (venue ?? "international") == "international"
    }

    /// The market; nil for one that is not ours to trade. `decimals` are those of the assets' ledgers by id.
    func instrument(_ decimals: [String: Int], readAt: Timestamp, _ reader: JSONReader) throws(JSONError) -> Instrument?
    {
        guard isSpot else { return nil }
        let altname = try reader.require(altname, "altname")
        let base = try reader.require(base, "base")
        let quote = try reader.require(quote, "quote")
        guard let baseAsset = KrakenWords.asset(base), let quoteAsset = KrakenWords.asset(quote) else { return nil }
        let lots = Int(clamping: try reader.require(lotDecimals, "lot_decimals"))
        let prices = Int(clamping: try reader.require(priceDecimals, "pair_decimals"))
        let costs = Int(clamping: costDecimals ?? 8)
        guard (0...18).contains(lots), (0...18).contains(prices), (0...18).contains(costs) else {
            throw reader.unexpected("decimals of 0 to 18")
        }
        // The coarser of the pair's step and the asset's own (K.9).
        let lotScale = min(lots, decimals[base] ?? lots)
        let symbol = Symbol(base: baseAsset, quote: quoteAsset)
        return Instrument(
            symbol: symbol, nativeName: altname, mode: KrakenWords.mode(status ?? ""),
            price: StepRules(
                step: .value(try tick(prices, reader)), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: .value(try Self.unit(lotScale, reader)), minimum: minimum.map(Rule.venue) ?? .unpublished,
                maximum: .unpublished),
            quoteAmount: StepRules(
                step: .value(try Self.unit(min(costs, decimals[quote] ?? costs), reader)), minimum: .unpublished,
                maximum: .unpublished),
            notional: NotionalRules(
                minimum: costMinimum.map(Rule.venue) ?? .unpublished, maximum: .unpublished, minimumBindsMarket: true,
                maximumBindsMarket: false),
            baseScale: decimals[base] ?? lots, quoteScale: decimals[quote] ?? costs,
            orderTypes: Set(KrakenWords.orderTypes.map(\.type)), takesQuoteAmounts: true, takesPostOnly: true,
            isAmendable: true, selfTradePreventions: Set(KrakenWords.selfTrade.keys), readAt: readAt,
            aliases: aliases(symbol))
    }

    private func tick(_ prices: Int, _ reader: JSONReader) throws(JSONError) -> ExactDecimal {
        if let tickSize, tickSize.isPositive { return tickSize }
        return try Self.unit(prices, reader)
    }

    private static func unit(_ decimals: Int, _ reader: JSONReader) throws(JSONError) -> ExactDecimal {
        guard let unit = try? ExactDecimal(coefficient: 1, exponent: -decimals) else {
            throw reader.unexpected("a number of decimals")
        }
        return unit
    }

    /// Trades name the key, requests may use any of these (kraken.md C.1).
    private func aliases(_ symbol: Symbol) -> [String] {
        var names = [key]
        if let wsname { names.append(wsname) }
        names.append(symbol.base.code + symbol.quote.code)
        return names.filter { $0 != altname }
    }
}
