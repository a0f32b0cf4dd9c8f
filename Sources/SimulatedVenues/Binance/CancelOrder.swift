import VenueSimulator

// DELETE order, DELETE openOrders (binance.md E.4).
extension BinanceFace {
    mutating func cancel(
        _ call: Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let key = try parameters.orderKey("orderId", "origClientOrderId")
        let cancelID = try parameters.clientID("newClientOrderId")
        let restriction: Binance.Restriction? = try parameters.choice("cancelRestrictions")
        try parameters.finish()
        return try withdraw(key, market, restriction, cancelID: cancelID, call)
    }

    mutating func cancelAll(
        _ call: Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        try parameters.finish()
        let before = exchange.account(Binance.Setup.account)
        let changes: [EngineChange]
        do {
            changes = try exchange.cancelAll(symbol: market.symbol, account: Binance.Setup.account, now: now)
        } catch {
            throw Binance.Refusal(error)
        }
        // Nothing open is an error here, not an empty list.
        if changes.isEmpty { throw .unknownOrder }
        let cancelID = ledger.makeClientID()
        return .list(changes.map { finish($0, cancelID: cancelID, before: before, call) })
    }

    /// Takes one order off the book; exact and synchronous, never subject to read lag (binance.md E.8 rule 1).
    mutating func withdraw(
        _ key: OrderKey,
        _ market: Binance.Market,
        _ restriction: Binance.Restriction?,
        cancelID: String?,
        _ call: Binance.Call
    ) throws(Binance.Refusal) -> Binance.JSON {
        let before = exchange.account(Binance.Setup.account)
        let change: EngineChange
        do {
            change = try exchange.cancel(
                key,
                symbol: market.symbol,
                account: Binance.Setup.account,
                restriction: restriction?.engine,
                now: now
            )
        } catch {
            throw Binance.Refusal(error)
        }
        return finish(change, cancelID: cancelID ?? ledger.makeClientID(), before: before, call)
    }

    private mutating func finish(
        _ change: EngineChange,
        cancelID: String,
        before: EngineAccount?,
        _ call: Binance.Call
    ) -> Binance.JSON {
        absorb(change.events, cancelID: cancelID)
        if !call.switches.findsCancelledByClientID { ledger.rename(EngineOrderRef(change.order), to: cancelID) }
        hide(change.order, before: change.previous, account: before, call)
        let report = Binance.OrderReport(order: change.order, clientID: change.order.clientOrderID ?? "")
        return report.cancellation(cancelID: cancelID, at: now)
    }
}

extension Binance {
    /// In which state an order must be to be cancelled.
    enum Restriction: String, Sendable {
        case onlyNew = "ONLY_NEW"
        case onlyPartiallyFilled = "ONLY_PARTIALLY_FILLED"

        var engine: CancelRestriction { self == .onlyNew ? .onlyNew : .onlyPartiallyFilled }
    }
}

extension Binance.Parameters {
    /// One or both of an order's ids; neither is -1102.
    mutating func orderKey(_ idName: String, _ clientIDName: String) throws(Binance.Refusal) -> OrderKey {
        let orderID = try id(idName)
        let clientID = try text(clientIDName)
        switch (orderID, clientID) {
        case (let id?, let clientID?): return .both(id: id, clientOrderID: clientID)
        case (let id?, nil): return .id(id)
        case (nil, let clientID?): return .clientOrderID(clientID)
        case (nil, nil): throw .missing(clientIDName, or: idName)
        }
    }
}
