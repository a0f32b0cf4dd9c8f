import AdapterProtocol
import AdapterRuntime

/// The orders that cases of the order life place, and what they ask about them afterwards.
extension Examination {
    /// Whether waiting costs nothing and no real market moves: what a case may only do to a simulated exchange.
    var isPlayground: Bool { endpoint.map { !$0.environment.isRealMoney && clock is ManualClock } ?? false }

    /// A limit order that rests far from the market: the smallest that the rules allow, times `factor`.
    func resting(
        _ side: Side, factor: Int = 1, id: ClientOrderID? = nil, timeInForce: TimeInForce = .goodTillCancelled,
        expiresAt: Timestamp? = nil, isPostOnly: Bool = false, placeBefore: Timestamp? = nil,
        selfTradePrevention: SelfTradePrevention? = nil, on market: Market? = nil
    ) throws -> OrderRequest {
        let market = market ?? self.market
        // The smallest at the lower of the two prices is allowed at both, so that both sides have the same quantity.
        let low = try market.price(percentOfBid: 80)
        return try OrderRequest(
            clientOrderID: id ?? newID(), symbol: market.symbol, side: side, type: .limit,
            amount: .base(try market.smallestQuantity(at: low) * ExactDecimal(factor)),
            limitPrice: side == .buy ? low : try market.price(percentOfBid: 125), timeInForce: timeInForce,
            expiresAt: expiresAt, isPostOnly: isPostOnly, placeBefore: placeBefore,
            selfTradePrevention: selfTradePrevention)
    }

    /// A limit order priced so far through the other side that it fills at once.
    func taking(_ side: Side, timeInForce: TimeInForce = .goodTillCancelled) async throws -> OrderRequest {
        let (bid, ask) = try await best()
        let price =
            side == .buy
            ? try (ask.price * ExactDecimal(101)).divided(by: 100, scale: 18, rounding: .up)
                .quantized(to: market.tick, .ceiling)
            : try (bid.price * ExactDecimal(99)).divided(by: 100, scale: 18, rounding: .down)
                .quantized(to: market.tick, .floor)
        return try await afforded(
            OrderRequest(
                clientOrderID: newID(), symbol: market.symbol, side: side, type: .limit,
                amount: .base(try takerQuantity()), limitPrice: price, timeInForce: timeInForce))
    }

    /// Twice the smallest quantity: the price may move against the minimum notional while the order is on its way.
    func takerQuantity() throws -> ExactDecimal {
        try market.smallestQuantity(at: try market.price(percentOfBid: 80)) * 2
    }

    /// The best levels now.
    func best() async throws -> (bid: BookLevel, ask: BookLevel) {
        let book = try await venue.orderBook(market.symbol, depth: 5)
        guard let bid = book.bestBid, let ask = book.bestAsk else {
            throw CaseStop.skipped("\(market.symbol) has an empty side")
        }
        return (bid, ask)
    }

    /// What the account holds of an asset, over all wallets.
    func holding(_ asset: Asset) async throws -> (total: ExactDecimal, available: ExactDecimal, held: ExactDecimal) {
        let lines = try await venue.balances().filter { $0.asset == asset }
        return (
            try .sum(lines.map(\.total)), try .sum(lines.map(\.available)), try .sum(lines.map(\.held))
        )
    }

    /// The request, when the account can pay for it.
    func afforded(_ request: OrderRequest) async throws -> OrderRequest {
        let needed: ExactDecimal
        switch (request.side, request.amount) {
        case (.buy, .quote(let amount)): needed = amount
        case (.buy, .base(let quantity)): needed = try quantity * (request.limitPrice ?? market.ask)
        case (.sell, .base(let quantity)): needed = quantity
        case (.sell, .quote(let amount)): needed = try amount.divided(by: market.bid, scale: 18, rounding: .up)
        }
        let asset = request.side == .buy ? request.symbol.quote : request.symbol.base
        let free = try await holding(asset).available
        guard free > needed else { throw CaseStop.skipped("\(free) \(asset) is too little: \(needed) is needed") }
        return request
    }

    /// Places an order that must fill at once, and waits for its end.
    func filled(_ request: OrderRequest) async throws -> Order {
        let acceptance = try await accepted(request)
        let order = try await ended(.venue(acceptance.venueOrderID))
        try hold(order.phase == .ended(.filled), "a \(request.side) that had to fill is \(order.phase)")
        return order
    }

    /// Looks again until there is something to see, at most for as long as a read may trail a write.
    func eventually<Value>(
        within limit: Duration = .seconds(20), _ look: () async throws -> Value?
    ) async throws -> Value? {
        var waited = Duration.zero
        while true {
            if let seen = try await look() { return seen }
            guard waited < limit else { return nil }
            try await clock.sleep(for: .milliseconds(500))
            waited += .milliseconds(500)
        }
    }

    /// The open orders of the market that carry this client id, as soon as there is one.
    func open(_ id: ClientOrderID) async throws -> [Order] {
        try await eventually {
            let found = try await self.venue.openOrders(on: self.market.symbol).filter { $0.clientOrderID == id }
            return found.isEmpty ? nil : found
        } ?? []
    }

    /// Holds that nothing of this client id is live, after the time that a read may trail.
    func holdNothingLive(_ id: ClientOrderID) async throws {
        try await clock.sleep(for: .seconds(2))
        let open = try await venue.openOrders(on: market.symbol).filter { $0.clientOrderID == id }
        try hold(open.isEmpty, "\(open.count) open order(s) carry the id, the first is \(open.first?.phase as Any)")
        guard capabilities[.queryByClientID].isOffered else { return }
        if case .found(let order) = try await venue.order(.client(id), on: market.symbol) {
            try hold(order.phase.isEnded, "the look-up by client id shows an order that is \(order.phase)")
        }
    }

    /// The fills of an order that has ended, once they add up to what it says has traded.
    func fills(of order: Order) async throws -> [Fill] {
        var last: [Fill] = []
        let all = try await eventually { () -> [Fill]? in
            last = try await self.venue.fills(on: order.symbol, HistoryQuery(order: order.venueOrderID))
            return try .sum(last.map(\.quantity)) == order.filledBase ? last : nil
        }
        let sum = try ExactDecimal.sum(last.map(\.quantity))
        return try hold(all, "\(last.count) fill(s) add up to \(sum), the order says \(order.filledBase)")
    }

    /// How often a partial fill is tried for: where time is free the market may be unkind for long.
    var partialTries: Int { isVirtual ? 100 : 12 }

    /// An order that is live after it has filled in part: a limit order at the price of the other side's best level and
    /// larger than it. The market moves meanwhile, so that several are tried.
    func partlyFilled(_ side: Side, factor: Int = 4) async throws -> (request: OrderRequest, order: Order) {
        for _ in 0..<partialTries {
            let request = try await levelExceeding(side, factor: factor)
            let id = OrderReference.venue(try await accepted(request).venueOrderID)
            let order = try await eventually(within: .seconds(2)) { () -> Order? in
                let order = try await self.shown(id)
                return order.phase.isEnded || order.filledBase.isPositive ? order : nil
            }
            if let order, !order.phase.isEnded { return (request, order) }
            _ = await venue.cancel(id, on: market.symbol)
        }
        throw CaseStop.skipped("in \(partialTries) tries no order filled in part and stayed")
    }

    /// An order at the other side's best price for more than rests there.
    func levelExceeding(
        _ side: Side, factor: Int = 4, timeInForce: TimeInForce = .goodTillCancelled
    ) async throws -> OrderRequest {
        let (bid, ask) = try await best()
        let level = side == .buy ? ask : bid
        // In a market of our own the others' next orders shall not take all of the rest.
        let rest = try takerQuantity() * ExactDecimal(factor) + (isVirtual ? level.quantity : .zero)
        let quantity = try (level.quantity + rest).quantized(to: market.lot, .ceiling)
        if endpoint?.environment.isRealMoney ?? true, try level.quantity > rest * 10 {
            throw CaseStop.notApplicable("the best level is too large to be taken with real money")
        }
        return try await afforded(
            OrderRequest(
                clientOrderID: newID(), symbol: market.symbol, side: side, type: .limit, amount: .base(quantity),
                limitPrice: level.price, timeInForce: timeInForce))
    }

    /// Cancelling all orders of the market would take the account's own with it.
    func mustOwnNoOrders() async throws {
        let open = try await venue.openOrders(on: market.symbol)
        guard open.isEmpty else { throw CaseStop.skipped("the account has \(open.count) open orders of its own") }
    }

    /// Another open market, and its prices, for orders that must not be touched.
    func otherMarket() async throws -> Market {
        let candidates = catalog.instruments.filter {
            $0.mode == .open && $0.orderTypes.contains(.limit) && $0.symbol.quote == market.symbol.quote
                && $0.symbol != market.symbol
        }
        for instrument in candidates.prefix(5) {
            let book = try await venue.orderBook(instrument.symbol, depth: 5)
            if let bid = book.bestBid, let ask = book.bestAsk {
                return Market(instrument: instrument, bid: bid.price, ask: ask.price)
            }
        }
        throw CaseStop.notApplicable("there is no second market with the same quote asset")
    }
}

/// Holds that a view of an order says what was asked for, wherever it says anything.
func holdSame(_ order: Order, _ request: OrderRequest) throws(CaseStop) {
    try hold(order.symbol == request.symbol, "the market reads \(order.symbol)")
    try hold(order.side == request.side, "the side reads \(order.side)")
    try hold(order.type == request.type, "the kind reads \(order.type as Any), asked was \(request.type)")
    try hold(order.limitPrice == request.limitPrice, "the price reads \(order.limitPrice as Any)")
    try hold(order.triggerPrice == request.trigger?.price, "the trigger reads \(order.triggerPrice as Any)")
    // A market order's amount is not told everywhere.
    if order.amount != nil || request.type.needsLimitPrice {
        try hold(order.amount == request.amount, "the amount reads \(order.amount as Any), asked was \(request.amount)")
    }
    if let told = order.timeInForce, let asked = request.timeInForce {
        try hold(told == asked, "the time in force reads \(told), asked was \(asked)")
    }
    if let told = order.isPostOnly { try hold(told == request.isPostOnly, "post-only reads \(told)") }
    try hold(
        order.clientOrderID == request.clientOrderID,
        "the client id reads \(order.clientOrderID?.text ?? order.foreignClientID ?? "nothing")")
}
