import AdapterProtocol
import VenueSimulator

// Cancels (valr.md E.7).
extension VALRFace {
    /// v2: cancelled when answered. The answer echoes the name that was used.
    mutating func cancelNow(
        _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        let (order, name) = try named(json, caller, switches)
        if let order, order.isOpen {
            try cancel(order.number, at: now, switches)
        } else if order?.status == nil || switches.closedCancel != "200" {
            throw .invalidOrder(status: switches.closedCancel == "404" ? 404 : 400)
        }
        return Self.ok((["id": .text(name)] as FaceJSON).bytes)
    }

    /// v1: taken, with an empty body, whatever becomes of it.
    mutating func cancelLater(
        _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        if let order = try named(json, caller, switches).order {
            tasks.add(.cancel(order.number), due: now + switches.v1Delay)
        }
        return FaceReply(status: 202)
    }

    /// All of the account, or of one pair, at once: open orders and armed stops.
    mutating func cancelAll(
        _ pair: String?, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        if switches.orderWriteFault == "lost" { throw .badGateway }
        if let pair { _ = try market(pair) }
        var rows: [FaceJSON] = []
        for order in register.openNow(caller.account) where pair == nil || order.symbol == pair {
            try cancel(order.number, at: now, switches)
            rows.append(["orderId": .text(orderID(order))])
        }
        return Self.ok(FaceJSON.list(rows).bytes)
    }

    /// The order that a body names by exactly one of its two ids, and that name.
    private func named(
        _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> (order: VALR.Tracked?, name: String) {
        var reader = VALR.FieldReader(json, switches)
        let pair = reader.required("pair")
        let id = reader.text("orderId")
        let clientID = reader.text("customerOrderId")
        if (id == nil) == (clientID == nil) {
            reader.fail("orderId", "exactly one of orderId and customerOrderId must be given")
        }
        try reader.check()
        guard let pair else { throw .validation([]) }
        _ = try market(pair)
        let order =
            id.flatMap { self.order(id: $0, caller) }
            ?? clientID.flatMap { register.order(customer: $0, account: caller.account, first: false) }
        return (order.flatMap { $0.symbol == pair ? $0 : nil }, id ?? clientID ?? "")
    }

    /// An order of the caller by the venue's id.
    func order(id: String, _ caller: VALR.Caller) -> VALR.Tracked? {
        guard let parts = ids.parts(id), parts.kind == .order, let order = register.order(parts.number),
            order.account == caller.account, order.createdAt == parts.time
        else { return nil }
        return order
    }

    mutating func cancel(_ number: Int64, at time: Int64, _ switches: VALR.Switches) throws(VALR.Refusal) {
        guard let order = register.order(number), let engineID = order.engineID else { throw .invalidOrder() }
        let past = exchange.account(order.account)
        let change: EngineChange
        do {
            change = try exchange.cancel(.id(engineID), symbol: order.symbol, account: order.account, now: time)
        } catch {
            throw Self.refusal(error, switches)
        }
        absorb(change.events, switches)
        hide(past, order.account, at: time, switches)
    }
}
