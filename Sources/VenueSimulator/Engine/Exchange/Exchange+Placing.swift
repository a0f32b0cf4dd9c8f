import AdapterProtocol

/// An order while it takes.
struct Taker {
    var record: OrderRecord
    let market: Int
    /// Lots it still wants.
    var wanted: Int64
    /// Quote it may still trade for; `nil` without a bound.
    var quoteLeft: Int128?
    /// Ended by self-trade prevention.
    var isPrevented = false

    var isHouse: Bool { record.account < HouseAccount.count }
}

extension SimulatedExchange {
    /// Places an order: checks it (``check(_:)``), locks its funds, matches it, rests or ends what is left, and fires
    /// the waiting orders that its trades reach.
    public mutating func place(_ order: NewOrder, now: Int64) throws(EngineRejection) -> EnginePlacement {
        let admission = try admit(order)
        begin(now)
        let market = admission.market
        let firstTradeID = markets[market].history.nextTradeID
        let record = accept(admission)
        if admission.endsAtOnce {
            end(record, market)
        } else if record.kind.isTriggered {
            arm(record, market)
        } else {
            var taker = Taker(record: record, market: market, wanted: wantedLots(admission), quoteLeft: nil)
            if record.side == .buy, record.limitTicks == nil { taker.quoteLeft = record.locked }
            if record.side == .sell { taker.quoteLeft = record.quoteAmount }
            run(&taker)
        }
        fireTriggers(market)
        let events = finish()
        return placement(of: record, market, since: firstTradeID, events)
    }

    private func wantedLots(_ admission: Admission) -> Int64 {
        guard admission.quoteAmount != nil else { return admission.lots }
        guard admission.order.side == .sell else { return Limits.lots }
        return Int64(clamping: admission.lock / markets[admission.market].units.basePerLot)
    }

    /// Gives the order its id and locks its funds.
    private mutating func accept(_ admission: Admission) -> OrderRecord {
        let order = admission.order
        let isWaiting = order.kind.isTriggered
        let record = OrderRecord(
            id: markets[admission.market].takeOrderID(), account: admission.account, accountID: order.account,
            side: order.side, kind: order.kind, timeInForce: order.timeInForce, selfTradeMode: admission.mode,
            limitTicks: admission.limitTicks, triggerTicks: admission.triggerTicks, lots: admission.lots,
            quoteAmount: admission.quoteAmount, clientOrderID: order.clientOrderID, labels: order.labels,
            status: isWaiting ? .armed : .new, createdAt: clock, updatedAt: clock,
            workingSince: isWaiting ? nil : clock, locked: admission.lock)
        let asset = lockedAsset(record, admission.market)
        accounts[record.account].free[asset] -= admission.lock
        accounts[record.account].locked[asset] += admission.lock
        touch(record.account, asset)
        if let id = order.clientOrderID {
            accounts[record.account].clientIDs[clientKey(id, admission.market)] =
                OrderPlace(market: admission.market, id: record.id)
        }
        events.append(.orderAccepted(EngineOrder(record, markets[admission.market].units)))
        return record
    }

    private mutating func end(_ record: OrderRecord, _ market: Int) {
        var record = record
        record.status = .rejected
        record.expiryReason = .wouldTake
        store(record, market)
        events.append(.orderExpired(EngineOrder(record, markets[market].units)))
    }

    mutating func arm(_ record: OrderRecord, _ market: Int) {
        guard let ticks = record.triggerTicks else { return }
        store(record, market)
        markets[market].armed.insert(
            ArmedOrder(ticks: ticks, orderID: record.id, account: record.account),
            isRising: Self.isRising(record.kind, record.side))
    }

    func placement(
        of accepted: OrderRecord, _ market: Int, since firstTradeID: Int64, _ events: [EngineEvent]
    ) -> EnginePlacement {
        let units = markets[market].units
        let desk = accounts[accepted.account].desks[market]
        let record = desk.position(of: accepted.id).map { desk.orders[$0].record } ?? accepted
        let recent = desk.fills.reversed().prefix { $0.tradeID >= firstTradeID }
        let fills = recent.filter { $0.orderID == accepted.id }.reversed().map { EngineFill($0, units) }
        return EnginePlacement(order: EngineOrder(record, units), fills: fills, events: events)
    }

    /// The asset that an order locks.
    func lockedAsset(_ record: OrderRecord, _ market: Int) -> Int {
        record.side == .buy ? markets[market].units.quote : markets[market].units.base
    }

    /// Frees what the order still holds.
    mutating func unlock(_ amount: Int128, of record: inout OrderRecord, _ market: Int) {
        guard amount > 0 else { return }
        let asset = lockedAsset(record, market)
        record.locked -= amount
        accounts[record.account].locked[asset] -= amount
        accounts[record.account].free[asset] += amount
        touch(record.account, asset)
    }
}
