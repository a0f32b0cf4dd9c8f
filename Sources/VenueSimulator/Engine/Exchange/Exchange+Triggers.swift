import AdapterProtocol

extension SimulatedExchange {
    /// Fires the waiting orders that the trades since the last look reach, oldest first, until no trade of theirs
    /// reaches another. Ends because every round takes orders out of the waiting lists.
    mutating func fireTriggers(_ market: Int) {
        while let range = markets[market].tradedRange {
            markets[market].tradedRange = nil
            for order in markets[market].armed.takeFired(low: range.low, high: range.high) {
                fire(order, market)
            }
        }
    }

    private mutating func fire(_ order: ArmedOrder, _ market: Int) {
        guard let position = accounts[order.account].desks[market].position(of: order.orderID) else { return }
        var record = accounts[order.account].desks[market].orders[position].record
        record.status = .new
        record.workingSince = clock
        record.updatedAt = clock
        events.append(.orderTriggered(EngineOrder(record, markets[market].units)))
        var taker = Taker(record: record, market: market, wanted: record.openLots, quoteLeft: nil)
        if record.side == .buy, record.limitTicks == nil {
            topUp(&taker)
            taker.quoteLeft = taker.record.locked
        }
        run(&taker)
    }

    /// A waiting market buy locked its trigger price; when the book asks for more now, free funds pay the difference
    /// as far as they go.
    private mutating func topUp(_ taker: inout Taker) {
        let market = taker.market
        let account = taker.record.account
        let asset = markets[market].units.quote
        let cost = markets[market].preview(
            TakerTerms(
                side: .buy, limitTicks: nil, lots: taker.wanted, quote: nil, account: account,
                mode: taker.record.selfTradeMode)
        ).quote
        let extra = min(max(0, cost - taker.record.locked), accounts[account].free[asset])
        guard extra > 0 else { return }
        accounts[account].free[asset] -= extra
        accounts[account].locked[asset] += extra
        taker.record.locked += extra
        touch(account, asset)
    }
}
