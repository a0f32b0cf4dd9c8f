import AdapterProtocol

extension SimulatedExchange {
    /// Matches an order and rests or ends what is left of it.
    mutating func run(_ taker: inout Taker) {
        if taker.record.mustFillCompletely, !canFillCompletely(taker) {
            taker.record.status = .expired
            taker.record.expiryReason = .unfilledFillOrKill
            conclude(&taker)
            return
        }
        match(&taker)
        settleRemainder(&taker)
    }

    private func canFillCompletely(_ taker: Taker) -> Bool {
        let terms = TakerTerms(
            side: taker.record.side, limitTicks: taker.record.limitTicks, lots: taker.wanted, quote: nil,
            account: taker.record.account, mode: taker.record.selfTradeMode)
        return markets[taker.market].preview(terms).lots == taker.wanted
    }

    private mutating func match(_ taker: inout Taker) {
        let market = taker.market
        let opposite = taker.record.side.opposite
        while taker.wanted > 0, !taker.isPrevented,
            markets[market].book.isReached(opposite, by: taker.record.limitTicks),
            let index = markets[market].book.head(opposite)
        {
            let node = markets[market].book.node(index)
            var lots = min(taker.wanted, node.lots)
            if let left = taker.quoteLeft {
                lots = min(lots, MarketState.affordable(left, markets[market].units.notional(node.ticks, 1)))
                guard lots > 0 else { return }
            }
            if node.account == taker.record.account, taker.record.selfTradeMode != .none, !taker.isHouse {
                prevent(&taker, with: node, at: index, lots: lots)
            } else {
                trade(&taker, with: node, at: index, lots: lots)
            }
        }
    }

    private mutating func trade(_ taker: inout Taker, with node: BookNode, at index: Int32, lots: Int64) {
        let market = taker.market
        let units = markets[market].units
        let quote = units.notional(node.ticks, lots)
        let change = markets[market].book.reduce(index, by: lots)
        let trade = markets[market].history.record(
            ticks: node.ticks, lots: lots, takerSide: taker.record.side, takerID: taker.record.id, time: clock)
        markets[market].noteTrade(at: node.ticks)
        events.append(.trade(EngineTrade(trade, units, maker: node.orderID, taker: taker.record.id)))
        settleMaker(node, market, trade, quote)
        taker.wanted -= lots
        taker.quoteLeft? -= quote
        if taker.isHouse {
            taker.record.executedLots += lots
            settleHouse(taker.record.account, taker.record.side, market, lots: lots, quote: quote)
        } else {
            settle(&taker.record, market, trade, quote: quote, isMaker: false)
        }
        report(change, market)
    }

    private mutating func settleMaker(_ node: BookNode, _ market: Int, _ trade: TradeRecord, _ quote: Int128) {
        guard node.account >= HouseAccount.count else {
            settleHouse(node.account, node.side, market, lots: trade.lots, quote: quote)
            return
        }
        guard let position = accounts[node.account].desks[market].position(of: node.orderID) else { return }
        var record = accounts[node.account].desks[market].orders[position].record
        settle(&record, market, trade, quote: quote, isMaker: true)
        replace(record, at: position, market)
    }

    /// Rests or ends what matching left.
    private mutating func settleRemainder(_ taker: inout Taker) {
        let record = taker.record
        if taker.isPrevented {
            taker.record.status = .expiredInMatch
            taker.record.expiryReason = .selfTradePrevention
        } else if record.isQuoteAmount {
            settleQuoteOrder(&taker)
        } else if record.openLots > 0 {
            guard let reason = endOfRemainder(taker) else {
                rest(&taker)
                return
            }
            taker.record.status = .expired
            taker.record.expiryReason = reason
        }
        conclude(&taker)
    }

    /// Why the rest of an order that took may not stay; `nil` when it rests.
    private func endOfRemainder(_ taker: Taker) -> ExpiryReason? {
        guard taker.record.kind.hasLimitPrice else {
            let hasMakers = markets[taker.market].book.head(taker.record.side.opposite) != nil
            return hasMakers ? .insufficientFunds : .insufficientLiquidity
        }
        guard taker.record.kind != .limitMaker else { return nil }
        switch taker.record.timeInForce {
        case .goodTillCanceled: return nil
        case .immediateOrCancel: return .unfilledImmediateOrCancel
        case .fillOrKill: return .unfilledFillOrKill
        }
    }

    /// An order by quote amount is filled when what is left does not pay for another lot.
    private mutating func settleQuoteOrder(_ taker: inout Taker) {
        let market = markets[taker.market]
        let price = market.book.bestTicks(taker.record.side.opposite) ?? market.lastTicks
        let isDone = (taker.quoteLeft ?? 0) < market.units.notional(price, 1)
        if taker.record.executedLots > 0, isDone {
            taker.record.status = .filled
            amendLastTradeEvent(of: taker.record, market.units)
        } else {
            taker.record.status = .expired
            taker.record.expiryReason = .insufficientLiquidity
        }
    }

    /// Only after its last trade is known that an order by quote amount is filled: its last event says so too.
    private mutating func amendLastTradeEvent(of record: OrderRecord, _ units: MarketUnits) {
        for index in events.indices.reversed() {
            if case .orderTraded(let order, let fill) = events[index], order.id == record.id,
                order.symbol == units.symbol
            {
                events[index] = .orderTraded(EngineOrder(record, units), fill)
                return
            }
        }
    }

    private mutating func rest(_ taker: inout Taker) {
        guard let ticks = taker.record.limitTicks else { return }
        taker.record.status = taker.record.executedLots > 0 ? .partiallyFilled : .new
        let (node, change) = markets[taker.market].book.insert(
            orderID: taker.record.id, account: taker.record.account, side: taker.record.side, ticks: ticks,
            lots: taker.record.openLots)
        if taker.isHouse {
            markets[taker.market].maker.remember(taker.record.side, ticks, taker.record.id, node)
        } else {
            store(taker.record, taker.market, node: node)
        }
        report(change, taker.market)
    }

    /// Ends an order that took: frees what it still holds and files it.
    private mutating func conclude(_ taker: inout Taker) {
        guard !taker.isHouse else { return }
        taker.record.updatedAt = clock
        unlock(taker.record.locked, of: &taker.record, taker.market)
        store(taker.record, taker.market)
        if taker.record.status == .expired {
            events.append(.orderExpired(EngineOrder(taker.record, markets[taker.market].units)))
        }
    }

    func report(_ change: LevelChange, _ units: MarketUnits) -> EngineEvent {
        .bookChanged(BookChange(change, units))
    }

    mutating func report(_ change: LevelChange, _ market: Int) {
        events.append(report(change, markets[market].units))
    }
}

extension MarketState {
    /// The last price moves, and with it the range that waiting orders are measured against.
    mutating func noteTrade(at ticks: Int64) {
        lastTicks = ticks
        if let range = tradedRange {
            tradedRange = (min(range.low, ticks), max(range.high, ticks))
        } else {
            tradedRange = (ticks, ticks)
        }
    }
}
