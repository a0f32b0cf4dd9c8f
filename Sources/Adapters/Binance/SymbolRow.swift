import AdapterKit
import AdapterProtocol

/// One row of exchangeInfo's `symbols` (binance.md C.1).
struct SymbolRow {
    var name: String?
    var status: String?
    var base: String?
    var quote: String?
    var baseScale: Int64?
    var quoteScale: Int64?
    var orderTypes = OrderTypes()
    var takesQuoteAmounts = false
    var isAmendable = false
    var isSpot = false
    var selfTradeModes: Set<SelfTradePrevention> = []
    var filters = FilterSet()

    /// What stands in many rows of one answer.
    struct Known {
        var orderTypes = Recurring<OrderTypes>()
        var selfTradeModes = Recurring<Set<SelfTradePrevention>>()
        var filters: [Recurring<FilterRow>] = []
    }

    /// The kinds of order that a symbol takes, ours and Binance's post-only one.
    struct OrderTypes {
        var types: Set<OrderType> = []
        var hasPostOnly = false
    }

    init(reading reader: inout JSONReader, _ known: inout Known) throws(JSONError) {
        var row = SymbolRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": row.name = try reader.string()
            case "status": row.status = try reader.string()
            case "baseAsset": row.base = try reader.string()
            case "quoteAsset": row.quote = try reader.string()
            case "baseAssetPrecision": row.baseScale = try reader.integer()
            case "quoteAssetPrecision": row.quoteScale = try reader.integer()
            case "orderTypes": row.orderTypes = try reader.recurring(&known.orderTypes, Self.orderTypes)
            case "quoteOrderQtyMarketAllowed": row.takesQuoteAmounts = try reader.bool()
            case "amendAllowed": row.isAmendable = try reader.bool()
            case "isSpotTradingAllowed": row.isSpot = try reader.bool()
            case "allowedSelfTradePreventionModes":
                row.selfTradeModes = try reader.recurring(&known.selfTradeModes, Self.selfTradeModes)
            case "filters": row.filters = try FilterSet(reading: &reader, &known.filters)
            default: try reader.skip()
            }
        }
        guard row.name != nil, row.base != nil, row.quote != nil, row.status != nil else {
            throw reader.missing("symbol, baseAsset, quoteAsset or status")
        }
        self = row
    }

    private init() {}

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
        guard isSpot, let name, let base = base.flatMap({ Asset($0) }), let quote = quote.flatMap({ Asset($0) }) else {
            return nil
        }
        return Instrument(
            symbol: Symbol(base: base, quote: quote), nativeName: name, mode: mode, price: filters.price,
            priceBand: filters.band, quantity: filters.quantity, marketQuantity: filters.marketQuantity,
            quoteAmount: quoteAmount, notional: filters.notional, baseScale: baseScale.map { Int(clamping: $0) },
            quoteScale: quoteScale.map { Int(clamping: $0) },
            orderTypes: orderTypes.types, takesQuoteAmounts: takesQuoteAmounts,
            takesPostOnly: orderTypes.hasPostOnly, isAmendable: isAmendable, selfTradePreventions: selfTradeModes,
            otherRules: filters.others, readAt: readAt)
    }

    /// A word the sheet does not know is treated as closed (binance.md C.2).
    private var mode: TradingMode {
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
