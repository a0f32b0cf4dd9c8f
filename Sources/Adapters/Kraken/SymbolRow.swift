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

    /// What stands in many entries of one answer.
    struct Known {
        var assetClass = Recurring<String?>()
        var venue = Recurring<String?>()
        var status = Recurring<String?>()
        /// Lists that nobody reads: leverages and fees.
        var lists = [Recurring<Void>](repeating: Recurring(), count: 4)
    }

    init(key: String, reading reader: inout JSONReader, _ known: inout Known) throws(JSONError) {
        var row = SymbolRow(key: key)
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader, &known) }
        self = row
    }

    private init(key: String) {
        self.key = key
    }

    private mutating func take(
        _ name: JSONKey, _ reader: inout JSONReader, _ known: inout Known
    ) throws(JSONError) {
        switch name {
        case "altname": altname = try reader.string()
        case "wsname": wsname = try reader.textOrNothing()
        case "base": base = try reader.string()
        case "quote": quote = try reader.string()
        case "aclass_base": assetClass = try reader.recurring(&known.assetClass, Self.word)
        case "execution_venue": venue = try reader.recurring(&known.venue, Self.word)
        case "status": status = try reader.recurring(&known.status, Self.word)
        case "pair_decimals": priceDecimals = try reader.integer()
        case "lot_decimals": lotDecimals = try reader.integer()
        case "cost_decimals": costDecimals = try reader.integer()
        case "tick_size": tickSize = try reader.decimalOrNothing()
        case "ordermin": minimum = try reader.decimalOrNothing()
        case "costmin": costMinimum = try reader.decimalOrNothing()
        default: try Self.pass(name, &reader, &known)
        }
    }

    private static func word(_ reader: inout JSONReader) throws(JSONError) -> String? { try reader.textOrNothing() }

    private static func pass(_ name: JSONKey, _ reader: inout JSONReader, _ known: inout Known) throws(JSONError) {
        let list: Int
        switch name {
        case "leverage_buy": list = 0
        case "leverage_sell": list = 1
        case "fees": list = 2
        case "fees_maker": list = 3
        default: return try reader.skip()
        }
        try reader.recurring(&known.lists[list]) { reader throws(JSONError) in try reader.skip() }
    }

    /// Dark pools, other venues and wrapped shares are no spot markets of ours (kraken.md C.2 step 6).
    private var isSpot: Bool {
        wsname != nil && !key.hasSuffix(".d") && !key.utf8.contains(0x3A) && (assetClass ?? "currency") == "currency"
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
        let (baseScale, quoteScale) = (decimals[base], decimals[quote])
        let lotScale = min(lots, baseScale ?? lots)
        let symbol = Symbol(base: baseAsset, quote: quoteAsset)
        return Instrument(
            symbol: symbol, nativeName: altname, mode: KrakenWords.mode(status ?? ""),
            price: StepRules(
                step: .value(try tick(prices, reader)), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: .value(try Self.unit(lotScale, reader)), minimum: minimum.map(Rule.venue) ?? .unpublished,
                maximum: .unpublished),
            quoteAmount: StepRules(
                step: .value(try Self.unit(min(costs, quoteScale ?? costs), reader)), minimum: .unpublished,
                maximum: .unpublished),
            notional: NotionalRules(
                minimum: costMinimum.map(Rule.venue) ?? .unpublished, maximum: .unpublished, minimumBindsMarket: true,
                maximumBindsMarket: false),
            baseScale: baseScale ?? lots, quoteScale: quoteScale ?? costs,
            orderTypes: Self.orderTypes, takesQuoteAmounts: true, takesPostOnly: true,
            isAmendable: true, selfTradePreventions: Self.selfTradePreventions, readAt: readAt,
            aliases: aliases(symbol))
    }

    private static let orderTypes = Set(KrakenWords.orderTypes.map(\.type))
    private static let selfTradePreventions = Set(KrakenWords.selfTrade.keys)

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
        let plain = symbol.base.code + symbol.quote.code
        var names: [String] = []
        names.reserveCapacity(3)
        if key != altname { names.append(key) }
        if let wsname, wsname != altname { names.append(wsname) }
        if plain != altname { names.append(plain) }
        return names
    }
}
