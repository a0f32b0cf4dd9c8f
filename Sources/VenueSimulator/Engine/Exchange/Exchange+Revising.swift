public import AdapterProtocol

/// What a revision changes; what is nil stays.
public struct OrderRevision: Sendable, Hashable {
    /// The new total base quantity, executed part included.
    public var quantity: ExactDecimal?
    /// The new limit price.
    public var price: ExactDecimal?
    /// The new trigger price, for an order that still waits.
    public var triggerPrice: ExactDecimal?
    /// The new client order id.
    public var clientOrderID: String?
    /// Refuses a revision that would take, whatever the order's kind (Kraken's `post_only` of an amend).
    public var mustNotTake: Bool

    /// A revision.
    public init(
        quantity: ExactDecimal? = nil, price: ExactDecimal? = nil, triggerPrice: ExactDecimal? = nil,
        clientOrderID: String? = nil, mustNotTake: Bool = false
    ) {
        self.quantity = quantity
        self.price = price
        self.triggerPrice = triggerPrice
        self.clientOrderID = clientOrderID
        self.mustNotTake = mustNotTake
    }
}

extension SimulatedExchange {
    /// Changes price and quantity of an open order, also upwards; it keeps its id. Only a smaller quantity alone keeps
    /// the place in the queue; a price that reaches the other side trades at once. Throws and changes nothing when
    /// the new quantity is not above what is executed, or the funds do not suffice.
    public mutating func revise(
        _ key: OrderKey, symbol: String, account: String, to revision: OrderRevision, now: Int64
    ) throws(EngineRejection) -> EnginePlacement {
        let market = try marketIndex(symbol)
        let owner = try accountIndex(account)
        let position = try openPosition(key, market, owner)
        let order = accounts[owner].desks[market].orders[position]
        let record = try revised(order.record, revision, market)
        let needed = try fundsNeeded(by: record, insteadOf: order.record, market)
        try checkTaking(record, revision, market)
        if let id = revision.clientOrderID, id != order.record.clientOrderID { try checkUnused(id, market, owner) }
        begin(now)
        let firstTradeID = markets[market].history.nextTradeID
        let isSameQueue =
            record.limitTicks == order.record.limitTicks && record.lots <= order.record.lots
            && record.status != .armed
        var next = record
        rename(&next, to: revision.clientOrderID, market)
        next.amendCount += 1
        next.updatedAt = clock
        relock(&next, to: needed, market)
        if isSameQueue {
            let change =
                markets[market].book.node(order.node, of: record.id) == nil
                ? nil : markets[market].book.reduce(order.node, by: order.record.lots - record.lots)
            replace(next, at: position, market)
            note(next, was: order.record, market)
            if let change { report(change, market) }
        } else {
            let change = withdraw(order, market)
            note(next, was: order.record, market)
            if let change { report(change, market) }
            requeue(next, market)
        }
        fireTriggers(market)
        return placement(of: next, market, since: firstTradeID, finish())
    }

    private mutating func note(_ record: OrderRecord, was previous: OrderRecord, _ market: Int) {
        events.append(
            .orderAmended(EngineOrder(record, markets[market].units), previousClientOrderID: previous.clientOrderID))
    }

    private mutating func requeue(_ record: OrderRecord, _ market: Int) {
        guard record.status != .armed else { return arm(record, market) }
        var taker = Taker(record: record, market: market, wanted: record.openLots, quoteLeft: nil)
        run(&taker)
    }

    private func revised(
        _ record: OrderRecord, _ revision: OrderRevision, _ market: Int
    ) throws(EngineRejection) -> OrderRecord {
        let units = markets[market].units
        guard markets[market].phase == .trading else { throw .marketClosed(markets[market].phase) }
        guard markets[market].spec.allowsAmend else { throw .amendNotAllowed }
        guard !record.isQuoteAmount else { throw .amendNeedsBaseQuantity }
        var next = record
        if let price = revision.price {
            guard record.limitTicks != nil else { throw .invalidPrice }
            next.limitTicks = try units.ticks(price)
        }
        if let price = revision.triggerPrice {
            guard record.status == .armed else { throw .invalidPrice }
            let ticks = try units.ticks(price)
            let last = markets[market].lastTicks
            guard Self.isRising(record.kind, record.side) ? ticks > last : ticks < last else { throw .wouldTrigger }
            next.triggerTicks = ticks
        }
        if let quantity = revision.quantity {
            next.lots = try units.lots(quantity)
            guard next.openLots > 0 else { throw .invalidQuantity }
        }
        guard
            next.lots != record.lots || next.limitTicks != record.limitTicks
                || next.triggerTicks != record.triggerTicks || revision.clientOrderID != nil
        else { throw .amendChangesNothing }
        let ticks = next.limitTicks ?? next.triggerTicks ?? 1
        guard units.isWithinLimits(ticks: ticks, lots: next.lots) else { throw .tooLarge }
        return next
    }

    private func fundsNeeded(
        by record: OrderRecord, insteadOf previous: OrderRecord, _ market: Int
    ) throws(EngineRejection) -> Int128 {
        let units = markets[market].units
        let needed: Int128 =
            switch record.side {
            case .buy: units.notional(record.limitTicks ?? record.triggerTicks ?? 0, record.openLots)
            case .sell: units.baseUnits(record.openLots)
            }
        let asset = lockedAsset(record, market)
        guard accounts[record.account].free[asset] >= needed - previous.locked else {
            throw .insufficientFunds(asset: assetTable.names[asset])
        }
        return needed
    }

    private func checkTaking(
        _ record: OrderRecord, _ revision: OrderRevision, _ market: Int
    ) throws(EngineRejection) {
        guard revision.mustNotTake || record.kind == .limitMaker, record.status != .armed else { return }
        let opposite = record.side.opposite
        if markets[market].book.isReached(opposite, by: record.limitTicks) { throw .wouldTake }
    }

    private mutating func relock(_ record: inout OrderRecord, to needed: Int128, _ market: Int) {
        let asset = lockedAsset(record, market)
        let more = needed - record.locked
        guard more != 0 else { return }
        accounts[record.account].free[asset] -= more
        accounts[record.account].locked[asset] += more
        record.locked = needed
        touch(record.account, asset)
    }
}
