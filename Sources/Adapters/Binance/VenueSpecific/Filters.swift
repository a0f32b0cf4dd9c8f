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

    init(reading reader: inout JSONReader, _ known: inout [Recurring<FilterRow>]) throws(JSONError) {
        var filters = FilterSet()
        filters.others.reserveCapacity(8)
        var position = 0
        try reader.array { reader throws(JSONError) in
            // A filter without numbers of its own stands the same in every symbol, at the same place.
            if position == known.count { known.append(Recurring()) }
            let row = try reader.recurring(&known[position], FilterRow.read)
            position += 1
            try filters.take(row, reader)
        }
        self = filters
    }

    private mutating func take(_ row: FilterRow, _ reader: JSONReader) throws(JSONError) {
        switch row.kind {
        case .price: price = try row.steps(reader)
        case .quantity: quantity = try row.steps(reader)
        case .marketQuantity: marketQuantity = try row.steps(reader)
        case .notional:
            notional = NotionalRules(
                minimum: .venue(try reader.require(row.numbers.minimum, "minNotional")),
                maximum: .venue(try reader.require(row.numbers.maximum, "maxNotional")),
                minimumBindsMarket: row.numbers.minimumBindsMarket ?? true,
                maximumBindsMarket: row.numbers.maximumBindsMarket ?? true)
        case .minimumNotional:
            notional = NotionalRules(
                minimum: .venue(try reader.require(row.numbers.minimum, "minNotional")), maximum: .off,
                minimumBindsMarket: row.numbers.bindsMarket ?? true, maximumBindsMarket: false)
        case .bandBySide:
            band = PriceBand(
                buyDown: try reader.require(row.numbers.buyDown, "bidMultiplierDown"),
                buyUp: try reader.require(row.numbers.buyUp, "bidMultiplierUp"),
                sellDown: try reader.require(row.numbers.sellDown, "askMultiplierDown"),
                sellUp: try reader.require(row.numbers.sellUp, "askMultiplierUp"))
        case .band:
            let down = try reader.require(row.numbers.down, "multiplierDown")
            let up = try reader.require(row.numbers.up, "multiplierUp")
            band = PriceBand(buyDown: down, buyUp: up, sellDown: down, sellUp: up)
        case .other(let name): others.append(name)
        }
    }
}

/// One filter as it stands. An object, since it is large and the rows of many symbols share it.
final class FilterRow {
    /// What it is; those that are not modelled by name.
    enum Kind {
        case price
        case quantity
        case marketQuantity
        case notional
        case minimumNotional
        case band
        case bandBySide
        case other(String)
    }

    let kind: Kind
    fileprivate let numbers: Numbers

    fileprivate init(_ name: String, _ numbers: Numbers) {
        kind = Self.kind(name)
        self.numbers = numbers
    }
}

/// The numbers and flags of all kinds, under one name where they mean the same.
private struct Numbers {
    var step: ExactDecimal?
    var minimum: ExactDecimal?
    var maximum: ExactDecimal?
    var down: ExactDecimal?
    var up: ExactDecimal?
    var buyDown: ExactDecimal?
    var buyUp: ExactDecimal?
    var sellDown: ExactDecimal?
    var sellUp: ExactDecimal?
    var bindsMarket: Bool?
    var minimumBindsMarket: Bool?
    var maximumBindsMarket: Bool?
}

extension FilterRow {
    /// Numbers are read where they are texts: an unknown filter may hold anything under any name.
    static func read(_ reader: inout JSONReader) throws(JSONError) -> FilterRow {
        var name: String?
        var numbers = Numbers()
        try reader.object { key, reader throws(JSONError) in
            if case "filterType" = key {
                name = try reader.string()
                return
            }
            switch try reader.next() {
            case .string: try numbers.takeNumber(key, &reader)
            case .bool: try numbers.takeFlag(key, &reader)
            default: try reader.skip()
            }
        }
        guard let name, !name.isEmpty else { throw reader.missing("filterType") }
        return FilterRow(name, numbers)
    }

    private static func kind(_ name: String) -> Kind {
        switch name {
        case "PRICE_FILTER": .price
        case "LOT_SIZE": .quantity
        case "MARKET_LOT_SIZE": .marketQuantity
        case "NOTIONAL": .notional
        case "MIN_NOTIONAL": .minimumNotional
        case "PERCENT_PRICE": .band
        case "PERCENT_PRICE_BY_SIDE": .bandBySide
        default: .other(name)
        }
    }

    fileprivate func steps(_ reader: JSONReader) throws(JSONError) -> StepRules {
        StepRules(
            step: .venue(try reader.require(numbers.step, "tickSize or stepSize")),
            minimum: .venue(try reader.require(numbers.minimum, "minPrice or minQty")),
            maximum: .venue(try reader.require(numbers.maximum, "maxPrice or maxQty")))
    }
}

extension Numbers {
    fileprivate mutating func takeNumber(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "tickSize", "stepSize": step = try Self.number(&reader)
        case "minPrice", "minQty", "minNotional": minimum = try Self.number(&reader)
        case "maxPrice", "maxQty", "maxNotional": maximum = try Self.number(&reader)
        case "multiplierDown": down = try Self.number(&reader)
        case "multiplierUp": up = try Self.number(&reader)
        case "bidMultiplierDown": buyDown = try Self.number(&reader)
        case "bidMultiplierUp": buyUp = try Self.number(&reader)
        case "askMultiplierDown": sellDown = try Self.number(&reader)
        case "askMultiplierUp": sellUp = try Self.number(&reader)
        default: try reader.skip()
        }
    }

    private static func number(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        guard let number = try reader.decimalInText() else { return nil }
        return try reader.amount(number)
    }

    fileprivate mutating func takeFlag(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "applyToMarket": bindsMarket = try reader.bool()
        case "applyMinToMarket": minimumBindsMarket = try reader.bool()
        case "applyMaxToMarket": maximumBindsMarket = try reader.bool()
        default: try reader.skip()
        }
    }
}
