import AdapterProtocol

/// Cancels and amendments whose answer is lost on the way, at a venue.
enum LostChangeCases {
    typealias Loss = LostAnswerCases.Loss

    static let all: [ConformanceCase] =
        LostAnswerCases.losses.flatMap { [cancel($0), amend($0), cancelAll($0)] } + [
            refusedCancel, refusedAmend, refusedCancelAll, notFoundUnder503,
        ]

    private static func cancel(_ loss: Loss) -> ConformanceCase {
        ConformanceCase(
            "lostAnswer.cancel.\(loss.name)",
            "A cancel \(loss.words) is unknown; the order then reads as it is, and cancelling again is safe.",
            because: "An order that is wrongly believed to be off the book is a position nobody watches.",
            needs: .trading
        ) { examination in
            let ground = try Ground(examination, offering: .cancelByVenueID)
            let request = try examination.restingBuy()
            let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
            _ = try await examination.shown(order)
            try await ground.arm(loss.fault)
            let outcome = await examination.venue.cancel(order, on: request.symbol)
            guard case .unknown(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
            try AmbiguityCases.holdDoubt(error)
            try ground.holdWrites(1)
            let view = loss.arrives ? try await examination.ended(order) : try await examination.shown(order)
            try hold(view.phase.isEnded == loss.arrives, "the order reads \(view.phase)")
            try await holdCancelsAgain(order, request, examination)
        }
    }

    private static func holdCancelsAgain(
        _ order: OrderReference, _ request: OrderRequest, _ examination: Examination
    ) async throws {
        switch await examination.venue.cancel(order, on: request.symbol) {
        case .ended, .requested, .notLive: break
        case let other: throw CaseStop.broken("cancelled again: \(other)")
        }
        let end = try await examination.ended(order)
        try hold(end.filledBase.isZero, "\(end.filledBase) filled")
    }

    private static func amend(_ loss: Loss) -> ConformanceCase {
        ConformanceCase(
            "lostAnswer.amend.\(loss.name)",
            "An amendment \(loss.words) is unknown; the order then reads one way or the other, and is the only one.",
            because: "Two live orders, or one of an unknown size, are traded against.", needs: .trading
        ) { examination in
            let ground = try Ground(examination, offering: .amendShrink)
            try ground.mustBeAmendable()
            let before = try await ground.openIDs()
            let request = try examination.restingBuy(factor: 2)
            let id = try await examination.patientlyAccepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            let small = try examination.restingBuy().amount
            try await ground.arm(loss.fault)
            let outcome = await examination.venue.amend(
                .venue(id), on: request.symbol, to: OrderAmendment(quantity: small.value))
            guard case .unknown(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
            try AmbiguityCases.holdDoubt(error)
            try ground.holdWrites(1)
            try await examination.clock.sleep(for: .seconds(1))
            let view = try await examination.shown(.venue(id))
            let expected = loss.arrives ? small : request.amount
            try hold(view.amount == expected, "the order reads \(String(describing: view.amount))")
            let new = try await ground.openIDs().subtracting(before)
            try hold(new == [id], "open are \(new.sorted()) instead of \(id)")
        }
    }

    private static func cancelAll(_ loss: Loss) -> ConformanceCase {
        ConformanceCase(
            "lostAnswer.cancelAll.\(loss.name)",
            "A cancel of all \(loss.words) is an error of unknown effect, and can be repeated until nothing is open.",
            because: "It is the emergency brake.", needs: .trading
        ) { examination in
            let ground = try Ground(examination, offering: .cancelAllOfInstrument)
            try await ground.mustHaveNoOrders()
            for _ in 0..<2 {
                let id = try await examination.patientlyAccepted(try examination.restingBuy()).venueOrderID
                _ = try await examination.shown(.venue(id))
            }
            try await ground.arm(loss.fault)
            let error = try await mustFail { () async throws(VenueError) in
                try await examination.venue.cancelAll(on: examination.market.symbol)
            }
            try AmbiguityCases.holdDoubt(error)
            _ = try await examination.venue.cancelAll(on: examination.market.symbol)
            try await examination.clock.sleep(for: .seconds(2))
            let open = try await ground.openIDs()
            try hold(open.isEmpty, "still open: \(open.sorted())")
        }
    }

    private static let refusedCancel = ConformanceCase(
        "lostAnswer.cancel.refused", "A cancel of which no byte left is not sent, and the order lives.",
        because: "It must be repeated at once, not looked up.", needs: .trading
    ) { examination in
        let ground = try Ground(examination, offering: .cancelByVenueID)
        let request = try examination.restingBuy()
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        try await ground.arm(.refuseConnection, times: 20)
        let outcome = await examination.venue.cancel(order, on: request.symbol)
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try hold(error.effect == .notSent, "the effect is \(error.effect)")
        ground.tap.reset()
        try hold(try await !examination.shown(order).phase.isEnded, "the order ended")
    }

    private static let refusedAmend = ConformanceCase(
        "lostAnswer.amend.refused", "An amendment of which no byte left is not sent, and the order is as it was.",
        because: "It may be repeated at once.", needs: .trading
    ) { examination in
        let ground = try Ground(examination, offering: .amendShrink)
        try ground.mustBeAmendable()
        let request = try examination.restingBuy(factor: 2)
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        _ = try await examination.shown(order)
        try await ground.arm(.refuseConnection, times: 20)
        let change = OrderAmendment(quantity: try examination.restingBuy().amount.value)
        let outcome = await examination.venue.amend(order, on: request.symbol, to: change)
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try hold(error.effect == .notSent, "the effect is \(error.effect)")
        ground.tap.reset()
        let view = try await examination.shown(order)
        try hold(view.amount == request.amount, "the order reads \(String(describing: view.amount))")
    }

    private static let refusedCancelAll = ConformanceCase(
        "lostAnswer.cancelAll.refused", "A cancel of all of which no byte left is not sent.",
        because: "It must be repeated at once.", needs: .trading
    ) { examination in
        let ground = try Ground(examination, offering: .cancelAllOfInstrument)
        try await ground.mustHaveNoOrders()
        let order = OrderReference.venue(
            try await examination.patientlyAccepted(try examination.restingBuy()).venueOrderID)
        _ = try await examination.shown(order)
        try await ground.arm(.refuseConnection, times: 20)
        let error = try await mustFail { () async throws(VenueError) in
            try await examination.venue.cancelAll(on: examination.market.symbol)
        }
        try hold(error.effect == .notSent, "the effect is \(error.effect.name): \(error)")
        ground.tap.reset()
        try hold(try await !examination.shown(order).phase.isEnded, "the order ended")
    }

    private static let notFoundUnder503 = ConformanceCase(
        "lostAnswer.cancel.notFoundUnder503",
        "The venue's own \"no such order\" under 503 says nothing of the order.",
        because: "A server that fails does not know which orders live; the order believed dead trades on.",
        needs: .trading
    ) { examination in
        let ground = try Ground(examination, offering: .cancelByVenueID)
        let first = try examination.restingBuy()
        let dead = OrderReference.venue(try await examination.patientlyAccepted(first).venueOrderID)
        _ = await examination.venue.cancel(dead, on: first.symbol)
        _ = try await examination.ended(dead)
        let second = try examination.restingBuy()
        let live = OrderReference.venue(try await examination.patientlyAccepted(second).venueOrderID)
        try await ground.arm(.refuseConnection, times: 0)
        let again = await examination.venue.cancel(dead, on: first.symbol)
        guard case .notLive = again, let words = ground.tap.exchanges.last?.reply, ground.writes == 1 else {
            throw CaseStop.broken("a second cancel: \(again)")
        }
        try await ground.arm(.answer(WireReply(status: 503, headers: words.headers, body: words.body)))
        let outcome = await examination.venue.cancel(live, on: second.symbol)
        guard case .unknown(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try AmbiguityCases.holdDoubt(error)
    }
}
