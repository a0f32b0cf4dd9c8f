import AdapterKit
import AdapterProtocol

/// One row of `/api/v2/symbols` (kucoin.md C.2).
struct SymbolRow {
    private var name: String?
    private var base: String?
    private var quote: String?
    private var isTrading: Bool?
    private var isSpecial = false
    private var hasAuction = false
    private var tradingStart: Int64?
    private var tick: ExactDecimal?
    private var lot: ExactDecimal?
    private var quoteStep: ExactDecimal?
    private var baseMinimum: ExactDecimal?
    private var baseMaximum: ExactDecimal?
    private var quoteMinimum: ExactDecimal?
    private var quoteMaximum: ExactDecimal?
    private var minimumFunds: ExactDecimal?
    /// The rule about limits by its name and rate, empty for none.
    private var priceLimit: [String] = []

    /// What stands in many rows of one answer.
    struct Known {
        var priceLimit = Recurring<[String]>()
    }

    init(reading reader: inout JSONReader, _ known: inout Known) throws(JSONError) {
        var row = SymbolRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader, &known) }
        guard row.name != nil, row.base != nil, row.quote != nil, row.isTrading != nil else {
            throw reader.missing("symbol, baseCurrency, quoteCurrency or enableTrading")
        }
        // An order off an unknown step would be refused at best.
        guard row.tick != nil, row.lot != nil, row.quoteStep != nil else {
            throw reader.missing("priceIncrement, baseIncrement or quoteIncrement")
        }
        self = row
    }

    private init() {}

    private mutating func take(
        _ key: JSONKey, _ reader: inout JSONReader, _ known: inout Known
    ) throws(JSONError) {
        switch key {
        case "symbol": name = try reader.string()
        case "baseCurrency": base = try reader.string()
        case "quoteCurrency": quote = try reader.string()
        case "enableTrading": isTrading = try reader.bool()
        case "st": isSpecial = try reader.optional { reader throws(JSONError) in try reader.bool() } ?? false
        case "callauctionIsEnabled":
            hasAuction = try reader.optional { reader throws(JSONError) in try reader.bool() } ?? false
        case "tradingStartTime":
            tradingStart = try reader.optional { reader throws(JSONError) in try reader.integer() }
        case "priceLimitRate": priceLimit = try reader.recurring(&known.priceLimit, Self.priceLimit)
        default: try takeNumber(key, &reader)
        }
    }

    private mutating func takeNumber(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "priceIncrement": tick = try reader.decimal()
        case "baseIncrement": lot = try reader.decimal()
        case "quoteIncrement": quoteStep = try reader.decimal()
        case "baseMinSize": baseMinimum = try Self.optional(&reader)
        case "baseMaxSize": baseMaximum = try Self.optional(&reader)
        case "quoteMinSize": quoteMinimum = try Self.optional(&reader)
        case "quoteMaxSize": quoteMaximum = try Self.optional(&reader)
        case "minFunds": minimumFunds = try Self.optional(&reader)
        default: try reader.skip()
        }
    }

    private static func priceLimit(_ reader: inout JSONReader) throws(JSONError) -> [String] {
        guard let rate = try optional(&reader), rate.isPositive else { return [] }
        return ["priceLimitRate \(rate)"]
    }

    private static func optional(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        try reader.optional { reader throws(JSONError) in try reader.decimal() }
    }

    /// The instrument, nil for an asset code that cannot be named.
    func instrument(readAt: Timestamp) -> Instrument? {
        guard let name, let base, let baseAsset = KuCoinWords.asset(base),
            let quoteAsset = quote.flatMap({ KuCoinWords.asset($0) })
        else { return nil }
        let isLeveraged = Self.isLeveraged(base)
        var others: [String] = []
        if isSpecial { others.append("st") }
        if isLeveraged { others.append("leveragedToken") }
        if hasAuction { others.append("callauction") }
        // Most rows have this rule alone and share it.
        others = others.isEmpty ? priceLimit : others + priceLimit
        return Instrument(
            symbol: Symbol(base: baseAsset, quote: quoteAsset), nativeName: name,
            mode: mode(isLeveraged: isLeveraged, at: readAt),
            price: StepRules(step: Self.rule(tick), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: Self.rule(lot), minimum: Self.rule(baseMinimum), maximum: Self.rule(baseMaximum)),
            quoteAmount: StepRules(
                step: Self.rule(quoteStep), minimum: Self.rule(quoteMinimum), maximum: Self.rule(quoteMaximum)),
            // A missing minimum counts as none; the venue decides (kucoin.md C.2).
            notional: NotionalRules(
                minimum: Self.rule(minimumFunds), maximum: .unpublished, minimumBindsMarket: true,
                maximumBindsMarket: false),
            orderTypes: Self.orderTypes, takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            selfTradePreventions: Self.selfTradePreventions, otherRules: others, readAt: readAt)
    }

    private static let orderTypes = Set(OrderType.known)
    private static let selfTradePreventions = Set([.allow] + KuCoinWords.selfTrade.map(\.0))

    private static func rule(_ number: ExactDecimal?) -> Rule<ExactDecimal> {
        number.map { .venue($0) } ?? .unpublished
    }

    /// Leveraged tokens follow rules of their own (400330): what exists can be cancelled, nothing is placed by default.
    private func mode(isLeveraged: Bool, at time: Timestamp) -> TradingMode {
        guard isTrading == true else { return .closed }
        if isLeveraged { return .cancelOnly }
        // Before trading starts the opening auction takes limit orders only.
        if hasAuction, let tradingStart, time < Timestamp(milliseconds: tradingStart) { return .limitOnly }
        return .open
    }

    /// `BTC3L`, `ETH3S` and the like: a code, a factor of 2 to 5, and a direction (kucoin.md C.1).
    private static func isLeveraged(_ code: String) -> Bool {
        var bytes = code.utf8.reversed().makeIterator()
        guard code.utf8.count > 3, let last = bytes.next(), last == 0x4C || last == 0x53, let factor = bytes.next(),
            let letter = bytes.next()
        else { return false }
        return (0x32...0x35).contains(factor) && (0x41...0x5A).contains(letter)
    }
}
