import AdapterKit
import AdapterProtocol

/// One row of the market list (API.md, Markets).
struct SymbolRow: Sendable {
    private let name: String
    private let symbol: Symbol
    private let mode: TradingMode
    private let tick: ExactDecimal
    private let lot: ExactDecimal
    private let minimum: ExactDecimal
    private let maximum: ExactDecimal
    private let notional: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var texts: [String: String] = [:]
        var numbers: [String: ExactDecimal] = [:]
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "market", "base", "quote", "state": texts[key.text] = try reader.string()
            case "tick", "lot", "minQuantity", "maxQuantity", "minNotional":
                numbers[key.text] = try reader.positive()
            default: try reader.skip()
            }
        }
        guard let base = Asset(try reader.require(texts["base"], "base")),
            let quote = Asset(try reader.require(texts["quote"], "quote"))
        else { throw reader.unexpected("asset codes") }
        name = try reader.require(texts["market"], "market")
        guard !name.isEmpty else { throw reader.unexpected("a market's name") }
        symbol = Symbol(base: base, quote: quote)
        mode = AcornWords.mode(try reader.require(texts["state"], "state"))
        tick = try reader.require(numbers["tick"], "tick")
        lot = try reader.require(numbers["lot"], "lot")
        minimum = try reader.require(numbers["minQuantity"], "minQuantity")
        maximum = try reader.require(numbers["maxQuantity"], "maxQuantity")
        notional = try reader.require(numbers["minNotional"], "minNotional")
    }

    func instrument(readAt: Timestamp) -> Instrument {
        Instrument(
            symbol: symbol, nativeName: name, mode: mode,
            price: StepRules(step: .value(tick), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(step: .value(lot), minimum: .value(minimum), maximum: .value(maximum)),
            notional: NotionalRules(
                minimum: .value(notional), maximum: .unpublished, minimumBindsMarket: false,
                maximumBindsMarket: false),
            orderTypes: [.limit, .market], takesQuoteAmounts: false, takesPostOnly: true, isAmendable: false,
            readAt: readAt)
    }
}
