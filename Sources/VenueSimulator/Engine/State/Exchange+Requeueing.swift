import AdapterProtocol

extension SimulatedExchange {
    /// Puts the market's resting orders back, in the saved order of their queues.
    mutating func requeue(_ saved: SavedMarket) throws(EngineSetupError) {
        let market = try restoredMarket(saved.symbol)
        var owners: [Int64: Int] = [:]
        for account in accounts.indices.dropFirst(HouseAccount.count) {
            for order in accounts[account].desks[market].orders where order.record.isResting {
                guard owners.updateValue(account, forKey: order.record.id) == nil else {
                    throw .invalidState("\(saved.symbol) order \(order.record.id): two owners")
                }
            }
        }
        for id in saved.queue {
            guard let account = owners.removeValue(forKey: id) else {
                throw .invalidState("\(saved.symbol) order \(id): in the queue but not open")
            }
            try rest(id, of: account, in: market)
        }
    }

    private mutating func rest(_ id: Int64, of account: Int, in market: Int) throws(EngineSetupError) {
        guard let position = accounts[account].desks[market].position(of: id),
            let ticks = accounts[account].desks[market].orders[position].record.limitTicks
        else { throw .invalidState("order \(id): nothing to rest") }
        let record = accounts[account].desks[market].orders[position].record
        guard !markets[market].book.isReached(record.side.opposite, by: ticks) else {
            throw .invalidState("order \(id): crosses another")
        }
        let (node, _) = markets[market].book.insert(
            orderID: id, account: account, side: record.side, ticks: ticks, lots: record.openLots)
        accounts[account].desks[market].orders[position].node = node
    }

    /// An open order that is in no queue could never trade.
    func checkAllRest() throws(EngineSetupError) {
        for account in accounts.dropFirst(HouseAccount.count) {
            for (desk, market) in zip(account.desks, markets) {
                if let lost = desk.orders.first(where: { $0.record.isResting && $0.node == BookNode.none }) {
                    throw .invalidState("\(market.spec.symbol) order \(lost.record.id): open but in no queue")
                }
            }
        }
    }
}

extension OrderRecord {
    /// Open and on the book.
    var isResting: Bool { status == .new || status == .partiallyFilled }
}
