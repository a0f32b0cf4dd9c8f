import AdapterKit
import AdapterProtocol

/// A market with its rules, exactly: what a session knows of it must not depend on what the venue lists today.
enum InstrumentCoding {
    static func write(_ instrument: Instrument, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("symbol", instrument.symbol.description)
            writer.member("name", instrument.nativeName)
            writer.texts("aliases", instrument.aliases)
            writer.member("mode", instrument.mode.rawValue)
            write("price", instrument.price, to: &writer)
            write("quantity", instrument.quantity, to: &writer)
            write("market_quantity", instrument.marketQuantity, to: &writer)
            write("quote_amount", instrument.quoteAmount, to: &writer)
            write(instrument.notional, to: &writer)
            if let band = instrument.priceBand { write(band, to: &writer) }
            writer.number("base_scale", instrument.baseScale.map(Int64.init))
            writer.number("quote_scale", instrument.quoteScale.map(Int64.init))
            writer.texts("order_types", instrument.orderTypes.map(\.rawValue).sorted())
            writer.flag("takes_quote_amounts", instrument.takesQuoteAmounts)
            writer.flag("takes_post_only", instrument.takesPostOnly)
            writer.flag("is_amendable", instrument.isAmendable)
            writer.texts("self_trade_preventions", instrument.selfTradePreventions.map(\.rawValue).sorted())
            writer.texts("other_rules", instrument.otherRules)
            writer.number("read_ns", instrument.readAt.nanoseconds)
        }
    }

    static func write(_ catalog: InstrumentCatalog) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.number("read_ns", catalog.readAt.nanoseconds)
            writer.key("instruments")
            writer.array { writer in
                for instrument in catalog.instruments { write(instrument, to: &writer) }
            }
        }
        return writer.bytes
    }

    private static func write(_ name: String, _ rules: StepRules, to writer: inout JSONWriter) {
        writer.key(name)
        writer.array { writer in
            for rule in [rules.step, rules.minimum, rules.maximum] { write(rule, to: &writer) }
        }
    }

    /// A number; false where the rule is off; null where nothing is published.
    private static func write(_ rule: Rule<ExactDecimal>, to writer: inout JSONWriter) {
        switch rule {
        case .value(let value): writer.decimalString(value)
        case .off: writer.bool(false)
        case .unpublished: writer.null()
        }
    }

    private static func write(_ rules: NotionalRules, to writer: inout JSONWriter) {
        writer.key("notional")
        writer.array { writer in
            write(rules.minimum, to: &writer)
            write(rules.maximum, to: &writer)
        }
        writer.flag("minimum_binds_market", rules.minimumBindsMarket)
        writer.flag("maximum_binds_market", rules.maximumBindsMarket)
    }

    private static func write(_ band: PriceBand, to writer: inout JSONWriter) {
        writer.key("band")
        writer.array { writer in
            for factor in [band.buyDown, band.buyUp, band.sellDown, band.sellUp] { writer.decimalString(factor) }
        }
    }
}
