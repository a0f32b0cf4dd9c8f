import AdapterConformance
import AdapterProtocol

/// An adapter that changes orders wrongly, or tells the outcome wrongly.
enum AmendDefects {
    static let all: [Defect] = [
        .bent("a change that is not sent") { bends in
            bends.amendment = { reference, _, instrument, base in
                base.order(reference, on: instrument).map { lookup in
                    guard case .found(let order) = lookup else { return .rejected(CancelDefects.gone) }
                    return .amended(order, keptPriority: true)
                }
            }
        },
        .bent("a new price is not sent") { bends in
            bends.change = { OrderAmendment(quantity: $0.quantity, limitPrice: nil) }
        },
        .bent("a new quantity is not sent") { bends in
            bends.change = { OrderAmendment(quantity: nil, limitPrice: $0.limitPrice) }
        },
        .bent("a new quantity is added to the old") { bends in
            bends.change = { OrderAmendment(quantity: $0.quantity?.times(2), limitPrice: $0.limitPrice) }
        },
        .bent("a change cancels the order and says it was refused") { bends in
            bends.amendment = { reference, _, instrument, base in
                base.cancel(reference, on: instrument).map { _ in .rejected(CancelDefects.gone) }
            }
        },
        .bent("a change cancels the order only") { bends in
            bends.amendment = { reference, change, instrument, base in
                base.amend(reference, to: change, on: instrument).then { outcome in
                    base.cancel(reference, on: instrument).map { _ in outcome }
                }
            }
        },
        .bent("a change sends the new order before the old one is gone") { $0.replaces = true },
        .output("a change that never left is refused by the venue", .amend) { (outcome: AmendOutcome) in
            guard case .notSent(let error) = outcome else { return nil }
            return .rejected(error.with(effect: .notExecuted(.stated)))
        },
        .output("a change that never left is unknown", .amend) { (outcome: AmendOutcome) in
            guard case .notSent(let error) = outcome else { return nil }
            return .unknown(error.with(effect: .unknown, advice: .afterResync))
        },
        .output("a change that is done is refused", .amend) { (outcome: AmendOutcome) in
            guard case .amended = outcome else { return nil }
            return .rejected(CancelDefects.gone)
        },
        .output("a lost change is refused", .amend) { (outcome: AmendOutcome) in
            guard case .unknown(let error) = outcome else { return nil }
            return .rejected(error.with(effect: .notExecuted(.inferred)))
        },
        .output("a lost change never left", .amend) { (outcome: AmendOutcome) in
            guard case .unknown(let error) = outcome else { return nil }
            return .notSent(error)
        },
        .orders("the changed order reads as before the change", in: [.amend]) {
            $0.with(amount: .base(1), limitPrice: .some(1))
        },
        .orders("the changed order has a new id", in: [.amend]) {
            $0.with(venueOrderID: VenueOrderID(rawValue: $0.venueOrderID.rawValue + "0"))
        },
    ]

    private static var amended: AmendOutcome? {
        guard let symbol = Symbol("BTC/USDT") else { return nil }
        return .amended(
            Order(
                symbol: symbol, venueOrderID: VenueOrderID(rawValue: "1"), clientOrderID: nil, side: .buy, type: .limit,
                amount: nil, limitPrice: nil, timeInForce: nil, isPostOnly: nil, phase: .working, filledBase: .zero,
                filledQuote: nil, createdAt: nil, updatedAt: nil), keptPriority: true)
    }
}
