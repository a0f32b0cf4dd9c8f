import AdapterKit
import AdapterProtocol

/// One row of `/api/v2/symbols` (kucoin.md C.2).
struct SymbolRow {
    private var name = ""
    private var base: Asset?
    private var quote: Asset?
    /// A few assets are the quote of all markets.
    private var quotes = RecurringTexts<Asset?>()
    private var hasAssets = (base: false, quote: false)
    private var isLeveraged = false
    private var isTrading: Bool?
    private var isSpecial = false
    private var hasAuction = false
    private var tradingStart: Int64?
    private var tick: ExactDecimal?
    private var lot: ExactDecimal?
    private var quoteStep: ExactDecimal?
    private var baseMinimum = Rule<ExactDecimal>.unpublished
    private var baseMaximum = Rule<ExactDecimal>.unpublished
    private var quoteMinimum = Rule<ExactDecimal>.unpublished
    private var quoteMaximum = Rule<ExactDecimal>.unpublished
    private var minimumFunds = Rule<ExactDecimal>.unpublished
    /// The rule about limits by its name and rate, empty for none.
    private var priceLimit: [String] = []

    init() {}

    /// Reads a row, along the one before it.
    static func read(_ reader: inout JSONReader, _ last: inout LastRow<SymbolRow>) throws(JSONError) {
        try reader.row(&last) { row, key, reader throws(JSONError) in try row.take(key, &reader) }
        try last.row.check(reader)
    }

    private func check(_ reader: JSONReader) throws(JSONError) {
        guard !name.isEmpty, hasAssets.base, hasAssets.quote, isTrading != nil else {
            throw reader.missing("symbol, baseCurrency, quoteCurrency or enableTrading")
        }
        // An order off an unknown step would be refused at best.
        guard tick != nil, lot != nil, quoteStep != nil else {
            throw reader.missing("priceIncrement, baseIncrement or quoteIncrement")
        }
    }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "symbol": name = try reader.string()
        case "baseCurrency":
            let code = try reader.string()
            base = KuCoinWords.asset(code)
            hasAssets.base = true
            isLeveraged = Self.isLeveraged(code)
        case "quoteCurrency":
            quote = try reader.text(&quotes, KuCoinWords.asset)
            hasAssets.quote = true
        case "enableTrading": isTrading = try reader.bool()
        case "st": isSpecial = try reader.optional { reader throws(JSONError) in try reader.bool() } ?? false
        case "callauctionIsEnabled":
            hasAuction = try reader.optional { reader throws(JSONError) in try reader.bool() } ?? false
        case "tradingStartTime":
            tradingStart = try reader.optional { reader throws(JSONError) in try reader.integer() }
        case "priceLimitRate": priceLimit = try Self.priceLimit(&reader)
        default: try takeNumber(key, &reader)
        }
    }

    private mutating func takeNumber(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "priceIncrement": tick = try reader.amount()
        case "baseIncrement": lot = try reader.amount()
        case "quoteIncrement": quoteStep = try reader.amount()
        case "baseMinSize": baseMinimum = try Self.rule(&reader)
        case "baseMaxSize": baseMaximum = try Self.rule(&reader)
        case "quoteMinSize": quoteMinimum = try Self.rule(&reader)
        case "quoteMaxSize": quoteMaximum = try Self.rule(&reader)
        case "minFunds": minimumFunds = try Self.rule(&reader)
        default: try reader.skip()
        }
    }

    private static func priceLimit(_ reader: inout JSONReader) throws(JSONError) -> [String] {
        guard let rate = try optional(&reader), rate.isPositive else { return [] }
        return ["priceLimitRate \(rate)"]
    }

    private static func optional(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        try reader.optional { reader throws(JSONError) in try reader.amount() }
    }

    /// The instrument, nil for an asset code that cannot be named.
    func instrument(readAt: Timestamp) -> Instrument? {
        guard let base, let quote else { return nil }
        var others: [String] = []
        if isSpecial { others.append("st") }
        if isLeveraged { others.append("leveragedToken") }
        if hasAuction { others.append("callauction") }
        // Most rows have this rule alone and share it.
        others = others.isEmpty ? priceLimit : others + priceLimit
        return Instrument(
            symbol: Symbol(base: base, quote: quote), nativeName: name,
            mode: mode(at: readAt),
            price: StepRules(step: Self.rule(tick), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: Self.rule(lot), minimum: baseMinimum, maximum: baseMaximum),
            quoteAmount: StepRules(
                step: Self.rule(quoteStep), minimum: quoteMinimum, maximum: quoteMaximum),
            // A missing minimum counts as none; the venue decides (kucoin.md C.2).
            notional: NotionalRules(
                minimum: minimumFunds, maximum: .unpublished, minimumBindsMarket: true,
                maximumBindsMarket: false),
            orderTypes: Self.orderTypes, takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            selfTradePreventions: Self.selfTradePreventions, otherRules: others, readAt: readAt)
    }

    private static let orderTypes = Set(OrderType.known)
    private static let selfTradePreventions = Set([.allow] + KuCoinWords.selfTrade.map(\.0))

    private static func rule(_ reader: inout JSONReader) throws(JSONError) -> Rule<ExactDecimal> {
        rule(try optional(&reader))
    }

    private static func rule(_ number: ExactDecimal?) -> Rule<ExactDecimal> {
        number.map { .venue($0) } ?? .unpublished
    }

    /// Leveraged tokens follow rules of their own (400330): what exists can be cancelled, nothing is placed by default.
    private func mode(at time: Timestamp) -> TradingMode {
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
