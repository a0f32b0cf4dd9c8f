import AdapterProtocol
import VenueSimulator

// CancelOrder, CancelOrderBatch, CancelAll, CancelAllOrdersAfter (kraken.md E.8, E.9).
extension KrakenFace {
    mutating func cancelOrder(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let orders: [EngineOrder]
        if let clientID = call.parameters.text("cl_ord_id") {
            if call.parameters.text("txid") != nil { throw .arguments }
            orders = openOrder(clientID: clientID).map { [$0] } ?? []
        } else if let name = call.parameters.text("txid") {
            orders = openOrders(named: name)
        } else {
            throw .arguments
        }
        guard let first = orders.first else { throw .unknownOrder }
        try checkNotMaintained(call.switches)
        if call.switches.has("cancelOverLimit", "refused") {
            let points = orders.reduce(0) { $0 + cancelPoints($1) }
            let tier = call.switches.tier
            guard limits.allowsEngine(points, pair: first.symbol, tier: tier, now: now) else { throw .engineLimit }
        }
        let count = cancel(orders, call.switches)
        let answer: FaceJSON = ["count": Self.count(count, call.switches)]
        return call.switches.has("cancelPending", "on") ? answer.with("pending", true) : answer
    }

    /// Missing ids are skipped silently.
    mutating func cancelBatch(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let names = call.parameters.texts("orders") ?? []
        let clientIDs = call.parameters.texts("cl_ord_ids") ?? []
        guard (1...50).contains(names.count + clientIDs.count) else { throw .argument("orders") }
        try checkNotMaintained(call.switches)
        var orders = names.flatMap { openOrders(named: $0) }
        orders += clientIDs.compactMap { openOrder(clientID: $0) }
        return ["count": Self.count(cancel(orders, call.switches), call.switches)]
    }

    /// Every pair of the account, whoever placed the orders.
    mutating func cancelEverything(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        try checkNotMaintained(call.switches)
        let orders = exchange.openOrders(account: Kraken.Setup.account)
        return ["count": Self.count(cancel(orders, call.switches, isCharged: false), call.switches)]
    }

    /// Arms, re-arms or disarms the account's one timer (E.9).
    mutating func cancelAllAfter(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let timeout = try call.parameters.integer("timeout", in: 0...86_400) else { throw .argument("timeout") }
        let moment = now + timeout * 1_000
        books.cancelAllAt = timeout == 0 ? nil : moment
        return [
            "currentTime": .text(Kraken.Times.rfc3339(now)),
            // The sheet does not show a disarmed answer; clients on record read "0".
            "triggerTime": .text(timeout == 0 ? "0" : Kraken.Times.rfc3339(moment)),
        ]
    }

    /// The open orders of a txid or of a userref, which any number may share.
    private func openOrders(named name: String) -> [EngineOrder] {
        if let ref = ids.order(name) { return order(ref).flatMap { $0.status.isOpen ? [$0] : [] } ?? [] }
        guard let userref = Int32(name), userref != 0 else { return [] }
        let text = String(userref)
        return exchange.openOrders(account: Kraken.Setup.account)
            .filter { $0.labels[Kraken.Label.userref] == text }
    }

    private func checkNotMaintained(_ switches: Kraken.Switches) throws(Kraken.Refusal) {
        if switches.has("systemStatus", "maintenance") { throw .unavailable }
    }

    /// What a cancel costs on the pair's counter (H.2).
    private func cancelPoints(_ order: EngineOrder) -> Int64 {
        Kraken.AgePenalty.cancel(age(of: order)) * Kraken.Limits.point
    }

    /// How long the order has rested since it was placed or last amended.
    func age(of order: EngineOrder) -> Int64 {
        now - (books.note(Kraken.Ref(order))?.amendments.last?.time ?? order.createdAt)
    }

    mutating func cancel(
        _ orders: [EngineOrder], _ switches: Kraken.Switches, isCharged: Bool = true
    ) -> Int {
        let before = exchange.account(Kraken.Setup.account)
        var count = 0
        for order in orders {
            let points = cancelPoints(order)
            guard let change = withdraw(Kraken.Ref(order), at: now) else { continue }
            if isCharged { limits.chargeEngine(points, pair: order.symbol, tier: switches.tier, now: now) }
            hide(change.order, before: change.previous, account: before, switches)
            count += 1
        }
        return count
    }

    private static func count(_ count: Int, _ switches: Kraken.Switches) -> FaceJSON {
        switches.has("countForm", "text") ? .text(String(count)) : .integer(count)
    }

    /// An order of any state.
    func order(_ ref: Kraken.Ref) -> EngineOrder? {
        // reason: not found is an ordinary answer here.
        try? exchange.order(.id(ref.id), symbol: ref.symbol, account: Kraken.Setup.account)
    }
}
