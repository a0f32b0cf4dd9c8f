import AdapterProtocol

/// A rule that a venue publishes, and the two orders on both sides of it.
enum PublishedLimit: String, CaseIterable, Sendable {
    case priceStep, priceMinimum, priceMaximum
    case quantityStep, quantityMinimum, quantityMaximum
    case notionalMinimum, notionalMaximum
    case marketQuantityStep, marketQuantityMinimum, marketQuantityMaximum
    case quoteAmountStep, quoteAmountMinimum, quoteAmountMaximum

    /// The field that a refusal names.
    var field: OrderField {
        switch self {
        case .priceStep, .priceMinimum, .priceMaximum: .limitPrice
        case .notionalMinimum, .notionalMaximum: .notional
        default: .amount
        }
    }

    /// The value that is still inside, and the nearest one that is not.
    struct Edge: Sendable {
        let inside: ExactDecimal
        let outside: ExactDecimal
    }
}

/// Makes orders on both sides of a market's limits.
struct LimitProbe {
    let instrument: Instrument
    let capabilities: VenueCapabilities
    private let market: Market

    /// Probes a market; what trades there now is `price`, where known.
    init(_ instrument: Instrument, capabilities: VenueCapabilities, price: ExactDecimal?) throws(DecimalError) {
        self.instrument = instrument
        self.capabilities = capabilities
        let tick = Market(instrument: instrument, bid: 1, ask: 1).tick
        var typical = try Self.inside(instrument.price, try tick * 1000, step: tick)
        if let price { typical = price }
        market = Market(instrument: instrument, bid: typical, ask: typical)
    }

    /// The two orders; nil where the rule is not published here, or another rule hides it.
    func orders(
        at limit: PublishedLimit, _ id: ClientOrderID
    ) throws -> (inside: OrderRequest, outside: OrderRequest)? {
        switch limit {
        case .priceStep, .priceMinimum, .priceMaximum:
            guard let edge = try edge(limit, of: instrument.price, step: market.tick) else { return nil }
            let quantity = try typicalQuantity
            return (try order(id, quantity, edge.inside), try order(id, quantity, edge.outside))
        case .quantityStep, .quantityMinimum, .quantityMaximum:
            guard let edge = try edge(limit, of: instrument.quantity, step: market.lot) else { return nil }
            return (try order(id, edge.inside, market.bid), try order(id, edge.outside, market.bid))
        case .notionalMinimum, .notionalMaximum: return try notionalOrders(at: limit, id)
        case .marketQuantityStep, .marketQuantityMinimum, .marketQuantityMaximum:
            return try marketOrders(at: limit, id)
        case .quoteAmountStep, .quoteAmountMinimum, .quoteAmountMaximum:
            return try quoteOrders(at: limit, id)
        }
    }

    private func order(_ id: ClientOrderID, _ quantity: ExactDecimal, _ price: ExactDecimal) throws -> OrderRequest {
        try .limit(id, .buy, instrument.symbol, quantity: quantity, price: price)
    }

    private var typicalQuantity: ExactDecimal {
        get throws(DecimalError) {
            try Self.inside(instrument.quantity, try market.lot * 1000, step: market.lot)
        }
    }

    /// The nearest value to `wanted` that keeps to the rules.
    private static func inside(
        _ rules: StepRules, _ wanted: ExactDecimal, step: ExactDecimal
    ) throws(DecimalError) -> ExactDecimal {
        if let minimum = rules.minimum.value, wanted < minimum { return try minimum.quantized(to: step, .ceiling) }
        if let maximum = rules.maximum.value, wanted > maximum { return try maximum.quantized(to: step, .floor) }
        return try wanted.quantized(to: step, .floor)
    }

    /// The values on both sides of a limit; nil where it is not published, or nothing lies beyond it.
    private func edge(
        _ limit: PublishedLimit, of rules: StepRules, step: ExactDecimal
    ) throws(DecimalError) -> PublishedLimit.Edge? {
        switch limit {
        case .priceStep, .quantityStep, .marketQuantityStep, .quoteAmountStep:
            guard let own = rules.step.value else { return nil }
            let inside = try Self.inside(rules, try own * 1000, step: own)
            let half = try own.divided(by: 2, scale: own.scale + 1, rounding: .up)
            return .init(inside: inside, outside: try inside + half)
        case .priceMinimum, .quantityMinimum, .marketQuantityMinimum, .quoteAmountMinimum:
            guard let minimum = rules.minimum.value else { return nil }
            let inside = try minimum.quantized(to: step, .ceiling)
            let outside = try inside - step
            return outside.isPositive ? .init(inside: inside, outside: outside) : nil
        default:
            guard let maximum = rules.maximum.value else { return nil }
            let inside = try maximum.quantized(to: step, .floor)
            return inside.isPositive ? .init(inside: inside, outside: try inside + step) : nil
        }
    }

    /// At some price near or far the notional is the rule that binds; there the two orders differ by one lot.
    private func notionalOrders(
        at limit: PublishedLimit, _ id: ClientOrderID
    ) throws -> (inside: OrderRequest, outside: OrderRequest)? {
        let isMinimum = limit == .notionalMinimum
        let rule = isMinimum ? instrument.notional.minimum : instrument.notional.maximum
        guard let bound = rule.value else { return nil }
        for price in try prices {
            let lots = try bound.divided(
                by: try price * market.lot, scale: 0, rounding: isMinimum ? .up : .down)
            let inside = try lots * market.lot
            let outside = isMinimum ? try inside - market.lot : try inside + market.lot
            guard isTaken(inside), isTaken(outside) else { continue }
            return (try order(id, inside, price), try order(id, outside, price))
        }
        return nil
    }

    /// Prices from the market's up and down by tens, as far as the rules allow.
    private var prices: [ExactDecimal] {
        get throws(DecimalError) {
            var prices = [market.bid]
            var factor: ExactDecimal = 1
            for _ in 0..<4 {
                factor = try factor * 10
                prices.append(try market.bid * factor)
                prices.append(
                    try market.bid.divided(by: factor, scale: 30, rounding: .down).quantized(to: market.tick, .floor))
            }
            return prices.filter { price in
                price.isPositive && (instrument.price.minimum.value.map { price >= $0 } ?? true)
                    && (instrument.price.maximum.value.map { price <= $0 } ?? true)
            }
        }
    }

    private func isTaken(_ quantity: ExactDecimal) -> Bool {
        quantity.isPositive && (instrument.quantity.minimum.value.map { quantity >= $0 } ?? true)
            && (instrument.quantity.maximum.value.map { quantity <= $0 } ?? true)
    }

    private func marketOrders(
        at limit: PublishedLimit, _ id: ClientOrderID
    ) throws -> (inside: OrderRequest, outside: OrderRequest)? {
        guard instrument.orderTypes.contains(.market), let side = side(.marketBuyBase, .marketSellBase),
            let edge = try edge(limit, of: instrument.marketQuantity, step: market.lot),
            isTaken(edge.inside), isTaken(edge.outside) || limit == .marketQuantityStep
        else { return nil }
        return (
            try .market(id, side, instrument.symbol, .base(edge.inside)),
            try .market(id, side, instrument.symbol, .base(edge.outside))
        )
    }

    private func quoteOrders(
        at limit: PublishedLimit, _ id: ClientOrderID
    ) throws -> (inside: OrderRequest, outside: OrderRequest)? {
        let step = instrument.quoteAmount.step.value ?? market.tick
        guard instrument.takesQuoteAmounts, instrument.orderTypes.contains(.market),
            let side = side(.marketBuyQuote, .marketSellQuote),
            let edge = try edge(limit, of: instrument.quoteAmount, step: step)
        else { return nil }
        return (
            try .market(id, side, instrument.symbol, .quote(edge.inside)),
            try .market(id, side, instrument.symbol, .quote(edge.outside))
        )
    }

    private func side(_ buy: Capability, _ sell: Capability) -> Side? {
        if capabilities[buy].isOffered { return .buy }
        return capabilities[sell].isOffered ? .sell : nil
    }
}
