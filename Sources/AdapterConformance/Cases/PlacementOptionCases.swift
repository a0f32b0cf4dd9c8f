import AdapterProtocol

/// What a placement may ask for beside the order itself: a deadline, a dry run, a self-trade rule.
enum PlacementOptionCases {
    static let all: [ConformanceCase] =
        [deadlineAhead, deadlinePassed, dryRun, dryRunIsChecked] + preventions + [preventsOwn]

    private static let deadlineAhead = ConformanceCase(
        "option.placeBefore.ahead", "An order that may enter the book for another half minute does.",
        because: "A deadline in the wrong unit or zone refuses every order.", proves: [.limitOrders, .placeBefore],
        needs: .trading
    ) { examination in
        let request = try examination.resting(.buy, placeBefore: examination.clock.now.advanced(by: .seconds(30)))
        let id = try await examination.accepted(request).venueOrderID
        let order = try await examination.shown(.venue(id))
        try hold(!order.phase.isEnded, "the order is \(order.phase)")
    }

    private static let deadlinePassed = ConformanceCase(
        "option.placeBefore.passed", "An order whose deadline has passed is not placed, with proof.",
        because: "A signal of a minute ago must not become an order now.", proves: [.limitOrders, .placeBefore],
        needs: .trading
    ) { examination in
        let request = try examination.resting(.buy, placeBefore: examination.clock.now.advanced(by: .seconds(-5)))
        switch await examination.place(request) {
        case .notSent(let error), .rejected(let error, _):
            try hold(error.kind == .deadlinePassed, "the refusal is of the kind \(error.kind)")
        case let other: throw CaseStop.broken("the outcome is \(other)")
        }
        try await examination.holdNothingLive(request.clientOrderID)
    }

    private static let dryRun = ConformanceCase(
        "option.dryRun.placesNothing", "A dry run of a good order succeeds, and places nothing.",
        because: "Somebody tries a strategy this way because it costs nothing.", proves: [.dryRun, .limitOrders],
        needs: .trading
    ) { examination in
        let request = try examination.resting(.buy)
        try await examination.venue.placeDryRun(request)
        try await examination.holdNothingLive(request.clientOrderID)
        let asset = request.symbol.quote
        let before = try await examination.holding(asset)
        let taking = try await examination.taking(.buy)
        try await examination.venue.placeDryRun(taking)
        try await examination.holdNothingLive(taking.clientOrderID)
        let after = try await examination.holding(asset)
        try hold(before == after, "a dry run moved \(asset) from \(before.total) to \(after.total)")
    }

    private static let dryRunIsChecked = ConformanceCase(
        "option.dryRun.refuses", "A dry run of an order that the rules forbid fails, naming the field.",
        because: "A dry run that says yes to everything is worse than none.", proves: [.dryRun, .limitOrders],
        needs: .trading
    ) { examination in
        let good = try examination.resting(.buy)
        let market = examination.market
        guard market.instrument.price.step.value != nil, let price = good.limitPrice else {
            throw CaseStop.notApplicable("the market has no tick")
        }
        let crooked = try price + market.tick.divided(by: 2, scale: 18, rounding: .down)
        let request = try OrderRequest.limit(
            good.clientOrderID, .buy, good.symbol, quantity: good.amount.value, price: crooked)
        do {
            try await examination.venue.placeDryRun(request)
        } catch let error as VenueError {
            return try hold(error.kind == .invalidOrder(.limitPrice), "the refusal is of the kind \(error.kind)")
        }
        throw CaseStop.broken("a price of \(crooked) with a tick of \(market.tick) was not refused")
    }

    private static let preventions: [ConformanceCase] = [
        SelfTradePrevention.allow, .expireTaker, .expireMaker, .expireBoth, .decrement,
    ].map { rule in
        ConformanceCase(
            "option.selfTrade.\(rule).accepted",
            "An order with the self-trade rule \(rule) is taken where it is offered.",
            because: "A word that the venue does not know is refused at the worst moment.",
            proves: [.limitOrders, .selfTradePrevention], needs: .trading
        ) { examination in
            guard examination.market.instrument.selfTradePreventions.contains(rule) else {
                throw CaseStop.notApplicable("\(examination.market.symbol) does not offer \(rule)")
            }
            let request = try examination.resting(.buy, selfTradePrevention: rule)
            let id = try await examination.accepted(request).venueOrderID
            let order = try await examination.shown(.venue(id))
            try hold(!order.phase.isEnded, "the order is \(order.phase)")
        }
    }

    /// Our own bid is the best one, and an order of ours that would take it comes.
    private static let preventsOwn = ConformanceCase(
        "option.selfTrade.expireTaker.prevents",
        "With the rule expireTaker the incoming order ends before it trades with our own, which stays.",
        because: "Trading with oneself is forbidden in many places, and costs fees in all.",
        proves: [.limitOrders, .immediateOrCancel, .selfTradePrevention], needs: .trading
    ) { examination in
        guard examination.isPlayground, examination.market.instrument.selfTradePreventions.contains(.expireTaker) else {
            throw CaseStop.notApplicable("the rule is not offered, or the market is real")
        }
        let quantity = try examination.takerQuantity()
        for _ in 0..<20 {
            let (bid, ask) = try await examination.best()
            let price = try bid.price + examination.market.tick
            guard price < ask.price else { continue }
            let request = try OrderRequest.limit(
                examination.newID(), .buy, examination.market.symbol, quantity: quantity, price: price)
            let maker = OrderReference.venue(try await examination.accepted(request).venueOrderID)
            let incoming = try OrderRequest(
                clientOrderID: examination.newID(), symbol: request.symbol, side: .sell, type: .limit,
                amount: .base(quantity), limitPrice: price, timeInForce: .immediateOrCancel,
                selfTradePrevention: .expireTaker)
            let outcome = await examination.place(incoming)
            let resting = try await examination.shown(maker)
            if case .accepted(let acceptance) = outcome {
                let taker = try await examination.ended(.venue(acceptance.venueOrderID))
                let fills = taker.filledBase.isPositive ? try await examination.fills(of: taker) : []
                let own = resting.filledBase.isPositive ? try await examination.fills(of: resting) : []
                let moments = Set(own.map(\.time))
                try hold(
                    !fills.contains { moments.contains($0.time) },
                    "both orders traded at once, \(taker.filledBase) of the incoming one")
                // Somebody else was there first, or took ours: nothing of the rule was seen.
                if !fills.isEmpty || !own.isEmpty {
                    _ = await examination.venue.cancel(maker, on: request.symbol)
                    continue
                }
                // Not every venue has a word of its own for this end; none may call it the owner's or a fill.
                try hold(
                    !taker.phase.isOwnersCancel && taker.phase != .ended(.filled),
                    "the incoming order is \(taker.phase)")
            } else if case .rejected(let error, _) = outcome {
                try hold(error.effect != .unknown, "the refusal proves nothing: \(error)")
                if resting.filledBase.isPositive { continue }
            }
            return try hold(!resting.phase.isEnded, "our own resting order is \(resting.phase)")
        }
        throw CaseStop.notApplicable("the spread never has room for an order")
    }
}
