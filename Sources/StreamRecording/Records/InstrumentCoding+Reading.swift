import AdapterKit
import AdapterProtocol

extension InstrumentCoding {
    private struct Fields {
        var symbol: Symbol?
        var texts: [String: String] = [:]
        var lists: [String: [String]] = [:]
        var flags: [String: Bool] = [:]
        var numbers: [String: Int64] = [:]
        var rules: [String: [Rule<ExactDecimal>]] = [:]
        var band: [ExactDecimal] = []
    }

    static func catalog(_ payload: [UInt8]) throws(JSONError) -> InstrumentCatalog {
        try JSONReader.read(payload) { reader throws(JSONError) in
            var readAt: Int64?
            var instruments: [Instrument] = []
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "read_ns": readAt = try reader.integer()
                case "instruments": instruments = try reader.list(read)
                default: try reader.skip()
                }
            }
            let time = Timestamp(nanoseconds: try reader.require(readAt, "read_ns"))
            return InstrumentCatalog(instruments, readAt: time)
        }
    }

    static func symbol(_ reader: inout JSONReader) throws(JSONError) -> Symbol {
        guard let symbol = Symbol(try reader.string()) else { throw reader.unexpected("BASE/QUOTE") }
        return symbol
    }

    static func read(_ reader: inout JSONReader) throws(JSONError) -> Instrument {
        var fields = Fields()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": fields.symbol = try symbol(&reader)
            case "name", "mode": fields.texts[key.text] = try reader.string()
            case "aliases", "order_types", "self_trade_preventions", "other_rules":
                fields.lists[key.text] = try reader.list { reader throws(JSONError) in try reader.string() }
            case "takes_quote_amounts", "takes_post_only", "is_amendable", "minimum_binds_market",
                "maximum_binds_market":
                fields.flags[key.text] = try reader.bool()
            case "base_scale", "quote_scale", "read_ns":
                fields.numbers[key.text] = try reader.optional { reader throws(JSONError) in try reader.integer() }
            case "price", "quantity", "market_quantity", "quote_amount", "notional":
                fields.rules[key.text] = try reader.list(rule)
            case "band": fields.band = try reader.list { reader throws(JSONError) in try reader.decimal() }
            default: try reader.skip()
            }
        }
        return try instrument(fields, reader)
    }

    private static func rule(_ reader: inout JSONReader) throws(JSONError) -> Rule<ExactDecimal> {
        if try reader.null() { return .unpublished }
        switch try reader.next() {
        case .bool:
            guard try !reader.bool() else { throw reader.unexpected("a rule") }
            return .off
        default: return .value(try reader.decimal())
        }
    }

    private static func instrument(_ fields: Fields, _ reader: JSONReader) throws(JSONError) -> Instrument {
        func flag(_ name: String) throws(JSONError) -> Bool { try reader.require(fields.flags[name], name) }
        func steps(_ name: String) throws(JSONError) -> StepRules {
            let rules = try reader.require(fields.rules[name], name)
            guard rules.count == 3 else { throw reader.unexpected("step, minimum and maximum") }
            return StepRules(step: rules[0], minimum: rules[1], maximum: rules[2])
        }
        func scale(_ name: String) throws(JSONError) -> Int? {
            guard let scale = fields.numbers[name] else { return nil }
            guard (0...64).contains(scale) else { throw reader.unexpected("a scale") }
            return Int(scale)
        }
        let notional = try reader.require(fields.rules["notional"], "notional")
        guard notional.count == 2, [0, 4].contains(fields.band.count),
            let mode = fields.texts["mode"].flatMap(TradingMode.init(rawValue:))
        else { throw reader.unexpected("a market") }
        return Instrument(
            symbol: try reader.require(fields.symbol, "symbol"),
            nativeName: try reader.require(fields.texts["name"], "name"), mode: mode, price: try steps("price"),
            priceBand: fields.band.isEmpty
                ? nil
                : PriceBand(
                    buyDown: fields.band[0], buyUp: fields.band[1], sellDown: fields.band[2], sellUp: fields.band[3]),
            quantity: try steps("quantity"), marketQuantity: try steps("market_quantity"),
            quoteAmount: try steps("quote_amount"),
            notional: NotionalRules(
                minimum: notional[0], maximum: notional[1], minimumBindsMarket: try flag("minimum_binds_market"),
                maximumBindsMarket: try flag("maximum_binds_market")),
            baseScale: try scale("base_scale"), quoteScale: try scale("quote_scale"),
            orderTypes: Set((fields.lists["order_types"] ?? []).map(OrderType.init(rawValue:))),
            takesQuoteAmounts: try flag("takes_quote_amounts"), takesPostOnly: try flag("takes_post_only"),
            isAmendable: try flag("is_amendable"),
            selfTradePreventions: Set(
                (fields.lists["self_trade_preventions"] ?? []).map(SelfTradePrevention.init(rawValue:))),
            otherRules: fields.lists["other_rules"] ?? [],
            readAt: Timestamp(nanoseconds: try reader.require(fields.numbers["read_ns"], "read_ns")),
            aliases: fields.lists["aliases"] ?? [])
    }
}
