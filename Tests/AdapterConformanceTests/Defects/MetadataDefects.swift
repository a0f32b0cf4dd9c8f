import AdapterConformance
import AdapterProtocol

/// An adapter that reads the markets' rules wrongly.
enum MetadataDefects {
    static let all: [Defect] = lists + rules + kinds

    /// The list of markets, changed.
    private static func list(
        _ name: String, fails: [String], _ change: @escaping @Sendable ([Instrument]) -> [Instrument]
    ) -> Defect {
        .output(name, fails: fails, .instruments) { (all: [Instrument]) in change(all) }
    }

    /// Every market, changed.
    private static func each(
        _ name: String, fails: [String], _ change: @escaping @Sendable (Instrument) -> Instrument
    ) -> Defect {
        list(name, fails: fails) { $0.map(change) }
    }

    private static let lists: [Defect] = [
        list("every market twice", fails: []) { $0 + $0 },
        list("a list cut at ten markets", fails: []) { Array($0.prefix(10)) },
        each("all markets of one name at the venue", fails: []) { $0.with(nativeName: "BTCUSDT") },
        each("markets without a name at the venue", fails: []) { $0.with(nativeName: "") },
        each("base and quote change places", fails: []) {
            $0.with(symbol: Symbol(base: $0.symbol.quote, quote: $0.symbol.base))
        },
        each("markets in the venue's own spelling", fails: []) { instrument in
            guard let base = Asset("x" + instrument.symbol.base.code.lowercased()) else { return instrument }
            return instrument.with(symbol: Symbol(base: base, quote: instrument.symbol.quote))
        },
        each("rules of 1970", fails: []) { $0.with(readAt: Timestamp(seconds: 0)) },
        each("every market open", fails: []) { $0.with(mode: .open) },
        Defect("rules that differ from one reading to the next", fails: []) { subject in
            let turns = Turns()
            Defect.output("", fails: [], .instruments) { (all: [Instrument]) in
                let factor = turns.next() + 1
                return all.map { instrument in
                    let step = instrument.price.step
                    guard let value = step.value else { return instrument }
                    return instrument.with(price: instrument.price.with(step: .value(value.times(factor))))
                }
            }.plant(&subject)
        },
        Defect("markets that come and go", fails: []) { subject in
            let turns = Turns()
            Defect.output("", fails: [], .instruments) { (all: [Instrument]) in
                turns.next().isMultiple(of: 2) ? nil : Array(all.dropLast())
            }.plant(&subject)
        },
    ]

    private static let rules: [Defect] = [
        each("a tick ten times too large", fails: []) { $0.with(price: scaled($0.price, 10)) },
        each("a tick a hundred times too small", fails: []) {
            $0.with(price: $0.price.with(step: $0.price.step.value.map { .value($0.over(100)) } ?? .unpublished))
        },
        each("up and down of the band change places", fails: []) { instrument in
            instrument.with(
                priceBand: instrument.priceBand.map {
                    PriceBand(buyDown: $0.buyUp, buyUp: $0.buyDown, sellDown: $0.sellUp, sellUp: $0.sellDown)
                })
        },
        each("no ticks", fails: []) { $0.with(price: .unpublished) },
        each("no lots", fails: []) { $0.with(quantity: .unpublished) },
        each("no minimum quantity", fails: []) { $0.with(quantity: $0.quantity.with(minimum: .unpublished)) },
        each("no minimum notional", fails: []) { $0.with(notional: .unpublished) },
        each("no most quantity", fails: []) { $0.with(quantity: $0.quantity.with(maximum: .unpublished)) },
        each("rules of zero", fails: []) {
            $0.with(price: $0.price.with(minimum: .value(.zero)), quantity: $0.quantity.with(maximum: .value(.zero)))
        },
        each("steps of zero", fails: []) {
            $0.with(price: $0.price.with(step: .value(.zero)), quantity: $0.quantity.with(step: .value(.zero)))
        },
        each("steps below nothing", fails: []) { $0.with(quantity: $0.quantity.with(step: .value(-1))) },
        each("least and most change places", fails: []) {
            $0.with(
                price: $0.price.with(minimum: $0.price.maximum, maximum: $0.price.minimum),
                quantity: $0.quantity.with(minimum: $0.quantity.maximum, maximum: $0.quantity.minimum))
        },
        each("least notional above the most", fails: []) {
            $0.with(
                notional: NotionalRules(
                    minimum: .value(1_000_000_000), maximum: .value(1), minimumBindsMarket: true,
                    maximumBindsMarket: true))
        },
        each("limits between the steps", fails: []) {
            $0.with(price: offStep($0.price), quantity: offStep($0.quantity))
        },
        each("decimals of base and quote change places", fails: []) {
            $0.with(baseScale: $0.quoteScale, quoteScale: $0.baseScale)
        },
        each("no decimals", fails: []) { $0.with(baseScale: 0, quoteScale: 0) },
        each("decimals below nothing", fails: []) { $0.with(baseScale: -1, quoteScale: -1) },
        each("the least quantity in quote", fails: []) { instrument in
            guard let least = instrument.quantity.minimum.value else { return instrument }
            return instrument.with(
                quantity: instrument.quantity.with(minimum: .value(least.times(50_000))))
        },
        each("the tick of prices and the lot of quantities change places", fails: []) {
            $0.with(price: $0.quantity, quantity: $0.price)
        },
        each("the least notional as the least quantity", fails: []) { instrument in
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
        each("only limit orders", fails: []) { $0.with(orderTypes: [.limit]) },
        each("all kinds of order", fails: []) { $0.with(orderTypes: Set(OrderType.known)) },
        each("no quote amounts", fails: []) { $0.with(takesQuoteAmounts: false) },
        each("quote amounts", fails: []) { $0.with(takesQuoteAmounts: true) },
        each("no post-only orders", fails: []) { $0.with(takesPostOnly: false) },
        each("post-only orders", fails: []) { $0.with(takesPostOnly: true) },
        each("no amendments", fails: []) { $0.with(isAmendable: false) },
        each("amendments", fails: []) { $0.with(isAmendable: true) },
        each("no self-trade rules", fails: []) { $0.with(selfTradePreventions: []) },
        each("all self-trade rules", fails: []) {
            $0.with(selfTradePreventions: [.allow, .expireTaker, .expireMaker, .expireBoth, .decrement])
        },
    ]
}
