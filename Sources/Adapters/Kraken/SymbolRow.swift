import AdapterKit
import AdapterProtocol

/// One entry of AssetPairs (kraken.md C.4).
struct SymbolRow {
    private var altname: String?
    private var wsname: String?
    private var base: Code?
    private var quote: Code?
    private var isCurrency = true
    private var isInternational = true
    private var mode = KrakenWords.mode("")
    private var priceDecimals: Int64?
    private var lotDecimals: Int64?
    private var costDecimals: Int64?
    private var tickSize: ExactDecimal?
    private var minimum = Rule<ExactDecimal>.unpublished
    private var costMinimum = Rule<ExactDecimal>.unpublished

    /// Nobody reads them; those of selling are mostly those of buying.
    private var leverages = Recurring<Void>()

    /// What an asset's id says; no asset for one that cannot be named.
    private struct Code {
        let asset: Asset?
        let scale: Int?
    }

    init() {}

    /// Reads an entry, along the one before it. `decimals` are those of the assets' ledgers by id.
    static func read(
        _ reader: inout JSONReader, _ last: inout LastRow<SymbolRow>, _ decimals: [String: Int]
    ) throws(JSONError) {
        try reader.row(&last) { row, key, reader throws(JSONError) in try row.take(key, &reader, decimals) }
    }

    private mutating func take(
        _ key: JSONKey, _ reader: inout JSONReader, _ decimals: [String: Int]
    ) throws(JSONError) {
        switch key {
        case "altname": altname = try reader.string()
        case "wsname": wsname = try reader.textOrNothing()
        case "base": base = try Self.code(&reader, decimals)
        case "quote": quote = try Self.code(&reader, decimals)
        case "aclass_base": isCurrency = (try reader.textOrNothing() ?? "currency") == "currency"
        case "execution_venue": isInternational = (try reader.textOrNothing() ?? "international") == "international"
        case "status": mode = KrakenWords.mode(try reader.textOrNothing() ?? "")
        case "pair_decimals": priceDecimals = try reader.integer()
        case "lot_decimals": lotDecimals = try reader.integer()
        case "cost_decimals": costDecimals = try reader.integer()
        case "tick_size": tickSize = try reader.amountOrNothing()
        case "ordermin": minimum = try reader.amountOrNothing().map(Rule.venue) ?? .unpublished
        case "costmin": costMinimum = try reader.amountOrNothing().map(Rule.venue) ?? .unpublished
        case "leverage_buy", "leverage_sell":
            try reader.recurring(&leverages) { reader throws(JSONError) in try reader.skip() }
        default: try reader.skip()
        }
    }

    private static func code(_ reader: inout JSONReader, _ decimals: [String: Int]) throws(JSONError) -> Code {
        let id = try reader.string()
        return Code(asset: KrakenWords.asset(id), scale: decimals[id])
    }

    /// Dark pools, other venues and wrapped shares are no spot markets of ours (kraken.md C.2 step 6).
    private func isSpot(_ key: String) -> Bool {
        wsname != nil && isCurrency && isInternational && !key.hasSuffix(".d") && !key.utf8.contains(0x3A)
    }

    /// The market under its key; nil for one that is not ours to trade.
    func instrument(_ key: String, readAt: Timestamp, _ reader: JSONReader) throws(JSONError) -> Instrument? {
        guard isSpot(key) else { return nil }
        let altname = try reader.require(altname, "altname")
        let base = try reader.require(base, "base")
        let quote = try reader.require(quote, "quote")
        guard let baseAsset = base.asset, let quoteAsset = quote.asset else { return nil }
        let lots = Int(clamping: try reader.require(lotDecimals, "lot_decimals"))
        let prices = Int(clamping: try reader.require(priceDecimals, "pair_decimals"))
        let costs = Int(clamping: costDecimals ?? 8)
        guard (0...18).contains(lots), (0...18).contains(prices), (0...18).contains(costs) else {
            throw reader.unexpected("decimals of 0 to 18")
        }
        // The coarser of the pair's step and the asset's own (K.9).
        let (baseScale, quoteScale) = (base.scale, quote.scale)
        let lotScale = min(lots, baseScale ?? lots)
        let symbol = Symbol(base: baseAsset, quote: quoteAsset)
        return Instrument(
            symbol: symbol, nativeName: altname, mode: mode,
            price: StepRules(
                step: .value(try tick(prices, reader)), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: .value(try Self.unit(lotScale, reader)), minimum: minimum,
                maximum: .unpublished),
            quoteAmount: StepRules(
                step: .value(try Self.unit(min(costs, quoteScale ?? costs), reader)), minimum: .unpublished,
                maximum: .unpublished),
            notional: NotionalRules(
                minimum: costMinimum, maximum: .unpublished, minimumBindsMarket: true,
                maximumBindsMarket: false),
            baseScale: baseScale ?? lots, quoteScale: quoteScale ?? costs,
            orderTypes: Self.orderTypes, takesQuoteAmounts: true, takesPostOnly: true,
            isAmendable: true, selfTradePreventions: Self.selfTradePreventions, readAt: readAt,
            aliases: aliases(key, symbol))
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
    private func aliases(_ key: String, _ symbol: Symbol) -> [String] {
        let plain = symbol.base.code + symbol.quote.code
        var names: [String] = []
        names.reserveCapacity(3)
        if key != altname { names.append(key) }
        if let wsname, wsname != altname { names.append(wsname) }
        if plain != altname { names.append(plain) }
        return names
    }
}
