import AdapterKit
import AdapterProtocol

/// One row of exchangeInfo's `symbols` (binance.md C.1).
struct SymbolRow {
    private var name: String?
    private var mode: TradingMode?
    private var base: Asset?
    private var quote: Asset?
    private var hasAssets = (base: false, quote: false)
    private var baseScale: Int?
    private var quoteScale: Int?
    private var orderTypes = OrderTypes()
    private var takesQuoteAmounts = false
    private var isAmendable = false
    private var isSpot = false
    private var selfTradeModes: Set<SelfTradePrevention> = []
    private var filters = FilterSet()

    /// The kinds of order that a symbol takes, ours and Binance's post-only one.
    private struct OrderTypes {
        var types: Set<OrderType> = []
        var hasPostOnly = false
    }

    init() {}

    /// Reads a row, along the one before it; `known` are the filters by their place.
    static func read(
        _ reader: inout JSONReader, _ last: inout LastRow<SymbolRow>, _ known: inout [Recurring<FilterRow>]
    ) throws(JSONError) {
        try reader.row(&last) { row, key, reader throws(JSONError) in try row.take(key, &reader, &known) }
        try last.row.check(reader)
    }

    private mutating func take(
        _ key: JSONKey, _ reader: inout JSONReader, _ known: inout [Recurring<FilterRow>]
    ) throws(JSONError) {
        switch key {
        case "symbol": name = try reader.string()
        case "status": mode = Self.mode(try reader.string())
        case "baseAsset":
            base = Asset(try reader.string())
            hasAssets.base = true
        case "quoteAsset":
            quote = Asset(try reader.string())
            hasAssets.quote = true
        case "baseAssetPrecision": baseScale = Int(clamping: try reader.integer())
        case "quoteAssetPrecision": quoteScale = Int(clamping: try reader.integer())
        case "orderTypes": orderTypes = try Self.orderTypes(&reader)
        case "quoteOrderQtyMarketAllowed": takesQuoteAmounts = try reader.bool()
        case "amendAllowed": isAmendable = try reader.bool()
        case "isSpotTradingAllowed": isSpot = try reader.bool()
        case "allowedSelfTradePreventionModes": selfTradeModes = try Self.selfTradeModes(&reader)
        case "filters": filters = try FilterSet(reading: &reader, &known)
        default: try reader.skip()
        }
    }

    private func check(_ reader: JSONReader) throws(JSONError) {
        guard name != nil, mode != nil, hasAssets.base, hasAssets.quote else {
            throw reader.missing("symbol, baseAsset, quoteAsset or status")
        }
    }

    private static func orderTypes(_ reader: inout JSONReader) throws(JSONError) -> OrderTypes {
        let words = try reader.list { reader throws(JSONError) in try reader.string() }
        return OrderTypes(
            types: Set(words.compactMap { BinanceWords.orderType[$0] }), hasPostOnly: words.contains("LIMIT_MAKER"))
    }

    private static func selfTradeModes(_ reader: inout JSONReader) throws(JSONError) -> Set<SelfTradePrevention> {
        let words = try reader.list { reader throws(JSONError) in try reader.string() }
        return Set(words.compactMap { BinanceWords.selfTrade[$0] })
    }

    /// The instrument, nil for a market outside spot or with an asset code that cannot be named.
    func instrument(readAt: Timestamp) -> Instrument? {
        guard isSpot, let name, let mode, let base, let quote else { return nil }
        return Instrument(
            symbol: Symbol(base: base, quote: quote), nativeName: name, mode: mode, price: filters.price,
            priceBand: filters.band, quantity: filters.quantity, marketQuantity: filters.marketQuantity,
            quoteAmount: quoteAmount, notional: filters.notional, baseScale: baseScale, quoteScale: quoteScale,
            orderTypes: orderTypes.types, takesQuoteAmounts: takesQuoteAmounts,
            takesPostOnly: orderTypes.hasPostOnly, isAmendable: isAmendable, selfTradePreventions: selfTradeModes,
            otherRules: filters.others, readAt: readAt)
    }

    /// A word the sheet does not know is treated as closed (binance.md C.2).
    private static func mode(_ status: String) -> TradingMode {
        switch status {
        case "TRADING": .open
        case "CANCEL_ONLY": .cancelOnly
        case "HALT": .halted
        default: .closed
        }
    }

    /// Quote amounts have no step, only a number of decimals (binance.md C.4).
    private var quoteAmount: StepRules {
        StepRules(step: .off, minimum: .unpublished, maximum: .unpublished)
    }
}
