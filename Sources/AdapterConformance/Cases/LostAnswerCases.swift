import AdapterProtocol

/// Orders whose answer is lost on the way, at a venue: what is then told, and how the truth is found.
enum LostAnswerCases {
    /// What goes wrong with one write.
    struct Loss: Sendable {
        let name: String
        let words: String
        let fault: WireTap.Fault
        /// Whether the venue gets the request.
        let arrives: Bool
    }

    static let losses: [Loss] = [
        Loss(name: "request", words: "whose request is lost", fault: .loseRequest, arrives: false),
        Loss(name: "answer", words: "whose answer is lost", fault: .loseAnswer, arrives: true),
        Loss(name: "broken", words: "whose connection breaks", fault: .breakConnection, arrives: true),
        Loss(
            name: "gateway", words: "that the venue takes and a proxy answers with 502",
            fault: .replaceAnswer(AmbiguousAnswer.html(502)), arrives: true),
        Loss(
            name: "empty", words: "that the venue takes and that gets an empty answer",
            fault: .replaceAnswer(WireReply(status: 200, headers: [], body: [])), arrives: true),
        Loss(
            name: "page", words: "that a page answers instead of the venue",
            fault: .answer(AmbiguousAnswer.html(200)), arrives: false),
    ]

    static let all: [ConformanceCase] = losses.map(place) + [refused, early, refusalUnder503, crash]

    private static func place(_ loss: Loss) -> ConformanceCase {
        ConformanceCase(
            "lostAnswer.place.\(loss.name)",
            "A placement \(loss.words) is unknown, is sent once, and is then found or proven absent.",
            because: "This is how robots buy twice, or own what they do not know of.", proves: [.queryByClientID],
            needs: .trading
        ) { examination in
            let ground = try Ground(examination)
            let before = try await ground.openIDs()
            let request = try examination.restingBuy()
            try await ground.arm(loss.fault)
            let outcome = await examination.place(request)
            guard case .unknown(let uncertainty) = outcome else { throw CaseStop.broken("\(outcome)") }
            try AmbiguityCases.holdDoubt(uncertainty.error)
            try ground.holdWrites(1)
            try await holdTruth(of: request, arrived: loss.arrives, before, ground)
            try ground.holdWrites(1)
        }
    }

    /// What the venue says when it is asked for the placement, and that its open orders agree.
    private static func holdTruth(
        of request: OrderRequest, arrived: Bool, _ before: Set<VenueOrderID>, _ ground: Ground
    ) async throws {
        let examination = ground.examination
        let resolution = await examination.venue.resolve(
            request.clientOrderID, on: request.symbol, signedBy: examination.clock.now)
        let new = try await ground.openIDs().subtracting(before)
        switch resolution {
        case .found(let order, let fills):
            try hold(arrived, "found although it never arrived: \(order.venueOrderID)")
            try hold(new == [order.venueOrderID], "found \(order.venueOrderID), open are \(new.sorted())")
            try hold(fills.isEmpty && order.filledBase.isZero, "a resting order has \(fills.count) fills")
            try hold(order.side == request.side && order.limitPrice == request.limitPrice, "another order: \(order)")
        case .absent(let proof):
            try hold(!arrived, "called absent although it arrived")
            try hold(!proof.sources.isEmpty, "absent by no source")
            try hold(new.isEmpty, "absent, and open are \(new.sorted())")
        case .unresolved(let error): throw CaseStop.broken("not settled: \(error)")
        }
    }

    private static let refused = ConformanceCase(
        "lostAnswer.place.refused", "A placement of which no byte left is not sent, however often that was tried.",
        because: "Nothing needs to be looked up, and the order may be placed again at once.", needs: .trading
    ) { examination in
        let ground = try Ground(examination)
        let before = try await ground.openIDs()
        try await ground.arm(.refuseConnection, times: 20)
        let outcome = await examination.place(try examination.restingBuy())
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
        try hold(error.effect == .notSent, "the effect is \(error.effect)")
        ground.tap.reset()
        try hold(try await ground.openIDs() == before, "there are other open orders than before")
    }

    private static let early = ConformanceCase(
        "lostAnswer.place.early", "That a placement is not found right after its answer was lost proves nothing.",
        because: "The request may still be on its way, or not be shown yet.", proves: [.queryByClientID],
        needs: .trading
    ) { examination in
        let ground = try Ground(examination)
        let request = try examination.restingBuy()
        try await ground.arm(.loseRequest)
        let outcome = await examination.place(request)
        guard case .unknown(let uncertainty) = outcome else { throw CaseStop.broken("\(outcome)") }
        let signed = examination.clock.now
        guard
            case .absent(let lag) = try await examination.venue.order(
                .client(request.clientOrderID), on: request.symbol)
        else { throw CaseStop.broken("an order that never arrived is shown") }
        try hold(lag > .zero, "a look-up may trail by \(lag)")
        let resolution = await examination.venue.resolve(
            request.clientOrderID, on: request.symbol, signedBy: signed)
        guard case .absent(let proof) = resolution else { throw CaseStop.broken("\(resolution)") }
        let waited = proof.readAt.duration(since: signed)
        try hold(proof.readAt <= examination.clock.now, "it was read in the future")
        // A fence closes the door before the bound; without one only time does.
        let needed: Duration = proof.fence == .none ? uncertainty.visibilityBound : .milliseconds(1)
        try hold(waited >= needed, "absent by \(proof.fence.rawValue) after \(waited)")
    }

    private static let refusalUnder503 = ConformanceCase(
        "lostAnswer.place.refusalUnder503",
        "The venue's own words of a refusal under 503 refuse nothing.",
        because: "A server that fails may say anything of an order that its engine has.", needs: .trading
    ) { examination in
        let ground = try Ground(examination)
        let market = examination.market
        // More than any account holds, so that the venue itself refuses it.
        let price = try market.price(percentOfBid: 80)
        var quantity = try market.smallestQuantity(at: price)
        for _ in 0..<12 { quantity = try quantity * 10 }
        if let most = market.instrument.quantity.maximum.value { quantity = min(quantity, most) }
        if let most = market.instrument.notional.maximum.value {
            quantity = min(quantity, try most.divided(by: price, scale: 8, rounding: .down))
        }
        quantity = try quantity.quantized(to: market.lot, .floor)
        let greedy = try OrderRequest.limit(
            examination.newID(), .buy, market.symbol, quantity: quantity, price: price)
        try await ground.arm(.refuseConnection, times: 0)
        let refusal = await examination.place(greedy)
        guard case .rejected = refusal, let words = ground.tap.exchanges.last?.reply else {
            throw CaseStop.notApplicable("the venue refuses nothing here: \(refusal)")
        }
        let request = try examination.restingBuy()
        try await ground.arm(.replaceAnswer(WireReply(status: 503, headers: words.headers, body: words.body)))
        let outcome = await examination.place(request)
        guard case .unknown(let uncertainty) = outcome else { throw CaseStop.broken("\(outcome)") }
        try AmbiguityCases.holdDoubt(uncertainty.error)
    }

    private static let crash = ConformanceCase(
        "lostAnswer.place.crash",
        "After a crash in mid-placement a new connection finds the order by the client id alone.",
        because: "The program that placed it is gone, and so is its memory.", proves: [.queryByClientID],
        needs: .trading
    ) { examination in
        let ground = try Ground(examination)
        let request = try examination.restingBuy()
        try await ground.arm(.loseAnswer)
        let called = examination.clock.now
        _ = await examination.place(request)
        let other = try await examination.reconnect()
        let resolution = await other.resolve(
            request.clientOrderID, on: request.symbol, signedBy: called.advanced(by: PlaceOutcome.signingLimit))
        guard case .found(let order, _) = resolution else { throw CaseStop.broken("\(resolution)") }
        try hold(order.limitPrice == request.limitPrice, "another order: \(order)")
    }
}
