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
        list("a list cut at ten markets") { Array($0.prefix(10)) },
        each("all markets of one name at the venue") { $0.with(nativeName: "BTCUSDT") },
        each("markets without a name at the venue") { $0.with(nativeName: "") },
        each("base and quote change places") {
            $0.with(symbol: Symbol(base: $0.symbol.quote, quote: $0.symbol.base))
        },
        each("markets in the venue's own spelling") { instrument in
            guard let base = Asset("x" + instrument.symbol.base.code.lowercased()) else { return instrument }
            return instrument.with(symbol: Symbol(base: base, quote: instrument.symbol.quote))
        },
        each("rules of 1970") { $0.with(readAt: Timestamp(seconds: 0)) },
        each("every market open") { $0.with(mode: .open) },
        Defect("rules that differ from one reading to the next") { subject in
            let turns = Turns()
            Defect.output("", .instruments) { (all: [Instrument]) in
                let factor = turns.next() + 1
                return all.map { instrument in
                    let step = instrument.price.step
                    guard let value = step.value else { return instrument }
                    return instrument.with(price: instrument.price.with(step: .value(value.times(factor))))
                }
            }.plant(&subject)
        },
        Defect("markets that come and go") { subject in
            let turns = Turns()
            Defect.output("", .instruments) { (all: [Instrument]) in
                turns.next().isMultiple(of: 2) ? nil : Array(all.dropLast())
            }.plant(&subject)
        },
    ]

    private static let rules: [Defect] = [
        each("a tick ten times too large") { $0.with(price: scaled($0.price, 10)) },
        each("a tick a hundred times too small") {
            $0.with(price: $0.price.with(step: $0.price.step.value.map { .value($0.over(100)) } ?? .unpublished))
        },
        each("up and down of the band change places") { instrument in
            instrument.with(
                priceBand: instrument.priceBand.map {
                    PriceBand(buyDown: $0.buyUp, buyUp: $0.buyDown, sellDown: $0.sellUp, sellUp: $0.sellDown)
                })
        },
        each("no ticks") { $0.with(price: .unpublished) },
        each("no lots") { $0.with(quantity: .unpublished) },
        each("no minimum quantity") { $0.with(quantity: $0.quantity.with(minimum: .unpublished)) },
        each("no minimum notional") { $0.with(notional: .unpublished) },
        each("no most quantity") { $0.with(quantity: $0.quantity.with(maximum: .unpublished)) },
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
        each("limits between the steps") {
            $0.with(price: offStep($0.price), quantity: offStep($0.quantity))
        },
        each("decimals of base and quote change places") {
            $0.with(baseScale: $0.quoteScale, quoteScale: $0.baseScale)
        },
        each("no decimals") { $0.with(baseScale: 0, quoteScale: 0) },
        each("decimals below nothing") { $0.with(baseScale: -1, quoteScale: -1) },
        each("the least quantity in quote") { instrument in
            guard let least = instrument.quantity.minimum.value else { return instrument }
            return instrument.with(
                quantity: instrument.quantity.with(minimum: .value(least.times(50_000))))
        },
        each("the tick of prices and the lot of quantities change places") {
            $0.with(price: $0.quantity, quantity: $0.price)
        },
        each("the least notional as the least quantity") { instrument in
            guard let least = instrument.notional.minimum.value else { return instrument }
            return instrument.with(quantity: instrument.quantity.with(minimum: .value(least)))
        },
    ]

    private static func scaled(_ rules: StepRules, _ factor: Int) -> StepRules {
        rules.with(step: rules.step.value.map { .value($0.times(factor)) } ?? .unpublished)
    }

    private static func offStep(_ rules: StepRules) -> StepRules {
        func moved(_ rule: Rule<ExactDecimal>) -> Rule<ExactDecimal> {
            guard let value = rule.value, let step = rules.step.value else { return rule }
            return .value(value.plus(step.over(2)))
        }
        return rules.with(minimum: moved(rules.minimum), maximum: moved(rules.maximum))
    }

    private static let kinds: [Defect] = [
        each("only limit orders") { $0.with(orderTypes: [.limit]) },
        each("all kinds of order") { $0.with(orderTypes: Set(OrderType.known)) },
        each("no quote amounts") { $0.with(takesQuoteAmounts: false) },
        each("quote amounts") { $0.with(takesQuoteAmounts: true) },
        each("no post-only orders") { $0.with(takesPostOnly: false) },
        each("post-only orders") { $0.with(takesPostOnly: true) },
        each("no amendments") { $0.with(isAmendable: false) },
        each("amendments") { $0.with(isAmendable: true) },
        each("no self-trade rules") { $0.with(selfTradePreventions: []) },
        each("all self-trade rules") {
            $0.with(selfTradePreventions: [.allow, .expireTaker, .expireMaker, .expireBoth, .decrement])
        },
    ]
}
