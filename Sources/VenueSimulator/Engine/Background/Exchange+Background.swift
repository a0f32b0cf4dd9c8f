import AdapterProtocol

extension SimulatedExchange {
    /// One step of the background traders in every trading market: the reference price takes a random step, the quotes
    /// follow it, now and then somebody trades. Users' orders are met only by honest matching: a quote that reaches
    /// them trades with them at their price.
    ///
    /// Call it on the server's clock, about every 100 ms; a frozen exchange (``isBackgroundActive``) does nothing.
    public mutating func tick(now: Int64) -> [EngineEvent] {
        guard isBackgroundActive else { return [] }
        begin(now)
        for index in markets.indices where markets[index].phase == .trading {
            step(index)
        }
        return finish()
    }

    private mutating func step(_ market: Int) {
        let background = markets[market].spec.background
        guard background.levels > 0 || background.tradeChance > 0 else { return }
        markets[market].maker.walk(background)
        if background.levels > 0 {
            requote(market, quotesMayMatch: true)
            refreshOneQuote(market)
        }
        if markets[market].maker.random.below(100) < Int64(background.tradeChance) { flow(market) }
        fireTriggers(market)
    }

    /// The past and the first quotes of a market whose price is set.
    mutating func awaken(_ market: Int, quotesMayMatch: Bool) {
        markets[market].inventPast(
            minutes: configuration.seededMinutes, hours: configuration.seededHours, now: clock)
        if markets[market].spec.background.levels > 0 { requote(market, quotesMayMatch: quotesMayMatch) }
    }

    /// Withdraws the quotes that are off the ladder around the reference price and places the missing ones.
    private mutating func requote(_ market: Int, quotesMayMatch: Bool) {
        for side in [Side.buy, .sell] {
            let wanted = markets[market].maker.ladder(side, markets[market].spec.background)
            for quote in markets[market].maker.quotes(side) where !wanted.contains(quote.ticks) {
                withdraw(quote, market)
            }
            markets[market].forgetGoneQuotes(side)
        }
        for side in [Side.buy, .sell] {
            for ticks in markets[market].maker.ladder(side, markets[market].spec.background) {
                guard !markets[market].maker.quotes(side).contains(where: { $0.ticks == ticks }) else { continue }
                if !quotesMayMatch, markets[market].book.isReached(side.opposite, by: ticks) { continue }
                quote(side, ticks, market)
            }
        }
    }

    private mutating func quote(_ side: Side, _ ticks: Int64, _ market: Int) {
        let lots = markets[market].quoteLots(at: ticks)
        house(.maker, side, ticks, lots, .goodTillCanceled, market)
    }

    private mutating func refreshOneQuote(_ market: Int) {
        let side: Side = markets[market].maker.random.below(2) == 0 ? .buy : .sell
        let quotes = markets[market].maker.quotes(side)
        guard !quotes.isEmpty else { return }
        let chosen = quotes[Int(markets[market].maker.random.below(Int64(quotes.count)))]
        withdraw(chosen, market)
        markets[market].forgetGoneQuotes(side)
        quote(side, chosen.ticks, market)
    }

    private mutating func withdraw(_ quote: MarketMaker.Quote, _ market: Int) {
        guard let node = markets[market].book.node(quote.node, of: quote.orderID) else { return }
        report(markets[market].book.reduce(quote.node, by: node.lots), market)
    }

    /// A small order that takes from the best level, whoever's it is.
    private mutating func flow(_ market: Int) {
        let side: Side = markets[market].maker.random.below(2) == 0 ? .buy : .sell
        guard let ticks = markets[market].book.bestTicks(side.opposite) else { return }
        let reach = max(1, markets[market].quoteLots(at: ticks) / 8)
        let lots = 1 + markets[market].maker.random.below(reach)
        house(.flow, side, ticks, lots, .immediateOrCancel, market)
    }

    private mutating func house(
        _ account: HouseAccount, _ side: Side, _ ticks: Int64, _ lots: Int64, _ life: EngineTimeInForce, _ market: Int
    ) {
        guard markets[market].units.isWithinLimits(ticks: ticks, lots: lots) else { return }
        let record = OrderRecord(
            id: markets[market].takeOrderID(), account: account.index, accountID: account.name, side: side,
            kind: .limit, timeInForce: life, selfTradeMode: .none, limitTicks: ticks, triggerTicks: nil, lots: lots,
            quoteAmount: nil, clientOrderID: nil, labels: [:], status: .new, createdAt: clock, updatedAt: clock,
            workingSince: clock, locked: 0)
        var taker = Taker(record: record, market: market, wanted: lots, quoteLeft: nil)
        run(&taker)
    }
}

extension MarketMaker {
    /// One random step of the reference price, inside a quarter and four times the start price.
    mutating func walk(_ background: BackgroundTrading) {
        guard background.maximumStep > 0 else { return }
        let reach = max(1, Self.share(background.maximumStep, of: reference))
        reference = min(max(reference + random.around(zero: reach), lowest), highest)
    }

    /// So many millionths of a price, in ticks.
    static func share(_ millionths: Int64, of ticks: Int64) -> Int64 {
        Int64(clamping: Int128(ticks) * Int128(millionths) / 1_000_000)
    }

    /// The prices to quote on one side, best first: multiples of the gap, so that a small step moves few quotes.
    func ladder(_ side: Side, _ background: BackgroundTrading) -> [Int64] {
        let below = reference / gap
        return (0..<Int64(background.levels)).compactMap { level in
            let ticks = side == .buy ? (below - level) * gap : (below + 1 + level) * gap
            return ticks >= 1 && ticks <= Limits.ticks ? ticks : nil
        }
    }

    func quotes(_ side: Side) -> [Quote] { side == .buy ? bids : asks }

    mutating func remember(_ side: Side, _ ticks: Int64, _ orderID: Int64, _ node: Int32) {
        let quote = Quote(ticks: ticks, orderID: orderID, node: node)
        if side == .buy { bids.append(quote) } else { asks.append(quote) }
    }
}

extension MarketState {
    /// Drops the quotes that were withdrawn or taken.
    mutating func forgetGoneQuotes(_ side: Side) {
        if side == .buy {
            maker.bids.removeAll { book.node($0.node, of: $0.orderID) == nil }
        } else {
            maker.asks.removeAll { book.node($0.node, of: $0.orderID) == nil }
        }
    }

    /// A size for one level: half to one and a half of the level's typical value, at least a lot.
    mutating func quoteLots(at ticks: Int64) -> Int64 {
        let value: Int128
        switch IntegerScale.integer(spec.background.levelNotional, scale: units.assets.scales[units.quote]) {
        case .exact(let exact): value = max(0, min(exact, Limits.amount))
        case .tooFine: value = 0
        case .tooLarge: value = Limits.amount
        }
        let typical = min(MarketState.affordable(value, units.notional(ticks, 1)), Limits.lots / 4)
        return max(1, typical / 2 + maker.random.below(typical + 1))
    }
}
