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

    init() {}

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
            quote = LunoWords.asset(try reader.string())
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
    func add(to instruments: inout [Instrument], quoteDecimals: [Asset: Int], readAt: Timestamp) {
        guard let name, let mode, let base, let quote else { return }
        let decimals = quoteDecimals[quote] ?? LunoWords.quoteDecimals(quote)
        let quoteStep = (try? ExactDecimal(coefficient: 1, exponent: -decimals)).map(Rule.value) ?? .unpublished
        instruments.append(
            Instrument(
                symbol: Symbol(base: base, quote: quote), nativeName: name, mode: mode, price: price.rules,
                quantity: volume.rules,
                quoteAmount: StepRules(step: quoteStep, minimum: .unpublished, maximum: .unpublished),
                orderTypes: Self.orderTypes, takesQuoteAmounts: true, takesPostOnly: true,
                isAmendable: false, readAt: readAt))
    }
}

/// Decimals and bounds of a price or volume; the step is one unit of the last decimal.
private struct Bounds {
    /// More decimals than a market can have; beyond it the number is no scale.
    static let finest: Int64 = 30

    var step: ExactDecimal?
    var minimum = Rule<ExactDecimal>.unpublished
    var maximum = Rule<ExactDecimal>.unpublished

    static func step(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal {
        let scale = try reader.integer()
        guard 0...finest ~= scale, let step = try? ExactDecimal(coefficient: 1, exponent: -Int(scale)) else {
            throw reader.unexpected("a number of decimals")
        }
        return step
    }

    static func bound(_ reader: inout JSONReader) throws(JSONError) -> Rule<ExactDecimal> {
        try reader.decimalOrNothing().map { .venue($0) } ?? .unpublished
    }

    var rules: StepRules {
        StepRules(step: step.map { .value($0) } ?? .unpublished, minimum: minimum, maximum: maximum)
    }
}
