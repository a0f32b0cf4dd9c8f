import VenueSimulator

// Placing and cancelling (API.md, Orders). Writes see the truth; reads may trail them by `lag` milliseconds.
extension AcornFace {
    mutating func place(_ fields: Acorn.Fields, lag: Int64) throws(Acorn.Refusal) -> FaceJSON {
        let form = try Acorn.OrderForm(fields)
        let before = exchange.account(Acorn.account)
        let placement: EnginePlacement
        do {
            placement = try exchange.place(form.order, now: now)
        } catch {
            throw Acorn.Refusal(error)
        }
        hide(placement.order, before: nil, account: before, lag)
        return Acorn.row(placement.order)
    }

    mutating func cancel(_ fields: Acorn.Fields, lag: Int64) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        let order = try find(fields, market)
        guard order.status.isOpen else { throw .orderNotOpen }
        let before = exchange.account(Acorn.account)
        let change: EngineChange
        do {
            change = try exchange.cancel(.id(order.id), symbol: market.name, account: Acorn.account, now: now)
        } catch {
            throw Acorn.Refusal(error)
        }
        hide(change.order, before: change.previous, account: before, lag)
        return Acorn.row(change.order)
    }

    mutating func cancelAll(_ fields: Acorn.Fields, lag: Int64) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        let before = exchange.account(Acorn.account)
        let changes: [EngineChange]
        do {
            changes = try exchange.cancelAll(symbol: market.name, account: Acorn.account, now: now)
        } catch {
            throw Acorn.Refusal(error)
        }
        for change in changes { hide(change.order, before: change.previous, account: before, lag) }
        return .list(changes.map { Acorn.row($0.order) })
    }

    /// The order that `id` or `clientId` names, in any state, as it is.
    func find(_ fields: Acorn.Fields, _ market: Acorn.Market) throws(Acorn.Refusal) -> EngineOrder {
        let key: OrderKey
        switch (try fields.text("id"), try fields.text("clientId")) {
        case (let id?, nil):
            guard let number = Acorn.OrderID.read(id, of: market) else { throw .orderNotFound }
            key = .id(number)
        case (nil, let clientID?): key = .clientOrderID(clientID)
        default: throw .invalid("one of id and clientId")
        }
        do {
            return try exchange.order(key, symbol: market.name, account: Acorn.account)
        } catch {
            throw .orderNotFound
        }
    }

    private mutating func hide(
        _ order: EngineOrder, before past: EngineOrder?, account: EngineAccount?, _ lag: Int64
    ) {
        guard lag > 0 else { return }
        visibility.hide(order, before: past, now: now, until: now + lag)
        if let account { visibility.hide(account, until: now + lag) }
    }
}
