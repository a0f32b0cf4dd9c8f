import AdapterConformance
import AdapterProtocol

/// An adapter that reads the markets' rules wrongly.
enum MetadataDefects {
    static let all: [Defect] = lists + rules + kinds

    /// The list of markets, changed.
    private static func list(
        _ name: String, _ change: @escaping @Sendable ([Instrument]) -> [Instrument]
    ) -> Defect {
        .output(name, .instruments) { (all: [Instrument]) in change(all) }
    }

    /// Every market, changed.
    private static func each(
        _ name: String, _ change: @escaping @Sendable (Instrument) -> Instrument
    ) -> Defect {
        list(name) { $0.map(change) }
    }

    private static let lists: [Defect] = [
        list("every market twice") { $0 + $0 },
        each("all markets of one name at the venue") { $0.with(nativeName: "BTCUSDT") },
        each("base and quote change places") {
            $0.with(symbol: Symbol(base: $0.symbol.quote, quote: $0.symbol.base))
        },
        each("rules of 1970") { $0.with(readAt: Timestamp(seconds: 0)) },
    ]

    private static let rules: [Defect] = [
        each("a tick ten times too large") { $0.with(price: scaled($0.price, 10)) },
        each("up and down of the band change places") { instrument in
            instrument.with(
                priceBand: instrument.priceBand.map {
                    PriceBand(buyDown: $0.buyUp, buyUp: $0.buyDown, sellDown: $0.sellUp, sellUp: $0.sellDown)
                })
        },
        each("no lots") { $0.with(quantity: .unpublished) },
        each("no minimum notional") { $0.with(notional: .unpublished) },
        each("rules of zero") {
            $0.with(price: $0.price.with(minimum: .value(.zero)), quantity: $0.quantity.with(maximum: .value(.zero)))
        },
        each("steps of zero") {
            $0.with(price: $0.price.with(step: .value(.zero)), quantity: $0.quantity.with(step: .value(.zero)))
        },
        each("market orders have steps of zero") {
            let rules = StepRules(step: .value(.zero), minimum: .value(1), maximum: .unpublished)
            return $0.with(quantity: $0.quantity.with(step: .value(.zero)), marketQuantity: rules)
        },
        each("steps below nothing") { $0.with(quantity: $0.quantity.with(step: .value(-1))) },
        each("least and most change places") {
            $0.with(
                price: $0.price.with(minimum: $0.price.maximum, maximum: $0.price.minimum),
                quantity: $0.quantity.with(minimum: $0.quantity.maximum, maximum: $0.quantity.minimum))
        },
        each("least notional above the most") {
            $0.with(
                notional: NotionalRules(
                    minimum: .value(1_000_000_000), maximum: .value(1), minimumBindsMarket: true,
                    maximumBindsMarket: true))
        },
        each("decimals below nothing") { $0.with(baseScale: -1, quoteScale: -1) },
    ]

    private static func scaled(_ rules: StepRules, _ factor: Int) -> StepRules {
        rules.with(step: rules.step.value.map { .value($0.times(factor)) } ?? .unpublished)
    }

    private static let kinds: [Defect] = [
        each("no post-only orders") { $0.with(takesPostOnly: false) }
    ]
}
