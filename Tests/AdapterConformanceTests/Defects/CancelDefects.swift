import AdapterConformance
import AdapterProtocol

/// An adapter that cancels wrongly, or tells the outcome wrongly.
enum CancelDefects {
    static let all: [Defect] = [
        .bent("cancels are not sent") { bends in
            bends.cancelling = { _, _, _ in .finished(.requested) }
        },
        .bent("cancels look the order up only") { bends in
            bends.cancelling = { reference, instrument, base in
                base.order(reference, on: instrument).map { lookup in
                    if case .found(let order) = lookup { .ended(order) } else { .notLive(gone) }
                }
            }
        },
        .bent("a cancel ends every order of the market") { bends in
            bends.cancelling = { reference, instrument, base in
                base.cancelAll(on: instrument).then { _ in base.cancel(reference, on: instrument) }
            }
        },
        .output("every cancel ended the order", .cancel) { (outcome: CancelOutcome) in
            if case .notLive = outcome { .requested } else { nil }
        },
        .output("an order that is gone is unknown", .cancel) { (outcome: CancelOutcome) in
            guard case .notLive(let error) = outcome else { return nil }
            return .unknown(error)
        },
        .output("a cancel that never left is unknown", .cancel) { (outcome: CancelOutcome) in
            guard case .notSent(let error) = outcome else { return nil }
            return .unknown(error.with(effect: .unknown, advice: .afterResync))
        },
        .output("a lost cancel is done", .cancel) { (outcome: CancelOutcome) in
            if case .unknown = outcome { .requested } else { nil }
        },
        .output("a lost cancel is refused", .cancel) { (outcome: CancelOutcome) in
            guard case .unknown(let error) = outcome else { return nil }
            return .rejected(error.with(effect: .notExecuted(.inferred)))
        },
        .output("a lost cancel means not live", .cancel) { (outcome: CancelOutcome) in
            guard case .unknown(let error) = outcome else { return nil }
            return .notLive(error)
        },
        .output("a lost cancel never left", .cancel) { (outcome: CancelOutcome) in
            guard case .unknown(let error) = outcome else { return nil }
            return .notSent(error)
        },
        .output("a lost cancel is to be forgotten", .cancel) { (outcome: CancelOutcome) in
            guard case .unknown(let error) = outcome else { return nil }
            return .unknown(error.with(advice: .never))
        },
        .bent("cancelling all is one market's first order") { $0.cancelsFirstOnly = true },
        .error("a lost cancel of all was not executed", [.cancelAll]) {
            $0.effect == .unknown ? $0.with(effect: .notExecuted(.inferred)) : $0
        },
        .fault("nothing to cancel is an error", [.cancelAll]) { output in
            guard let reports = output as? [CancelReport], reports.isEmpty else { return nil }
            return gone
        },
        .error("a lost cancel of all never left", [.cancelAll]) { $0.with(effect: .notSent) },
    ]

    static let gone = VenueError(
        kind: .orderNotFound, effect: .notExecuted(.stated), advice: .never, message: "no such order")
}
