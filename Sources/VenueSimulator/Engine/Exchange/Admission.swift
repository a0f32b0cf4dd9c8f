import AdapterProtocol

/// An order that passed all checks, with what it will lock.
struct Admission {
    let market: Int
    let account: Int
    let order: NewOrder
    let mode: SelfTradeMode
    let limitTicks: Int64?
    let triggerTicks: Int64?
    /// Lots, 0 for an order by quote amount.
    let lots: Int64
    let quoteAmount: Int128?
    /// Quote units for a buy, base units for a sell.
    var lock: Int128 = 0
    /// A maker-only order that would take, on a venue that accepts and then ends it.
    var endsAtOnce = false
}

extension SimulatedExchange {
    /// Checks an order in full without placing it; throws what ``place(_:now:)`` would.
    public func check(_ order: NewOrder) throws(EngineRejection) {
        _ = try admit(order)
    }

    /// The checks, in this order: market, account, phase, shape of price and amount, self-trade mode, number of open
    /// orders, client order id, trigger side, taking, funds.
    func admit(_ order: NewOrder) throws(EngineRejection) -> Admission {
        let market = try marketIndex(order.symbol)
        let account = try accountIndex(order.account)
        guard markets[market].phase == .trading else { throw .marketClosed(markets[market].phase) }
        var admission = try shape(order, market, account)
        try checkIdentity(admission)
        try checkTrigger(admission)
        let opposite = order.side.opposite
        if order.kind == .limitMaker, markets[market].book.isReached(opposite, by: admission.limitTicks) {
            guard configuration.postOnlyRule == .acceptThenReject else { throw .wouldTake }
            admission.endsAtOnce = true
            return admission
        }
        if let quoteAmount = admission.quoteAmount, let best = markets[market].book.bestTicks(opposite),
            quoteAmount < markets[market].units.notional(best, 1)
        {
            throw .amountBelowOneLot
        }
        admission.lock = neededFunds(admission)
        let asset = order.side == .buy ? markets[market].units.quote : markets[market].units.base
        guard accounts[account].free[asset] >= admission.lock + feeOnTop(admission) else {
            throw .insufficientFunds(asset: assetTable.names[asset])
        }
        return admission
    }

    private func shape(_ order: NewOrder, _ market: Int, _ account: Int) throws(EngineRejection) -> Admission {
        let units = markets[market].units
        guard (order.price != nil) == order.kind.hasLimitPrice else { throw .invalidPrice }
        guard (order.triggerPrice != nil) == order.kind.isTriggered else { throw .invalidPrice }
        var limitTicks: Int64?
        var triggerTicks: Int64?
        if let price = order.price { limitTicks = try units.ticks(price) }
        if let price = order.triggerPrice { triggerTicks = try units.ticks(price) }
        let (lots, quoteAmount) = try amount(order, market)
        if let worst = limitTicks ?? triggerTicks, !units.isWithinLimits(ticks: worst, lots: lots) { throw .tooLarge }
        guard units.isWithinLimits(ticks: 1, lots: lots) else { throw .tooLarge }
        let mode = order.selfTradeMode ?? markets[market].spec.defaultSelfTradeMode
        if order.selfTradeMode != nil, !markets[market].spec.allowedSelfTradeModes.contains(mode) {
            throw .selfTradeModeNotAllowed
        }
        return Admission(
            market: market, account: account, order: order, mode: mode, limitTicks: limitTicks,
            triggerTicks: triggerTicks, lots: lots, quoteAmount: quoteAmount)
    }

    private func amount(_ order: NewOrder, _ market: Int) throws(EngineRejection) -> (Int64, Int128?) {
        let units = markets[market].units
        switch order.amount {
        case .base(let quantity):
            return (try units.lots(quantity), nil)
        case .quote(let amount):
            guard order.kind == .market, markets[market].spec.allowsQuoteAmount else { throw .quoteAmountNotAllowed }
            guard amount.isPositive else { throw .invalidQuantity }
            switch IntegerScale.integer(amount, scale: assetTable.scales[units.quote]) {
            case .exact(let value):
                guard value <= Limits.amount else { throw .tooLarge }
                return (0, value)
            case .tooFine: throw .quoteAmountTooFine
            case .tooLarge: throw .tooLarge
            }
        }
    }

    private func checkIdentity(_ admission: Admission) throws(EngineRejection) {
        guard accounts[admission.account].openCount < configuration.limits.openOrders else {
            throw .tooManyOpenOrders
        }
        guard let id = admission.order.clientOrderID else { return }
        try checkUnused(id, admission.market, admission.account)
    }

    /// Throws when the client order id is taken.
    func checkUnused(_ id: String, _ market: Int, _ account: Int) throws(EngineRejection) {
        guard let place = accounts[account].clientIDs[clientKey(id, market)] else { return }
        guard configuration.clientOrderIDScope != .allOrdersOfAccount else { throw .duplicateClientOrderID }
        let desk = accounts[account].desks[place.market]
        if let position = desk.position(of: place.id), desk.orders[position].record.status.isOpen {
            throw .duplicateClientOrderID
        }
    }

    func clientKey(_ id: String, _ market: Int) -> ClientIDKey {
        ClientIDKey(market: configuration.clientOrderIDScope == .openOrdersOfMarket ? market : -1, id: id)
    }

    private func checkTrigger(_ admission: Admission) throws(EngineRejection) {
        guard let trigger = admission.triggerTicks else { return }
        let last = markets[admission.market].lastTicks
        let isRising = Self.isRising(admission.order.kind, admission.order.side)
        guard isRising ? trigger > last : trigger < last else { throw .wouldTrigger }
    }

    /// Whether a triggered order waits for the price to rise (binance.md E.2).
    static func isRising(_ kind: EngineOrderKind, _ side: Side) -> Bool {
        switch kind {
        case .stopLoss, .stopLossLimit: side == .buy
        case .takeProfit, .takeProfitLimit: side == .sell
        case .limit, .limitMaker, .market: false
        }
    }

    /// What the order locks: a limit buy price x quantity, a market buy what the book asks for it now, a waiting
    /// market buy trigger price x quantity, a sell its quantity.
    private func neededFunds(_ admission: Admission) -> Int128 {
        let units = markets[admission.market].units
        switch admission.order.side {
        case .buy:
            if let quoteAmount = admission.quoteAmount { return quoteAmount }
            if let ticks = admission.limitTicks ?? admission.triggerTicks {
                return units.notional(ticks, admission.lots)
            }
            return preview(admission).quote
        case .sell:
            let lots = admission.quoteAmount == nil ? admission.lots : preview(admission).lots
            return units.baseUnits(lots)
        }
    }

    /// The fee that a taker pays on top of what it locks, where fees are not taken from what the trade brings.
    private func feeOnTop(_ admission: Admission) -> Int128 {
        switch (configuration.feeAsset, admission.order.side) {
        case (.quote, .buy), (.base, .sell):
            let rate = max(0, accounts[admission.account].takerRate)
            return (admission.lock * rate + Limits.wholeRate - 1) / Limits.wholeRate
        default: return 0
        }
    }

    private func preview(_ admission: Admission) -> MatchPreview {
        markets[admission.market].preview(
            TakerTerms(
                side: admission.order.side, limitTicks: nil,
                lots: admission.quoteAmount == nil ? admission.lots : Limits.lots, quote: admission.quoteAmount,
                account: admission.account, mode: admission.mode))
    }
}
