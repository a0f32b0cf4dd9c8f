import AdapterProtocol
import VenueSimulator

// POST hf/orders, its sync form, its test form and batches (kucoin.md E.2, E.3).
extension KuCoinFace {
    mutating func place(_ call: KuCoin.Call, isSync: Bool) throws(KuCoin.Refusal) -> FaceJSON {
        let order = try enter(KuCoin.OrderForm(call.fields, now: now), call.switches)
        return isSync ? syncAnswer(order, call.switches) : Self.acknowledgement(order)
    }

    /// `orderId`, and `clientOid` for an order that has one.
    static func acknowledgement(_ order: EngineOrder) -> FaceJSON {
        FaceJSON.members([.init("orderId", .text(KuCoin.OrderID.text(order)))])
            .with("clientOid", order.clientOrderID.map(FaceJSON.text))
    }

    private func syncAnswer(_ order: EngineOrder, _ switches: KuCoin.Switches) -> FaceJSON {
        let report = KuCoin.OrderReport(order)
        func time(_ milliseconds: Int64) -> FaceJSON {
            switches.has(.syncTimes, "text") ? .text(String(milliseconds)) : .integer(milliseconds)
        }
        guard case .members(let members) = Self.acknowledgement(order) else { return .null }
        return .members(
            members + [
                .init("orderTime", time(order.createdAt)), .init("originSize", .amount(report.size)),
                .init("dealSize", .amount(order.executedQuantity)), .init("remainSize", .amount(report.remainSize)),
                .init("canceledSize", .amount(report.cancelledSize)),
                .init("status", order.status.isOpen ? "open" : "done"), .init("matchTime", time(order.updatedAt)),
            ])
    }

    /// Checks everything but the book; makes no order. The id cannot be queried.
    mutating func testOrder(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let form = try KuCoin.OrderForm(call.fields, now: now)
        let market = try admit(form, call.switches)
        if call.switches.has(.testChecksBalance, "yes") { try checkFunds(form, market, call.switches) }
        state.serial += 1
        return FaceJSON.members([.init("orderId", .text(KuCoin.OrderID.foreign(state.serial, at: now)))])
            .with("clientOid", form.clientID.map(FaceJSON.text))
    }

    /// Up to five limit orders of one pair; each item succeeds or fails for itself (E.2).
    mutating func batch(_ call: KuCoin.Call, isSync: Bool) throws(KuCoin.Refusal) -> FaceJSON {
        guard let items = call.fields.list("orderList"), (1...5).contains(items.count) else {
            throw call.fields.invalid("orderList")
        }
        let symbols = Set(items.map { $0["symbol"]?.string })
        guard symbols.count == 1 else { throw call.fields.invalid("symbol") }
        guard items.allSatisfy({ $0["type"]?.string == "limit" }) else { throw call.fields.invalid("type") }
        var answers: [FaceJSON] = []
        for item in items {
            do {
                let fields = KuCoin.Fields(item, status: call.switches.parameterStatus)
                let order = try enter(KuCoin.OrderForm(fields, now: now), call.switches)
                let answer = isSync ? syncAnswer(order, call.switches) : Self.acknowledgement(order)
                answers.append(answer.with("success", true))
            } catch {
                answers.append(["success": false, "failMsg": .text(error.message)])
            }
        }
        return .list(answers)
    }

    /// What is checked before the matching engine sees an order (L.8, L.9).
    func admit(_ form: KuCoin.OrderForm, _ switches: KuCoin.Switches) throws(KuCoin.Refusal) -> KuCoin.Market {
        let market = try tradedMarket(form.symbol, switches)
        let last = exchange.lastPrice(market.symbol) ?? market.openingPrice
        let rules = KuCoin.OrderRules(market: market, lastPrice: last, switches: switches)
        try rules.check(form)
        if let refusal = rules.protection(form.side, form.price), switches.has(.priceProtection, "refuse") {
            throw refusal
        }
        try rules.checkOpen(now: now)
        return market
    }

    /// The pair of an order or a query.
    func tradedMarket(_ symbol: String, _ switches: KuCoin.Switches) throws(KuCoin.Refusal) -> KuCoin.Market {
        if let market = KuCoin.Markets.bySymbol[symbol] { return market }
        throw switches.has(.unknownSymbolOnPlace, "400100") ? .unsupportedPair : .symbolNotExists
    }

    /// Checks an order in full and hands it to the matching engine.
    mutating func enter(
        _ form: KuCoin.OrderForm, _ switches: KuCoin.Switches, labels: [String: String] = [:]
    ) throws(KuCoin.Refusal) -> EngineOrder {
        let market = try admit(form, switches)
        try checkClientID(form, switches)
        try checkFunds(form, market, switches)
        try checkCount(market)
        if form.timeInForce == .fillOrKill, switches.has(.failedFillOrKill, "refused"), !canFill(form) {
            throw .fillOrKill
        }
        let before = exchange.account(KuCoin.Setup.account)
        let placement: EnginePlacement
        do {
            placement = try exchange.place(engineOrder(form, market, switches, labels), now: now)
        } catch {
            throw KuCoin.Refusal(error, switches)
        }
        absorb(placement.events)
        let order = placement.order
        if switches.placementLag > 0 {
            visibility.hide(order, before: nil, now: now, until: now + switches.placementLag)
        }
        if switches.visibilityLag > 0, let before {
            visibility.hide(before, until: now + switches.visibilityLag)
        }
        if order.status.isOpen, let seconds = form.cancelAfter {
            schedule(order, after: seconds * 1_000, lag: 0)
        }
        runStops(at: now)
        return order
    }

    /// Active orders only: a done order's id may be used again (E.3).
    private func checkClientID(_ form: KuCoin.OrderForm, _ switches: KuCoin.Switches) throws(KuCoin.Refusal) {
        guard let id = form.clientID else { return }
        let isWaiting = state.stops.contains { $0.clientID == id && $0.isWaiting }
        if isWaiting { throw .duplicate(code: switches.text(.duplicateCode)) }
    }

    /// At most 200 active orders of one pair (E.3); the engine counts the 2,000 of the account.
    private func checkCount(_ market: KuCoin.Market) throws(KuCoin.Refusal) {
        let open = exchange.openOrders(account: KuCoin.Setup.account, symbol: market.symbol)
        if open.count >= 200 { throw .tooManyOrders }
    }

    private func canFill(_ form: KuCoin.OrderForm) -> Bool {
        guard let book = exchange.book(form.symbol, depth: 10_000), let price = form.price, let size = form.size
        else { return false }
        let levels = form.side == .buy ? book.asks : book.bids
        let reached = levels.prefix { form.side == .buy ? $0.price <= price : $0.price >= price }
        return reached.reduce(.zero) { KuCoin.sum($0, $1.quantity) } >= size
    }
}
