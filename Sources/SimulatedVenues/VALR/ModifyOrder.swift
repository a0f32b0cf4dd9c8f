import AdapterProtocol
import VenueSimulator

extension VALR {
    /// A change of an open order as it was asked for (valr.md E.6).
    struct Modification: Sendable, Codable {
        enum Strategy: String, Sendable, Codable {
            case retain = "RETAIN_ORIGINAL"
            case cancel = "CANCEL_ORIGINAL"
            case reprice = "REPRICE"
        }

        let id: String
        let orderID: String
        let account: String
        let pair: String
        let strategy: Strategy
        var price: ExactDecimal?
        var remaining: ExactDecimal?
        var total: ExactDecimal?
    }
}

// Modifying in place (valr.md E.6, L.15).
extension VALRFace {
    /// v2: changed when answered.
    mutating func modifyNow(
        _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        let modification = try modification(json, caller, switches)
        try modifyAndTell(modification, at: now, switches)
        return Self.ok((["id": .text(modification.id)] as FaceJSON).bytes, status: 201)
    }

    /// v1: taken.
    mutating func modifyLater(
        _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        let modification = try modification(json, caller, switches)
        tasks.add(.modify(modification), due: now + switches.v1Delay)
        return Self.ok((["id": .text(modification.id)] as FaceJSON).bytes, status: 202)
    }

    mutating func modification(
        _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> VALR.Modification {
        var reader = VALR.FieldReader(json, switches)
        let orderID = reader.required("orderId")
        let pair = reader.required("pair")
        let strategy = reader.word(
            "modifyMatchStrategy",
            ["RETAIN_ORIGINAL": VALR.Modification.Strategy.retain, "CANCEL_ORIGINAL": .cancel, "REPRICE": .reprice])
        let price = reader.amount("newPrice", isRequired: false)
        let remaining = reader.amount("newRemainingQuantity", isRequired: false)
        let total = reader.amount("newTotalQuantity", isRequired: false)
        if reader.has("newRemainingQuantity"), reader.has("newTotalQuantity") {
            reader.fail("newTotalQuantity", "must not be given together with newRemainingQuantity")
        }
        try reader.check()
        guard let orderID, let pair, let strategy else { throw .validation([]) }
        let market = try market(pair)
        guard market.isActive else { throw .inactive }
        if let price, !market.isOnTick(price) { throw .tick(switches) }
        counter += 1
        return VALR.Modification(
            id: ids.text(.modification, number: counter, at: now), orderID: orderID, account: caller.account,
            pair: pair, strategy: strategy, price: price, remaining: remaining.map(market.truncated),
            total: total.map(market.truncated))
    }

    /// Modifies, and tells the outcome on the account's sockets.
    mutating func modifyAndTell(
        _ wanted: VALR.Modification, at time: Int64, _ switches: VALR.Switches
    ) throws(VALR.Refusal) {
        do throws(VALR.Refusal) {
            try modify(wanted, at: time, switches)
        } catch {
            streams.note(.modified(wanted, reason: error.error["message"]?.string ?? ""), of: wanted.account)
            throw error
        }
        streams.note(.modified(wanted, reason: nil), of: wanted.account)
    }

    private mutating func modify(
        _ wanted: VALR.Modification, at time: Int64, _ switches: VALR.Switches
    ) throws(VALR.Refusal) {
        guard let parts = ids.parts(wanted.orderID), parts.kind == .order, let order = register.order(parts.number),
            order.account == wanted.account, order.symbol == wanted.pair, order.createdAt == parts.time, order.isOpen,
            order.status != .active, let engineID = order.engineID, let step = order.seen(at: .max)
        else { throw .invalidOrder() }
        let market = VALR.Markets.listed(order.symbol)
        let total = wanted.total ?? wanted.remaining.map { VALR.sum(order.executed, $0) } ?? step.original
        // Below what is filled nothing is left to stay on the book.
        if total <= order.executed { return try cancel(order.number, at: time, switches) }
        var price = wanted.price ?? order.price
        let crosses = price != order.price && reaches(order.form.side, price, order.symbol)
        if crosses {
            switch wanted.strategy {
            case .reprice: price = behind(order.form.side, ticks: 1, market) ?? order.price
            case .cancel:
                try cancel(order.number, at: time, switches)
                if switches.modifyCrossingIsRefused { throw crossing(wanted, switches) }
                return
            case .retain:
                if switches.modifyCrossingIsRefused { throw crossing(wanted, switches) }
                return
            }
        }
        guard price != order.price || total != step.original else { throw noChange(wanted) }
        try checkSize(VALR.product(price, total), total, market, switches)
        let past = exchange.account(order.account)
        let placement: EnginePlacement
        do {
            placement = try exchange.revise(
                .id(engineID), symbol: order.symbol, account: order.account,
                to: OrderRevision(
                    quantity: total == step.original ? nil : total, price: price == order.price ? nil : price),
                now: time)
        } catch {
            throw Self.refusal(error, switches)
        }
        absorb(placement.events, switches)
        hide(past, order.account, at: time, switches)
    }

    private func checkSize(
        _ quote: ExactDecimal, _ base: ExactDecimal, _ market: VALR.Market, _ switches: VALR.Switches
    ) throws(VALR.Refusal) {
        if base < market.minimumBase || quote < market.minimumQuote { throw .minimum(market) }
        if base > market.maximumBase || quote > market.maximumQuote { throw .maximum(switches) }
    }

    /// The recorded body of a modify that changes nothing.
    private func noChange(_ wanted: VALR.Modification) -> VALR.Refusal {
        about(wanted, VALR.Refusal(-21303, "Modify order would not have modified anything and was cancelled"))
    }

    /// Not documented: code and text are invented.
    private func crossing(_ wanted: VALR.Modification, _ switches: VALR.Switches) -> VALR.Refusal {
        about(wanted, .invented(-21900, "Modify order cancelled as it would have matched", switches))
    }

    private func about(_ wanted: VALR.Modification, _ refusal: VALR.Refusal) -> VALR.Refusal {
        guard case .members(let members) = refusal.error else { return refusal }
        let names: [FaceJSON.Member] = [
            .init("modifyOrderId", .text(wanted.id)), .init("orderId", .text(wanted.orderID)),
        ]
        return VALR.Refusal(status: refusal.status, body: .json(.members(names + members)))
    }
}
