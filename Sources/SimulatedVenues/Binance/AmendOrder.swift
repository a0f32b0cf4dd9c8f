import AdapterProtocol
import VenueSimulator

// PUT order/amend/keepPriority and GET order/amendments (binance.md E.6).
extension BinanceFace {
    mutating func amend(
        _ call: Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let key = try parameters.orderKey("orderId", "origClientOrderId")
        let quantity = try parameters.requiredDecimal("newQty", precision: market.precision)
        let clientID = try parameters.clientID("newClientOrderId")
        try parameters.finish()
        guard market.lot.allows(quantity) else { throw .amend("Filter failure: LOT_SIZE") }
        let ref = try amendable(key, market)
        let before = exchange.account(Binance.Setup.account)
        let change: EngineChange
        do {
            change = try exchange.amend(
                key,
                symbol: market.symbol,
                account: Binance.Setup.account,
                quantity: quantity,
                clientOrderID: clientID ?? ledger.makeClientID(),
                now: now
            )
        } catch {
            throw Self.amendRefusal(error)
        }
        absorb(change.events)
        hide(change.order, before: change.previous, account: before, call)
        // An amendment that ends the order weighs nothing (binance.md H).
        if !change.order.status.isOpen { weights.add(-call.route.weight, from: call.request.peerAddress, now: now) }
        return record(change, ref)
    }

    /// The open order behind `key`, if it has an amendment left.
    private func amendable(_ key: OrderKey, _ market: Binance.Market) throws(Binance.Refusal) -> EngineOrderRef {
        let order: EngineOrder
        do {
            order = try exchange.order(key, symbol: market.symbol, account: Binance.Setup.account)
        } catch {
            throw Self.amendRefusal(error)
        }
        if order.amendCount >= market.maximumAmendments { throw .amend("Filter failure: MAX_NUM_ORDER_AMENDS") }
        return EngineOrderRef(order)
    }

    private mutating func record(_ change: EngineChange, _ ref: EngineOrderRef) -> Binance.JSON {
        let executionID = ledger.nextExecutionID()
        let amendment = Binance.Amendment(
            executionID: executionID,
            previousClientID: change.previous.clientOrderID ?? "",
            clientID: change.order.clientOrderID ?? "",
            previousQuantity: Binance.fixed(change.previous.quantity, places: 8),
            quantity: Binance.fixed(change.order.quantity, places: 8),
            time: now
        )
        ledger.addAmendment(amendment, of: ref)
        let report = Binance.OrderReport(order: change.order, clientID: amendment.clientID)
        return [
            "transactTime": .time(now),
            "executionId": .id(executionID),
            "amendedOrder": report.amended(previousClientID: amendment.previousClientID),
        ]
    }

    private static func amendRefusal(_ rejection: EngineRejection) -> Binance.Refusal {
        switch rejection {
        case .unknownOrder: .noSuchOrder
        case .clientOrderIDMismatch: .idsDisagree
        default: Binance.Refusal(rejection)
        }
    }

    func amendments(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        guard parameters.isSent("orderId"), let orderID = try parameters.id("orderId") else {
            throw .missing("orderId")
        }
        let from = try parameters.id("fromExecutionId")
        let limit = try parameters.limit(default: 500, maximum: 1_000)
        try parameters.finish()
        let order: EngineOrder
        do {
            order = try exchange.order(.id(orderID), symbol: market.symbol, account: Binance.Setup.account)
        } catch {
            return []
        }
        let rows = ledger.amendments(of: EngineOrderRef(order)).filter { $0.executionID >= (from ?? 0) }
        return .list(
            rows.prefix(limit).map { row in
                [
                    "symbol": .text(market.symbol),
                    "orderId": .id(orderID),
                    "executionId": .id(row.executionID),
                    "origClientOrderId": .text(row.previousClientID),
                    "newClientOrderId": .text(row.clientID),
                    "origQty": .text(row.previousQuantity),
                    "newQty": .text(row.quantity),
                    "time": .time(row.time),
                ]
            }
        )
    }
}
