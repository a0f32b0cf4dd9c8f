import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Changes a live limit order, keeping its id (valr.md E.6).
    ///
    /// By total quantity, never by remainder: a fill in between would be added again. An order that would trade at its
    /// new price keeps its old one. Reads the order before, for its id and traded sum, and after, for what it became.
    public func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        if let error = Self.problem(of: change, on: instrument) { return .finished(.notSent(error)) }
        return self.order(order, on: instrument).map(Result<OrderLookup, VenueError>.success)
            .recover { .finished(.failure($0)) }
            .then { found in
                switch found {
                case .failure(let error): .finished(.notSent(error.with(effect: .notSent)))
                case .success(.absent):
                    .finished(.notSent(.notSent(.orderNotFound, "the venue shows no such order", advice: .afterResync)))
                case .success(.found(let order)): Self.amend(order, to: change, on: instrument)
                }
            }
    }

    private static func problem(of change: OrderAmendment, on instrument: Instrument) -> VenueError? {
        guard change.quantity != nil || change.limitPrice != nil else {
            return .refused(.amount, "an amendment names a new total quantity or a new price")
        }
        if let price = change.limitPrice, !price.isPositive { return .refused(.limitPrice, "must be above zero") }
        if let quantity = change.quantity {
            guard quantity.isPositive else { return .refused(.amount, "must be above zero") }
            if let step = instrument.quantity.step.value, !quantity.isMultiple(of: step) {
                return .refused(.amount, "VALR would cut \(quantity) down to a multiple of \(step)")
            }
        }
        return nil
    }

    private static func amend(_ order: Order, to change: OrderAmendment, on instrument: Instrument) -> Flow<
        AmendOutcome
    > {
        guard !order.phase.isEnded, order.phase != .armed else {
            return .finished(.notSent(.notSent(.orderNotFound, "only a working order can be amended")))
        }
        // The venue would cancel the order.
        if let quantity = change.quantity, quantity <= order.filledBase {
            return .finished(.notSent(.refused(.amount, "\(order.filledBase) of it has traded already")))
        }
        var list = [
            Parameter("orderId", order.venueOrderID.rawValue), Parameter("pair", instrument.nativeName),
            Parameter("modifyMatchStrategy", "RETAIN_ORIGINAL"),
        ]
        if let price = change.limitPrice { list.append(Parameter("newPrice", plain(price))) }
        if let quantity = change.quantity { list.append(Parameter("newTotalQuantity", plain(quantity))) }
        let call = write("order.amend", .put, "/v2/orders/modify", list, priority: .place, charges: amendCharges)
        let before = order
        return .call(receipt(call)) { result, now in
            switch result {
            case .success: amended(before, change, instrument).start(now)
            case .failure(let error):
                // "Would not have modified anything": the order reads as asked already.
                if error.evidence?.code == "-21303", error.effect != .unknown {
                    amended(before, change, instrument).start(now)
                } else {
                    .finished(outcome(of: error))
                }
            }
        }
    }

    private static func outcome(of error: VenueError) -> AmendOutcome {
        switch error.effect {
        case .notSent: .notSent(error)
        case .notExecuted: .rejected(error)
        case .unknown, .executed: .unknown(error)
        }
    }

    /// The order after its change. The answer to a change names only the request: what the order reads decides.
    private static func amended(
        _ before: Order, _ change: OrderAmendment, _ instrument: Instrument
    ) -> Flow<AmendOutcome> {
        order(.venue(before.venueOrderID), on: instrument, priority: .resolve).map { lookup in
            guard case .found(let order) = lookup, reads(order, as: change) else { return .unknown(unseen) }
            return .amended(order, keptPriority: keepsPriority(before, change))
        }.recover { error in .finished(.unknown(error.with(effect: .unknown, advice: .afterResync))) }
    }

    private static func reads(_ order: Order, as change: OrderAmendment) -> Bool {
        let hasQuantity = change.quantity.map { $0 == order.amount?.baseQuantity } ?? true
        let hasPrice = change.limitPrice.map { $0 == order.limitPrice } ?? true
        return hasQuantity && hasPrice
    }

    /// A smaller quantity keeps its place; a larger one or another price loses it.
    private static func keepsPriority(_ before: Order, _ change: OrderAmendment) -> Bool {
        if let price = change.limitPrice, price != before.limitPrice { return false }
        guard let quantity = change.quantity, let ordered = before.amount?.baseQuantity else { return true }
        return quantity <= ordered
    }

    private static var unseen: VenueError {
        VenueError(
            kind: .unavailable, effect: .unknown, advice: .afterResync,
            message: "the venue took the change, but the order does not read so yet")
    }
}
