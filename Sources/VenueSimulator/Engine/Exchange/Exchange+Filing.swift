import AdapterProtocol

extension SimulatedExchange {
    /// Files a new order, or a waiting one that fired, in its owner's desk.
    mutating func store(_ record: OrderRecord, _ market: Int, node: Int32 = BookNode.none) {
        let account = record.account
        if let position = accounts[account].desks[market].position(of: record.id) {
            accounts[account].desks[market].orders[position].node = node
            replace(record, at: position, market)
            return
        }
        accounts[account].desks[market].orders.append(DeskOrder(record: record, node: node))
        if record.status.isOpen {
            accounts[account].desks[market].open(record.id)
            accounts[account].openCount += 1
        }
        trimOrders(account, market)
    }

    /// Writes a changed order back; counts it out when it has just ended.
    mutating func replace(_ record: OrderRecord, at position: Int, _ market: Int) {
        let account = record.account
        let wasOpen = accounts[account].desks[market].orders[position].record.status.isOpen
        accounts[account].desks[market].orders[position].record = record
        guard wasOpen, !record.status.isOpen else { return }
        accounts[account].desks[market].orders[position].node = BookNode.none
        accounts[account].desks[market].close(record.id)
        accounts[account].openCount -= 1
    }

    /// Forgets the oldest closed orders once an eighth more than the limit has gathered.
    private mutating func trimOrders(_ account: Int, _ market: Int) {
        let limit = max(0, configuration.limits.orders)
        let closed = accounts[account].desks[market].orders.count - accounts[account].desks[market].openIDs.count
        guard closed > limit + limit / 8 + 8 else { return }
        var surplus = closed - limit
        var forgotten: [OrderRecord] = []
        accounts[account].desks[market].orders.removeAll { order in
            guard surplus > 0, !order.record.status.isOpen else { return false }
            surplus -= 1
            forgotten.append(order.record)
            return true
        }
        for record in forgotten { forgetClientID(of: record, market) }
    }

    /// Drops the client order id if it still means this order.
    mutating func forgetClientID(of record: OrderRecord, _ market: Int) {
        guard let id = record.clientOrderID else { return }
        let key = clientKey(id, market)
        let place = OrderPlace(market: market, id: record.id)
        if accounts[record.account].clientIDs[key] == place {
            accounts[record.account].clientIDs[key] = nil
        }
    }
}

extension Desk {
    /// Prevented matches kept per account and market: a page of the largest read.
    static let preventedLimit = 1_000

    mutating func file(_ fill: FillRecord, limit: Int) {
        fills.append(fill)
        let limit = max(0, limit)
        if fills.count > limit + limit / 8 + 8 { fills.removeFirst(fills.count - limit) }
    }

    mutating func file(_ match: PreventedMatch) {
        prevented.append(match)
        if prevented.count > Self.preventedLimit { prevented.removeFirst(prevented.count - Self.preventedLimit) }
    }
}
