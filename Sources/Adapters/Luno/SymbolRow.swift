import AdapterKit
import AdapterProtocol

/// One row of the market list (luno.md C.1).
struct SymbolRow: Sendable {
    private var name: String?
    private(set) var mode: TradingMode?
    private var base: Asset?
    private var quote: Asset?
    private var hasCodes = (base: false, quote: false)
    private var price = Bounds()
    private var volume = Bounds()
    private var quotes: QuoteSteps
    private var quoteStep = Rule<ExactDecimal>.unpublished

    init(quoteDecimals: [Asset: Int] = [:]) {
        quotes = QuoteSteps(configured: quoteDecimals)
    }

    /// Reads a row, along the one before it.
    static func read(_ reader: inout JSONReader, _ last: inout LastRow<SymbolRow>) throws(JSONError) {
        try reader.row(&last) { row, key, reader throws(JSONError) in try row.take(key, &reader) }
        try last.row.check(reader)
    }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "market_id": name = try reader.string()
        case "trading_status": mode = LunoWords.mode(try reader.string())
        case "base_currency":
            base = LunoWords.asset(try reader.string())
            hasCodes.base = true
        case "counter_currency":
            (quote, quoteStep) = quotes.of(try reader.string())
            hasCodes.quote = true
        case "price_scale": price.step = try Bounds.step(&reader)
        case "min_price": price.minimum = try Bounds.bound(&reader)
        case "max_price": price.maximum = try Bounds.bound(&reader)
        case "volume_scale": volume.step = try Bounds.step(&reader)
        case "min_volume": volume.minimum = try Bounds.bound(&reader)
        case "max_volume": volume.maximum = try Bounds.bound(&reader)
        default: try reader.skip()
        }
    }

    private func check(_ reader: JSONReader) throws(JSONError) {
        guard name != nil, mode != nil, hasCodes.base, hasCodes.quote else {
            throw reader.missing("market_id, trading_status, base_currency or counter_currency")
        }
        guard price.step != nil, volume.step != nil else { throw reader.missing("price_scale or volume_scale") }
    }

    private static let orderTypes: Set<OrderType> = [.limit, .market, .stopLimit, .takeProfitLimit]

    /// Adds the instrument; none when an asset code cannot be named.
    func add(to instruments: inout [Instrument], readAt: Timestamp) {
        guard let name, let mode, let base, let quote else { return }
        instruments.append(
            Instrument(
                symbol: Symbol(base: base, quote: quote), nativeName: name, mode: mode, price: price.rules,
                quantity: volume.rules,
                quoteAmount: StepRules(step: quoteStep, minimum: .unpublished, maximum: .unpublished),
                orderTypes: Self.orderTypes, takesQuoteAmounts: true, takesPostOnly: true,
                isAmendable: false, readAt: readAt))
    }
}

/// The steps of quote amounts, by the quotes met so far: a market list has a handful of them, which take turns.
private struct QuoteSteps: Sendable {
    /// Decimals that the embedder knows better.
    let configured: [Asset: Int]
    private var known: [(code: String, asset: Asset?, step: Rule<ExactDecimal>)] = []
    /// More are worked out each time: a search through many is no quicker.
    private static let most = 16

    init(configured: [Asset: Int]) {
        self.configured = configured
    }

    mutating func of(_ code: String) -> (Asset?, Rule<ExactDecimal>) {
        for quote in known where quote.code == code { return (quote.asset, quote.step) }
        let asset = LunoWords.asset(code)
        let decimals = asset.map { configured[$0] ?? LunoWords.quoteDecimals($0) }
        let step = decimals.flatMap(Bounds.unit(of:)).map(Rule.value) ?? .unpublished
        if known.count < Self.most { known.append((code, asset, step)) }
        return (asset, step)
    }
}

/// Decimals and bounds of a price or volume; the step is one unit of the last decimal.
private struct Bounds {
    /// More decimals than a market can have; beyond it the number is no scale.
    static let finest = 30

    var step: ExactDecimal?
    var minimum = Rule<ExactDecimal>.unpublished
    var maximum = Rule<ExactDecimal>.unpublished

    static func step(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal {
        guard let step = unit(of: Int(clamping: try reader.integer())) else {
            throw reader.unexpected("a number of decimals")
        }
        return step
    }

    /// One unit of the last of so many decimals; nil for what is no number of decimals.
    static func unit(of decimals: Int) -> ExactDecimal? {
        units.indices.contains(decimals) ? units[decimals] : nil
    }

    private static let units = (0...finest).map { try? ExactDecimal(coefficient: 1, exponent: -$0) }

    static func bound(_ reader: inout JSONReader) throws(JSONError) -> Rule<ExactDecimal> {
        try reader.amountOrNothing().map { .venue($0) } ?? .unpublished
    }

    var rules: StepRules {
        StepRules(step: step.map { .value($0) } ?? .unpublished, minimum: minimum, maximum: maximum)
    }
}
