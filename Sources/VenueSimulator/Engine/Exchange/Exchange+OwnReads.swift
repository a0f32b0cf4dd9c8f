import AdapterProtocol

extension SimulatedExchange {
    /// One order in any state. Closed orders are found while the history holds them.
    public func order(_ key: OrderKey, symbol: String, account: String) throws(EngineRejection) -> EngineOrder {
        let market = try marketIndex(symbol)
        let owner = try accountIndex(account)
        let position = try position(key, market, owner)
        return EngineOrder(accounts[owner].desks[market].orders[position].record, markets[market].units)
    }

    /// Open and waiting orders of one market or of all, by market, then ascending by id; empty for unknown names.
    public func openOrders(account: String, symbol: String? = nil) -> [EngineOrder] {
        guard let owner = accountIndexes[account], owner >= HouseAccount.count else { return [] }
        let chosen = symbol.map { marketIndexes[$0].map { [$0] } ?? [] } ?? Array(markets.indices)
        return chosen.flatMap { market in
            let desk = accounts[owner].desks[market]
            return desk.openIDs.compactMap { id in
                desk.position(of: id).map { EngineOrder(desk.orders[$0].record, markets[market].units) }
            }
        }
    }

    /// Orders of all states, ascending by id; `startTime` and `endTime` compare the time of placement.
    public func orders(account: String, symbol: String, _ page: HistoryPage = HistoryPage()) -> [EngineOrder] {
        guard let (desk, units) = desk(account, symbol) else { return [] }
        return page.select(from: desk.orders, id: \.record.id, time: \.record.createdAt).map {
            EngineOrder($0.record, units)
        }
    }

    /// Own fills, ascending by trade id, of one order or of all.
    public func fills(
        account: String, symbol: String, orderID: Int64? = nil, _ page: HistoryPage = HistoryPage()
    ) -> [EngineFill] {
        guard let (desk, units) = desk(account, symbol) else { return [] }
        let fills = orderID.map { id in desk.fills.filter { $0.orderID == id } } ?? desk.fills
        return page.select(from: fills, id: \.tradeID, time: \.time).map { EngineFill($0, units) }
    }

    /// Matches that self-trade prevention stopped, oldest first; the newest 1,000 are kept.
    public func preventedMatches(account: String, symbol: String) -> [PreventedMatch] {
        desk(account, symbol)?.desk.prevented ?? []
    }

    private func desk(_ account: String, _ symbol: String) -> (desk: Desk, units: MarketUnits)? {
        guard let owner = accountIndexes[account], owner >= HouseAccount.count, let market = marketIndexes[symbol]
        else {
            return nil
        }
        return (accounts[owner].desks[market], markets[market].units)
    }

    /// Where an order of any state stands in its desk.
    func position(_ key: OrderKey, _ market: Int, _ owner: Int) throws(EngineRejection) -> Int {
        let desk = accounts[owner].desks[market]
        switch key {
        case .id(let id):
            guard let position = desk.position(of: id) else { throw .unknownOrder }
            return position
        case .clientOrderID(let id):
            guard let place = accounts[owner].clientIDs[clientKey(id, market)], place.market == market,
                let position = desk.position(of: place.id)
            else { throw .unknownOrder }
            return position
        case .both(let id, let clientOrderID):
            guard let position = desk.position(of: id) else { throw .unknownOrder }
            guard desk.orders[position].record.clientOrderID == clientOrderID else { throw .clientOrderIDMismatch }
            return position
        }
    }

    /// The same for an order that can still be changed.
    func openPosition(_ key: OrderKey, _ market: Int, _ owner: Int) throws(EngineRejection) -> Int {
        let position = try position(key, market, owner)
        guard accounts[owner].desks[market].orders[position].record.status.isOpen else { throw .unknownOrder }
        return position
    }
}
