import AdapterProtocol
import VenueSimulator

// The user's own changes (luno.md J.1).
extension LunoFace {
    /// Tells what the engine did to an order of the user's; notes on it are up to date.
    ///
    /// - Parameter fresh: An order that has come and of which it is not told yet whether it works.
    mutating func tellUser(_ event: EngineEvent, fresh: inout EngineOrder?, at time: Int64) {
        guard streams.hearsUser else { return }
        if let order = fresh {
            fresh = nil
            // A post-only order that would have crossed never works.
            if case .orderExpired(let ended) = event, ended.id == order.id, ended.executedQuantity.isZero {
            } else {
                tellStatus(order, "PENDING", at: time)
            }
        }
        switch event {
        case .orderAccepted(let order) where order.account == Luno.account:
            tellStatus(order, "AWAITING", at: time)
            if order.status != .armed { fresh = order }
        case .orderTriggered(let order) where order.account == Luno.account:
            tellStatus(order, "PENDING", at: time)
        case .orderTraded(let order, let fill) where order.account == Luno.account:
            let isLast = !order.status.isOpen
            if isLast, switches.completesBeforeFill { tellStatus(order, "COMPLETE", at: time) }
            tellFill(order, fill, at: time)
            if isLast, !switches.completesBeforeFill { tellStatus(order, "COMPLETE", at: time) }
        case .orderCanceled(let order) where order.account == Luno.account,
            .orderExpired(let order) where order.account == Luno.account:
            tellStatus(order, "COMPLETE", at: time)
        default: break
        }
    }

    /// The last event of a command was the order's coming.
    mutating func settle(_ fresh: EngineOrder?, at time: Int64) {
        if let fresh { tellStatus(fresh, "PENDING", at: time) }
    }

    /// A new row of an account's ledger. It names no currency.
    mutating func tellBalance(_ row: Luno.Row, of asset: String) {
        guard streams.hearsUser else { return }
        func amount(_ value: ExactDecimal) -> FaceJSON { Luno.money(value, minimumScale: 8) }
        let update: FaceJSON = [
            "account_id": .integer(Luno.Accounts.id(asset)), "row_index": .integer(row.index),
            "balance": amount(row.balance), "balance_delta": amount(row.balanceDelta),
            "available": amount(row.available), "available_delta": amount(row.availableDelta),
        ]
        tellUser("balance_update", balance: update, "stream.balance", at: row.time)
    }

    private mutating func tellStatus(_ order: EngineOrder, _ status: String, at time: Int64) {
        let update = head(order).with("status", .text(status))
        tellUser("order_status", order: update, "stream.order", at: time)
    }

    private mutating func tellFill(_ order: EngineOrder, _ fill: EngineFill, at time: Int64) {
        let note = notes.note(Luno.Ref(order))
        let isBase = Luno.Markets.market(order.symbol)?.base == fill.feeAsset
        func amount(_ value: ExactDecimal, _ scale: Int) -> FaceJSON {
            value.isZero ? "0" : Luno.money(value, minimumScale: scale)
        }
        let update = head(order)
            .with("base_fill", amount(order.executedQuantity, 8))
            .with("counter_fill", amount(order.executedQuote, 16))
            .with("base_delta", amount(fill.quantity, 8))
            .with("counter_delta", amount(fill.quoteAmount, 16))
            .with("base_fee", amount(note?.feeBase ?? .zero, 8))
            .with("counter_fee", amount(note?.feeCounter ?? .zero, 8))
            .with("base_fee_delta", amount(isBase ? fill.fee : .zero, 8))
            .with("counter_fee_delta", amount(isBase ? .zero : fill.fee, 8))
        tellUser("order_fill", fill: update, "stream.fill", at: time)
    }

    private func head(_ order: EngineOrder) -> FaceJSON {
        let id = Luno.Markets.market(order.symbol).map { Luno.OrderID.text(market: $0, id: order.id) } ?? ""
        return [
            "order_id": .text(id), "client_order_id": .text(order.clientOrderID ?? ""),
            "market_id": .text(order.symbol),
        ]
    }

    private mutating func tellUser(
        _ type: String, order: FaceJSON = .null, fill: FaceJSON = .null, balance: FaceJSON = .null,
        _ operation: String, at time: Int64
    ) {
        let frame: FaceJSON = [
            "type": .text(type), "timestamp": .integer(switches.tellsUserSeconds ? time / 1000 : time),
            "order_status_update": order, "order_fill_update": fill, "balance_update": balance,
        ]
        streams.tellUser(frame.bytes, operation, at: now)
    }
}
