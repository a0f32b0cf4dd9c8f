import AdapterKit
import AdapterProtocol

/// One row of the market list (luno.md C.1).
struct SymbolRow: Sendable {
    private var name = ""
    private var status = ""
    private var base: Asset?
    private var quote: Asset?
    private var price = StepRules.unpublished
    private var quantity = StepRules.unpublished

    init(reading reader: inout JSONReader) throws(JSONError) {
        var name: String?
        var status: String?
        var base: String?
        var quote: String?
        var price = Bounds()
        var volume = Bounds()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "market_id": name = try reader.string()
            case "trading_status": status = try reader.string()
            case "base_currency": base = try reader.string()
            case "counter_currency": quote = try reader.string()
            case "price_scale": price.scale = try reader.integer()
            case "min_price": price.minimum = try reader.decimalOrNothing()
            case "max_price": price.maximum = try reader.decimalOrNothing()
            case "volume_scale": volume.scale = try reader.integer()
            case "min_volume": volume.minimum = try reader.decimalOrNothing()
            case "max_volume": volume.maximum = try reader.decimalOrNothing()
            default: try reader.skip()
            }
        }
        self.name = try reader.require(name, "market_id")
        self.status = try reader.require(status, "trading_status")
        self.base = LunoWords.asset(try reader.require(base, "base_currency"))
        self.quote = LunoWords.asset(try reader.require(quote, "counter_currency"))
        self.price = try price.rules("price_scale", reader)
        quantity = try volume.rules("volume_scale", reader)
    }

    private static let orderTypes: Set<OrderType> = [.limit, .market, .stopLimit, .takeProfitLimit]

    var mode: TradingMode { LunoWords.mode(status) }

    /// The instrument, nil when an asset code cannot be named.
    func instrument(quoteDecimals: [Asset: Int], readAt: Timestamp) -> Instrument? {
        guard let base, let quote else { return nil }
        let decimals = quoteDecimals[quote] ?? LunoWords.quoteDecimals(quote)
        let quoteStep = (try? ExactDecimal(coefficient: 1, exponent: -decimals)).map(Rule.value) ?? .unpublished
        return Instrument(
            symbol: Symbol(base: base, quote: quote), nativeName: name, mode: mode, price: price, quantity: quantity,
            quoteAmount: StepRules(step: quoteStep, minimum: .unpublished, maximum: .unpublished),
            orderTypes: Self.orderTypes, takesQuoteAmounts: true, takesPostOnly: true,
            isAmendable: false, readAt: readAt)
    }
}

/// Decimals and bounds of a price or volume; the step is one unit of the last decimal.
private struct Bounds {
    /// More decimals than a market can have; beyond it the number is no scale.
    static let finest: Int64 = 30

    var scale: Int64?
    var minimum: ExactDecimal?
    var maximum: ExactDecimal?

    func rules(_ name: String, _ reader: JSONReader) throws(JSONError) -> StepRules {
        let scale = try reader.require(scale, name)
        guard 0...Self.finest ~= scale, let step = try? ExactDecimal(coefficient: 1, exponent: -Int(scale)) else {
            throw reader.unexpected("a number of decimals")
        }
        return StepRules(
            step: .value(step), minimum: minimum.map { .venue($0) } ?? .unpublished,
            maximum: maximum.map { .venue($0) } ?? .unpublished)
    }
}
