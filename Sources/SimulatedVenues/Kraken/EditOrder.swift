import AdapterProtocol
import VenueSimulator

// EditOrder: cancels and places anew (kraken.md E.7, right column).
extension KrakenFace {
    mutating func editOrder(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let txid = call.parameters.text("txid") else { throw .argument("txid") }
        let market = try tradableMarket(call.parameters, call.switches)
        let found = ids.order(txid).flatMap { self.order($0) } ?? userrefOrder(txid)
        guard let old = found, old.status.isOpen, old.symbol == market.key else { throw .unknownOrder }
        let isTriggered = old.kind.isTriggered && old.isWorking
        if isTriggered || old.clientOrderID != nil || old.labels[Kraken.Label.closeType] != nil {
            throw .notEditable
        }
        let points = (1 + Kraken.AgePenalty.edit(age(of: old))) * Kraken.Limits.point
        let tier = call.switches.tier
        guard limits.allowsEngine(points, pair: market.key, tier: tier, now: now) else { throw .engineLimit }
        limits.chargeEngine(points, pair: market.key, tier: tier, now: now)
        let form = try readForm(merged(old, call.parameters, market), market, call.switches)
        if form.volume <= old.executedQuantity { throw .leaves }
        try checkTerms(form, call.switches)
        let oldID = ids.order(Kraken.Ref(old))
        if isValidation(call.parameters, call.switches) { return ["status": "ok", "descr": form.description] }
        _ = cancelForEdit(old, call.switches)
        let entered = try enter(form, call.switches)
        let answer: FaceJSON = [
            "status": "ok",
            "txid": .text(ids.order(Kraken.Ref(entered))),
            "originaltxid": .text(oldID),
            "volume": market.volume(form.volume),
        ]
        return answer.with("price", form.price.map { .text(market.price($0)) })
            .with("price2", form.secondPrice.map { .text(market.price($0)) })
            .with("orders_cancelled", 1)
            .with("descr", form.description)
    }

    private func userrefOrder(_ text: String) -> EngineOrder? {
        guard let userref = Int32(text) else { return nil }
        let orders = exchange.openOrders(account: Kraken.Setup.account)
            .filter { $0.labels[Kraken.Label.userref] == String(userref) }
        return orders.count == 1 ? orders.first : nil
    }

    private mutating func cancelForEdit(_ order: EngineOrder, _ switches: Kraken.Switches) -> Bool {
        let before = exchange.account(Kraken.Setup.account)
        books.edit(Kraken.Ref(order)) { $0.reason = "Order replaced" }
        guard let change = withdraw(Kraken.Ref(order), at: now) else { return false }
        hide(change.order, before: change.previous, account: before, switches)
        return true
    }

    /// What the new order asks for: the old one's terms under what was sent.
    private func merged(
        _ old: EngineOrder, _ sent: Kraken.Parameters, _ market: Kraken.Market
    ) -> Kraken.Parameters {
        var members: [FaceJSON.Member] = [
            .init("type", .text(old.side.rawValue)),
            .init("ordertype", .text(old.venueType.rawValue)),
            .init("volume", sent.value("volume") ?? market.volume(old.quantity)),
        ]
        func add(_ name: String, _ text: String?) {
            if let text = sent.text(name) ?? text { members.append(.init(name, .text(text))) }
        }
        add("price", old.firstPrice.map(market.price))
        add("price2", old.secondPrice.map(market.price))
        add("oflags", old.labels[Kraken.Label.flags])
        add("deadline", nil)
        add("userref", old.labels[Kraken.Label.userref])
        if old.venueType == .iceberg { add("displayvol", old.labels[Kraken.Label.display]) }
        let timeInForce = old.labels[Kraken.Label.timeInForce]
        members.append(.init("timeinforce", timeInForce.map { .text($0) } ?? .null))
        let expiry = old.labels[Kraken.Label.expiry].flatMap { Int64($0) }
        members.append(.init("expiretm", expiry.map { .text(String($0 / 1_000)) } ?? .null))
        return Kraken.Parameters(.members(members))
    }
}
