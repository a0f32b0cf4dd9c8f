import AdapterProtocol
import VenueSimulator

// AmendOrder and OrderAmends (kraken.md E.7).
extension KrakenFace {
    mutating func amendOrder(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let previous = try namedOpenOrder(call.parameters)
        guard let market = Kraken.Markets.of(previous.symbol) else { throw .unknownOrder }
        let system = call.switches.text("systemStatus")
        if system == "cancel_only" { throw .market(system) }
        let points = (1 + Kraken.AgePenalty.amend(age(of: previous))) * Kraken.Limits.point
        let tier = call.switches.tier
        guard limits.allowsEngine(points, pair: market.key, tier: tier, now: now) else { throw .engineLimit }
        limits.chargeEngine(points, pair: market.key, tier: tier, now: now)
        let revision = try readRevision(call.parameters, previous, market)
        if let text = call.parameters.text("deadline") {
            guard let deadline = Kraken.Times.parse(text) else { throw .argument("deadline") }
            guard (now + 2_000...now + 60_000).contains(deadline) else { throw .deadline }
        }
        let before = exchange.account(Kraken.Setup.account)
        let order = try revise(previous, revision, call.switches)
        let number = books.takeAmendmentID()
        noteAmendment(number, of: order, before: previous, isPostOnly: revision.mustNotTake)
        hide(order, before: previous, account: before, call.switches)
        return ["amend_id": .text(ids.amend(number))]
    }

    private func namedOpenOrder(_ parameters: Kraken.Parameters) throws(Kraken.Refusal) -> EngineOrder {
        let found: EngineOrder?
        switch (parameters.text("txid"), parameters.text("cl_ord_id")) {
        case (let txid?, nil): found = ids.order(txid).flatMap { order($0) }
        case (nil, let clientID?): found = openOrder(clientID: clientID)
        default: throw .arguments
        }
        guard let found, found.status.isOpen else { throw .unknownOrder }
        return found
    }

    private func readRevision(
        _ parameters: Kraken.Parameters, _ order: EngineOrder, _ market: Kraken.Market
    ) throws(Kraken.Refusal) -> OrderRevision {
        var revision = OrderRevision(mustNotTake: parameters.flag("post_only"))
        if let text = parameters.text("order_qty") {
            guard let quantity = Kraken.PriceText.decimal(text), quantity.isPositive,
                quantity.isMultiple(of: market.lot)
            else { throw .argument("order_qty") }
            if quantity < market.orderMinimum { throw .minimum }
            revision.quantity = quantity
        }
        revision.price = try readPrice("limit_price", parameters, order, market, rises: order.side == .sell)
        if revision.price != nil, order.price == nil { throw .notEditable }
        let isRising = order.venueType.isStop == (order.side == .buy)
        revision.triggerPrice = try readPrice("trigger_price", parameters, order, market, rises: isRising)
        if revision.triggerPrice != nil, order.status != .armed { throw .notEditable }
        if parameters.isSent("display_qty"), order.venueType != .iceberg { throw .argument("display_qty") }
        let cost = try? (revision.price ?? order.price ?? .one) * (revision.quantity ?? order.quantity)
        if order.price != nil, let cost, cost < market.costMinimum { throw .costMinimum }
        return revision
    }

    private func readPrice(
        _ name: String, _ parameters: Kraken.Parameters, _ order: EngineOrder, _ market: Kraken.Market, rises: Bool
    ) throws(Kraken.Refusal) -> ExactDecimal? {
        guard let text = parameters.text(name) else { return nil }
        let last = exchange.lastPrice(market.key) ?? market.openingPrice
        guard let price = Kraken.PriceText.price(text, last: last, hashRises: rises, tick: market.tick) else {
            throw .argument(name)
        }
        guard price.isPositive else { throw .price }
        guard price.isMultiple(of: market.tick) else { throw .tick }
        return price
    }

    private mutating func revise(
        _ previous: EngineOrder, _ revision: OrderRevision, _ switches: Kraken.Switches
    ) throws(Kraken.Refusal) -> EngineOrder {
        do {
            if let quantity = revision.quantity, quantity <= previous.executedQuantity {
                if switches.has("amendBelowExecuted", "refused") { throw Kraken.Refusal.leaves }
                let change = try exchange.amend(
                    .id(previous.id), symbol: previous.symbol, account: Kraken.Setup.account, quantity: quantity,
                    clientOrderID: nil, now: now)
                absorb(change.events)
                return change.order
            }
            let placement = try exchange.revise(
                .id(previous.id), symbol: previous.symbol, account: Kraken.Setup.account, to: revision, now: now)
            absorb(placement.events)
            return placement.order
        } catch let rejection as EngineRejection {
            throw Kraken.Refusal(rejection)
        } catch let refusal as Kraken.Refusal {
            throw refusal
        } catch {
            throw .internalError
        }
    }

    private mutating func noteAmendment(
        _ number: Int64, of order: EngineOrder, before previous: EngineOrder, isPostOnly: Bool
    ) {
        let original = Kraken.Amendment(previous, id: 0, type: "original", isPostOnly: false, time: previous.createdAt)
        let entry = Kraken.Amendment(order, id: number, type: "user", isPostOnly: isPostOnly, time: now)
        let originalID = books.note(Kraken.Ref(order)) == nil ? books.takeAmendmentID() : 0
        books.edit(Kraken.Ref(order)) { note in
            if note.amendments.isEmpty { note.amendments.append(original.with(id: originalID)) }
            note.amendments.append(entry)
        }
    }

    func orderAmends(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let ref = call.parameters.text("order_id").flatMap({ ids.order($0) }), let order = order(ref) else {
            throw .unknownOrder
        }
        let market = Kraken.Markets.of(order.symbol)
        let entries = books.note(ref)?.amendments ?? []
        let rows = entries.compactMap { entry in market.map { entry.json($0, id: ids.amend(entry.id)) } }
        return ["count": .integer(rows.count), "amends": .list(rows)]
    }
}

extension Kraken.Amendment {
    fileprivate init(_ order: EngineOrder, id: Int64, type: String, isPostOnly: Bool, time: Int64) {
        self.init(
            id: id, type: type, quantity: order.quantity, remaining: order.remainingQuantity, limitPrice: order.price,
            triggerPrice: order.triggerPrice, isPostOnly: isPostOnly, time: time)
    }

    fileprivate func with(id: Int64) -> Kraken.Amendment {
        Kraken.Amendment(
            id: id, type: type, quantity: quantity, remaining: remaining, limitPrice: limitPrice,
            triggerPrice: triggerPrice, isPostOnly: isPostOnly, time: time)
    }

    fileprivate func json(_ market: Kraken.Market, id: String) -> FaceJSON {
        let row: FaceJSON = [
            "amend_id": .text(id),
            "amend_type": .text(type),
            "order_qty": market.volume(quantity),
            "remaining_qty": market.volume(remaining),
        ]
        return row.with("limit_price", limitPrice.map { .text(market.price($0)) })
            .with("trigger_price", triggerPrice.map { .text(market.price($0)) })
            .with("post_only", .flag(isPostOnly))
            .with("reason", type == "user" ? "User requested" : nil)
            .with("timestamp", .integer(time * 1_000_000))
    }
}
