import AdapterProtocol

extension SimulatedExchange {
    /// All that users own or did, ready to be encoded.
    public func userState() -> UserState {
        UserState(
            version: UserState.currentVersion, markets: markets.map(saved),
            accounts: accounts.indices.dropFirst(HouseAccount.count).map(saved),
            collectedFees: savedBalances(HouseAccount.fees.index))
    }

    private func saved(_ market: MarketState) -> SavedMarket {
        var queue: [Int64] = []
        for side in [Side.buy, .sell] {
            market.book.walk(side) { node in
                if node.account >= HouseAccount.count { queue.append(node.orderID) }
                return true
            }
        }
        return SavedMarket(
            symbol: market.spec.symbol, nextOrderID: market.nextOrderID, nextTradeID: market.history.nextTradeID,
            nextPreventedMatchID: market.nextPreventedMatchID, updateID: market.book.updateID,
            lastPrice: market.units.price(market.lastTicks), queue: queue)
    }

    private func saved(_ index: Int) -> SavedAccount {
        let account = accounts[index]
        let desks = zip(account.desks, markets)
        return SavedAccount(
            id: account.id, fees: account.fees, usesFeeDiscount: account.usesFeeDiscount,
            updatedAt: account.updatedAt, balances: savedBalances(index),
            orders: desks.flatMap { desk, market in desk.orders.map { saved($0.record, market.units) } },
            fills: desks.flatMap { desk, market in desk.fills.map { saved(EngineFill($0, market.units)) } },
            preventedMatches: account.desks.flatMap(\.prevented))
    }

    private func savedBalances(_ account: Int) -> [SavedBalance] {
        assetTable.names.indices.compactMap { asset in
            guard accounts[account].free[asset] != 0 || accounts[account].locked[asset] != 0 else { return nil }
            let balance = balance(asset, of: account)
            return SavedBalance(asset: balance.asset, free: balance.free, locked: balance.locked)
        }
    }

    private func saved(_ record: OrderRecord, _ units: MarketUnits) -> SavedOrder {
        let order = EngineOrder(record, units)
        return SavedOrder(
            symbol: units.symbol, id: order.id, clientOrderID: order.clientOrderID, side: order.side,
            kind: order.kind, timeInForce: order.timeInForce, selfTradeMode: order.selfTradeMode,
            price: order.price, triggerPrice: order.triggerPrice, quantity: units.quantity(record.lots),
            quoteAmount: order.quoteAmount, status: order.status, expiryReason: order.expiryReason,
            executedQuantity: order.executedQuantity, executedQuote: order.executedQuote,
            preventedQuantity: order.preventedQuantity, preventedMatchID: order.preventedMatchID,
            amendCount: order.amendCount, createdAt: order.createdAt, updatedAt: order.updatedAt,
            workingSince: order.workingSince, locked: order.lockedAmount, labels: order.labels)
    }

    private func saved(_ fill: EngineFill) -> SavedFill {
        SavedFill(
            symbol: fill.symbol, tradeID: fill.tradeID, orderID: fill.orderID, side: fill.side,
            isMaker: fill.isMaker, price: fill.price, quantity: fill.quantity, fee: fill.fee,
            feeAsset: fill.feeAsset, time: fill.time)
    }
}
