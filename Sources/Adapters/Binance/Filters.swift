import AdapterKit
import AdapterProtocol

/// The trading rules of one symbol (binance.md C.3). Zero switches a rule off; kinds that are not modelled are kept by
/// name.
struct FilterSet {
    var price = StepRules.unpublished
    var band: PriceBand?
    var quantity = StepRules.unpublished
    var marketQuantity = StepRules.unpublished
    var notional = NotionalRules.unpublished
    var others: [String] = []

    init() {}

    init(reading reader: inout JSONReader) throws(JSONError) {
        var filters = FilterSet()
        try reader.array { reader throws(JSONError) in
            let row = try FilterRow(reading: &reader)
            try filters.take(row, reader)
        }
        self = filters
    }

    private mutating func take(_ row: FilterRow, _ reader: JSONReader) throws(JSONError) {
        switch row.kind {
        case "PRICE_FILTER": price = try row.steps("tickSize", "minPrice", "maxPrice", reader)
        case "LOT_SIZE": quantity = try row.steps("stepSize", "minQty", "maxQty", reader)
        case "MARKET_LOT_SIZE": marketQuantity = try row.steps("stepSize", "minQty", "maxQty", reader)
        case "NOTIONAL":
            notional = NotionalRules(
                minimum: .venue(try row.decimal("minNotional", reader)),
                maximum: .venue(try row.decimal("maxNotional", reader)),
                minimumBindsMarket: row.flags["applyMinToMarket"] ?? true,
                maximumBindsMarket: row.flags["applyMaxToMarket"] ?? true)
        case "MIN_NOTIONAL":
            notional = NotionalRules(
                minimum: .venue(try row.decimal("minNotional", reader)), maximum: .off,
                minimumBindsMarket: row.flags["applyToMarket"] ?? true, maximumBindsMarket: false)
        case "PERCENT_PRICE_BY_SIDE":
            band = PriceBand(
                buyDown: try row.decimal("bidMultiplierDown", reader),
                buyUp: try row.decimal("bidMultiplierUp", reader),
                sellDown: try row.decimal("askMultiplierDown", reader),
                sellUp: try row.decimal("askMultiplierUp", reader))
        case "PERCENT_PRICE":
            let down = try row.decimal("multiplierDown", reader)
            let up = try row.decimal("multiplierUp", reader)
            band = PriceBand(buyDown: down, buyUp: up, sellDown: down, sellUp: up)
        default: others.append(row.kind)
        }
    }
}

/// One filter as it stands: its kind, decimals and flags by name.
private struct FilterRow {
    var kind = ""
    var decimals: [String: ExactDecimal] = [:]
    var flags: [String: Bool] = [:]

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = FilterRow()
        try reader.object { key, reader throws(JSONError) in
            if case "filterType" = key {
                row.kind = try reader.string()
                return
            }
            switch try reader.next() {
            case .string: row.decimals[key.text] = try reader.decimalOrText()
            case .bool: row.flags[key.text] = try reader.bool()
            default: try reader.skip()
            }
        }
        guard !row.kind.isEmpty else { throw reader.missing("filterType") }
        self = row
    }

    private init() {}

    func decimal(_ name: String, _ reader: JSONReader) throws(JSONError) -> ExactDecimal {
        try reader.require(decimals[name], name)
    }

    func steps(_ step: String, _ minimum: String, _ maximum: String, _ reader: JSONReader) throws(JSONError)
        -> StepRules
    {
        StepRules(
            step: .venue(try decimal(step, reader)), minimum: .venue(try decimal(minimum, reader)),
            maximum: .venue(try decimal(maximum, reader)))
    }
}

extension JSONReader {
    /// A text read as a decimal, nil where it is none: unknown filters may hold any text.
    fileprivate mutating func decimalOrText() throws(JSONError) -> ExactDecimal? { ExactDecimal(try string()) }
}
