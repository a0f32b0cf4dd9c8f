import AdapterProtocol

extension SimulatedExchange {
    /// Puts a saved state into a fresh exchange: counters and last prices, accounts, histories, and every open order at
    /// its place in its queue; then the past and the quotes are made anew around the last price. Quotes that would
    /// meet a restored order are left out until the first ``tick(now:)``.
    ///
    /// Throws ``EngineSetupError/invalidState(_:)`` for a state that contradicts itself or the markets (balances that
    /// do not hold what open orders need, unknown markets, ids beyond their counters); the exchange is then unchanged.
    public mutating func restore(_ state: UserState, now: Int64) throws(EngineSetupError) {
        var restored = self
        try restored.adopt(state, now: now)
        self = restored
    }

    private mutating func adopt(_ state: UserState, now: Int64) throws(EngineSetupError) {
        guard state.version == UserState.currentVersion else { throw .invalidState("version \(state.version)") }
        guard accounts.count == HouseAccount.count else { throw .invalidState("the exchange already has accounts") }
        begin(now)
        for market in state.markets { try adopt(market) }
        for balance in state.collectedFees {
            // Rebates can exceed the fees taken.
            let (asset, free, _) = try amounts(balance, least: -Limits.holding)
            accounts[HouseAccount.fees.index].free[asset] = free
        }
        for account in state.accounts { try adopt(account) }
        for market in state.markets { try requeue(market) }
        try checkAllRest()
        let isKnown = Set(state.markets.map(\.symbol))
        for index in markets.indices where isKnown.contains(markets[index].spec.symbol) {
            awaken(index, quotesMayMatch: false)
        }
        events = []
        touchedAccounts = []
    }

    /// The market's counters and price, with an empty book and no past.
    private mutating func adopt(_ saved: SavedMarket) throws(EngineSetupError) {
        let index = try restoredMarket(saved.symbol)
        let counters = [saved.nextOrderID, saved.nextTradeID, saved.nextPreventedMatchID, saved.updateID]
        guard saved.nextOrderID > 0, counters.allSatisfy({ (0..<(Int64.max / 2)).contains($0) }) else {
            throw .invalidState("\(saved.symbol): counters")
        }
        let ticks = try valid("\(saved.symbol): last price") { () throws(EngineRejection) in
            try markets[index].units.ticks(saved.lastPrice)
        }
        let phase = markets[index].phase
        markets[index] = ExchangeSetup.state(
            markets[index].spec, units: markets[index].units, at: index, of: configuration, lastTicks: ticks,
            counters: MarketCounters(
                orderID: saved.nextOrderID, tradeID: saved.nextTradeID, preventedMatchID: saved.nextPreventedMatchID,
                updateID: saved.updateID))
        markets[index].phase = phase
    }

    private mutating func adopt(_ saved: SavedAccount) throws(EngineSetupError) {
        let index = try addAccount(saved.id, fees: saved.fees)
        accounts[index].usesFeeDiscount = saved.usesFeeDiscount
        accounts[index].updatedAt = EngineTime.clamped(saved.updatedAt)
        var locked = accounts[index].locked
        for balance in saved.balances {
            let (asset, free, held) = try amounts(balance)
            accounts[index].free[asset] = free
            locked[asset] = held
        }
        for order in saved.orders { try adopt(order, of: index) }
        for fill in saved.fills { try adopt(fill, of: index) }
        for match in saved.preventedMatches {
            accounts[index].desks[try restoredMarket(match.symbol)].file(match)
        }
        guard accounts[index].locked == locked else {
            throw .invalidState("\(saved.id): locked funds are not what the open orders hold")
        }
    }

    private mutating func adopt(_ saved: SavedOrder, of account: Int) throws(EngineSetupError) {
        let market = try restoredMarket(saved.symbol)
        let record = try SavedOrderReader(saved, units: markets[market].units).record(account, accounts[account].id)
        let ids = accounts[account].desks[market].orders.last?.record.id ?? 0
        guard record.id > ids, record.id < markets[market].nextOrderID else {
            throw .invalidState("\(saved.symbol) order \(saved.id): id out of order")
        }
        accounts[account].locked[lockedAsset(record, market)] += record.locked
        if let id = record.clientOrderID {
            accounts[account].clientIDs[clientKey(id, market)] = OrderPlace(market: market, id: record.id)
        }
        store(record, market)
        if record.status == .armed, let ticks = record.triggerTicks {
            markets[market].armed.insert(
                ArmedOrder(ticks: ticks, orderID: record.id, account: account),
                isRising: Self.isRising(record.kind, record.side))
        }
    }

    private mutating func adopt(_ saved: SavedFill, of account: Int) throws(EngineSetupError) {
        let market = try restoredMarket(saved.symbol)
        let fill = try SavedFillReader(saved, units: markets[market].units).record()
        guard fill.tradeID < markets[market].history.nextTradeID else {
            throw .invalidState("\(saved.symbol) trade \(saved.tradeID): id beyond the counter")
        }
        accounts[account].desks[market].file(fill, limit: configuration.limits.fills)
    }

    func restoredMarket(_ symbol: String) throws(EngineSetupError) -> Int {
        guard let index = marketIndexes[symbol] else { throw .invalidState("unknown market \(symbol)") }
        return index
    }

    private func amounts(
        _ saved: SavedBalance, least: Int128 = 0
    ) throws(EngineSetupError) -> (Int, Int128, Int128) {
        guard let asset = assetTable.index(of: saved.asset) else { throw .unknownAsset(saved.asset) }
        guard case .exact(let free) = IntegerScale.integer(saved.free, scale: assetTable.scales[asset]),
            case .exact(let locked) = IntegerScale.integer(saved.locked, scale: assetTable.scales[asset]),
            (least...Limits.holding).contains(free), (0...Limits.holding).contains(locked)
        else { throw .invalidState("\(saved.asset): balance") }
        return (asset, free, locked)
    }
}

/// Runs a conversion and says where it failed.
func valid<Value>(
    _ place: String, _ convert: () throws(EngineRejection) -> Value
) throws(EngineSetupError) -> Value {
    do {
        return try convert()
    } catch {
        throw .invalidState("\(place): \(error)")
    }
}
