public import AdapterProtocol

extension SimulatedExchange {
    /// Cancels an open or waiting order; allowed in every phase.
    public mutating func cancel(
        _ key: OrderKey, symbol: String, account: String, restriction: CancelRestriction? = nil, now: Int64
    ) throws(EngineRejection) -> EngineChange {
        let market = try marketIndex(symbol)
        let owner = try accountIndex(account)
        let position = try openPosition(key, market, owner)
        let record = accounts[owner].desks[market].orders[position].record
        switch restriction {
        case .onlyNew where record.executedLots > 0: throw .cancelRestricted
        case .onlyPartiallyFilled where record.executedLots == 0: throw .cancelRestricted
        case .onlyNew, .onlyPartiallyFilled, nil: break
        }
        begin(now)
        return cancel(at: position, market, owner)
    }

    /// Cancels all open and waiting orders of an account in a market, oldest first; empty when there were none.
    public mutating func cancelAll(
        symbol: String, account: String, now: Int64
    ) throws(EngineRejection) -> [EngineChange] {
        let market = try marketIndex(symbol)
        let owner = try accountIndex(account)
        var changes: [EngineChange] = []
        for id in accounts[owner].desks[market].openIDs {
            guard let position = accounts[owner].desks[market].position(of: id) else { continue }
            begin(now)
            changes.append(cancel(at: position, market, owner))
        }
        return changes
    }

    private mutating func cancel(at position: Int, _ market: Int, _ owner: Int) -> EngineChange {
        let units = markets[market].units
        let previous = accounts[owner].desks[market].orders[position]
        var record = previous.record
        let change = withdraw(previous, market)
        unlock(record.locked, of: &record, market)
        record.status = .canceled
        record.updatedAt = clock
        replace(record, at: position, market)
        events.append(.orderCanceled(EngineOrder(record, units)))
        if let change { report(change, market) }
        return EngineChange(
            order: EngineOrder(record, units), previous: EngineOrder(previous.record, units), events: finish())
    }

    /// Takes an order off the book or out of the waiting lists.
    mutating func withdraw(_ order: DeskOrder, _ market: Int) -> LevelChange? {
        if order.record.status == .armed {
            markets[market].armed.remove(
                order.record.id, isRising: Self.isRising(order.record.kind, order.record.side))
            return nil
        }
        guard let node = markets[market].book.node(order.node, of: order.record.id) else { return nil }
        return markets[market].book.reduce(order.node, by: node.lots)
    }

    /// Reduces an order's total quantity; it keeps its id and its place in the queue. A quantity at or below what is
    /// already done ends it as ``ExpiryReason/amendedBelowExecuted``. `nil` keeps the client order id.
    public mutating func amend(
        _ key: OrderKey, symbol: String, account: String, quantity: ExactDecimal, clientOrderID: String?, now: Int64
    ) throws(EngineRejection) -> EngineChange {
        let market = try marketIndex(symbol)
        let owner = try accountIndex(account)
        let position = try openPosition(key, market, owner)
        let order = accounts[owner].desks[market].orders[position]
        let lots = try amendedLots(order.record, quantity, market)
        if let clientOrderID, clientOrderID != order.record.clientOrderID {
            try checkUnused(clientOrderID, market, owner)
        }
        begin(now)
        var record = order.record
        rename(&record, to: clientOrderID, market)
        record.amendCount += 1
        record.updatedAt = clock
        let change = shrink(&record, order, to: lots, market)
        replace(record, at: position, market)
        let units = markets[market].units
        let after = EngineOrder(record, units)
        events.append(.orderAmended(after, previousClientOrderID: order.record.clientOrderID))
        if record.status == .expired { events.append(.orderExpired(after)) }
        if let change { report(change, market) }
        return EngineChange(order: after, previous: EngineOrder(order.record, units), events: finish())
    }

    private func amendedLots(
        _ record: OrderRecord, _ quantity: ExactDecimal, _ market: Int
    ) throws(EngineRejection) -> Int64 {
        let phase = markets[market].phase
        guard phase == .trading || phase == .cancelOnly else { throw .marketClosed(phase) }
        guard markets[market].spec.allowsAmend else { throw .amendNotAllowed }
        guard !record.isQuoteAmount else { throw .amendNeedsBaseQuantity }
        let lots = try markets[market].units.lots(quantity)
        guard lots != record.lots else { throw .amendChangesNothing }
        guard lots < record.lots else { throw .amendIncreasesQuantity }
        return lots
    }

    mutating func rename(_ record: inout OrderRecord, to id: String?, _ market: Int) {
        guard let id, id != record.clientOrderID else { return }
        forgetClientID(of: record, market)
        record.clientOrderID = id
        accounts[record.account].clientIDs[clientKey(id, market)] = OrderPlace(market: market, id: record.id)
    }

    private mutating func shrink(
        _ record: inout OrderRecord, _ order: DeskOrder, to lots: Int64, _ market: Int
    ) -> LevelChange? {
        let done = record.executedLots + record.preventedLots
        guard lots > done else {
            let change = withdraw(order, market)
            unlock(record.locked, of: &record, market)
            record.lots = done
            record.status = .expired
            record.expiryReason = .amendedBelowExecuted
            return change
        }
        let units = markets[market].units
        let cut = record.lots - lots
        let freed: Int128 =
            switch record.side {
            case .buy: units.notional(record.limitTicks ?? record.triggerTicks ?? 0, cut)
            case .sell: units.baseUnits(cut)
            }
        unlock(freed, of: &record, market)
        record.lots = lots
        guard markets[market].book.node(order.node, of: record.id) != nil else { return nil }
        return markets[market].book.reduce(order.node, by: cut)
    }

    /// Opens, closes or pauses a market; orders on the book stay.
    public mutating func setPhase(_ phase: TradingPhase, symbol: String) throws(EngineRejection) -> [EngineEvent] {
        let market = try marketIndex(symbol)
        guard markets[market].phase != phase else { return [] }
        markets[market].phase = phase
        return [.phaseChanged(symbol: symbol, phase)]
    }
}
