import AdapterProtocol

extension SimulatedExchange {
    /// Two orders of one account met: the taker's mode says who loses what.
    mutating func prevent(_ taker: inout Taker, with node: BookNode, at index: Int32, lots: Int64) {
        let mode = taker.record.selfTradeMode
        let (takerLoss, makerLoss): (Int64, Int64) =
            switch mode {
            case .none: (0, 0)
            case .expireTaker: (taker.record.openLots, 0)
            case .expireMaker: (0, node.lots)
            case .expireBoth: (taker.record.openLots, node.lots)
            case .decrement: (lots, lots)
            }
        let match = preventedMatch(taker, node, takerLoss: takerLoss, makerLoss: makerLoss)
        accounts[node.account].desks[taker.market].file(match)
        if makerLoss > 0 {
            loseMaker(node, at: index, makerLoss, match, taker.market)
        } else {
            reportUntouchedMaker(node, match, taker.market)
        }
        let quoteLoss = mode == .decrement ? markets[taker.market].units.notional(node.ticks, lots) : 0
        loseTaker(&taker, takerLoss, quoteLoss, match)
    }

    private mutating func preventedMatch(
        _ taker: Taker, _ node: BookNode, takerLoss: Int64, makerLoss: Int64
    ) -> PreventedMatch {
        let units = markets[taker.market].units
        defer { markets[taker.market].nextPreventedMatchID += 1 }
        return PreventedMatch(
            symbol: units.symbol, id: markets[taker.market].nextPreventedMatchID,
            account: accounts[node.account].id, takerOrderID: taker.record.id, makerOrderID: node.orderID,
            mode: taker.record.selfTradeMode, price: units.price(node.ticks),
            takerPreventedQuantity: units.quantity(takerLoss), makerPreventedQuantity: units.quantity(makerLoss),
            time: clock)
    }

    private mutating func loseMaker(
        _ node: BookNode, at index: Int32, _ loss: Int64, _ match: PreventedMatch, _ market: Int
    ) {
        let change = markets[market].book.reduce(index, by: loss)
        if let position = accounts[node.account].desks[market].position(of: node.orderID) {
            var record = accounts[node.account].desks[market].orders[position].record
            lose(loss, of: &record, match, market)
            if record.openLots == 0 {
                record.status = .expiredInMatch
                record.expiryReason = .selfTradePrevention
            }
            replace(record, at: position, market)
            events.append(.matchPrevented(EngineOrder(record, markets[market].units), match))
        }
        report(change, market)
    }

    private mutating func reportUntouchedMaker(_ node: BookNode, _ match: PreventedMatch, _ market: Int) {
        guard let position = accounts[node.account].desks[market].position(of: node.orderID) else { return }
        let record = accounts[node.account].desks[market].orders[position].record
        events.append(.matchPrevented(EngineOrder(record, markets[market].units), match))
    }

    private mutating func loseTaker(_ taker: inout Taker, _ loss: Int64, _ quoteLoss: Int128, _ match: PreventedMatch) {
        taker.wanted -= min(loss, taker.wanted)
        if taker.record.isQuoteAmount {
            taker.quoteLeft? -= quoteLoss
            taker.record.preventedMatchID = match.id
            taker.record.updatedAt = clock
        } else {
            lose(loss, of: &taker.record, match, taker.market)
        }
        switch taker.record.selfTradeMode {
        case .expireTaker, .expireBoth: taker.isPrevented = true
        case .decrement: taker.isPrevented = taker.wanted == 0
        case .none, .expireMaker: break
        }
        var seen = taker.record
        if taker.isPrevented {
            seen.status = .expiredInMatch
            seen.expiryReason = .selfTradePrevention
        }
        events.append(.matchPrevented(EngineOrder(seen, markets[taker.market].units), match))
    }

    /// Takes prevented lots off an order and frees what they held.
    private mutating func lose(_ loss: Int64, of record: inout OrderRecord, _ match: PreventedMatch, _ market: Int) {
        record.preventedLots += loss
        record.preventedMatchID = match.id
        record.updatedAt = clock
        let units = markets[market].units
        switch (record.side, record.limitTicks) {
        case (.buy, let ticks?): unlock(units.notional(ticks, loss), of: &record, market)
        case (.sell, _): unlock(units.baseUnits(loss), of: &record, market)
        case (.buy, nil): break
        }
    }
}
