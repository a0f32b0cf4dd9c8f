import AdapterProtocol

/// Cancels: by either id, twice, of what is not there.
enum CancelCases {
    static let all: [ConformanceCase] =
        [false, true].flatMap { byOurs in
            [live(byOurs), twice(byOurs), unknown(byOurs), filled(byOurs), partial(byOurs), neighbour(byOurs)]
        } + [verdict, otherMarket]

    private static func make(
        _ byOurs: Bool, _ word: String, _ promise: String, because reason: String, proves: Set<Capability> = [],
        _ body: @escaping @Sendable (Examination) async throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(
            "cancel.\(byOurs ? "clientID" : "venueID").\(word)",
            "A cancel by \(byOurs ? "our" : "the venue's") id \(promise)", because: reason,
            proves: proves.union([byOurs ? .cancelByClientID : .cancelByVenueID]), needs: .trading, body)
    }

    private static func reference(_ byOurs: Bool, _ request: OrderRequest, _ id: VenueOrderID) -> OrderReference {
        byOurs ? .client(request.clientOrderID) : .venue(id)
    }

    /// The view that a taken cancel's answer has, nil for a receipt.
    private static func taken(_ outcome: CancelOutcome) throws(CaseStop) -> Order? {
        switch outcome {
        case .ended(let order): return order
        case .requested: return nil
        case let other: throw .broken("the outcome is \(other)")
        }
    }

    private static func live(_ byOurs: Bool) -> ConformanceCase {
        make(
            byOurs, "live", "ends a live order, unfilled, and it reads as ended by its owner.",
            because: "An order that goes on living after its cancel trades without anybody watching.",
            proves: [.limitOrders]
        ) { examination in
            let request = try examination.resting(.buy)
            let id = try await examination.accepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            let told = try taken(
                await examination.venue.cancel(reference(byOurs, request, id), on: request.symbol))
            if let told {
                try hold(told.venueOrderID == id, "the answer is about order \(told.venueOrderID)")
                try hold(told.phase.isOwnersCancel, "the answer says \(told.phase)")
                try hold(told.filledBase.isZero, "the answer says that \(told.filledBase) traded")
            }
            let end = try await examination.ended(.venue(id))
            try hold(end.phase.isOwnersCancel, "the end reads \(end.phase)")
            try hold(end.filledBase.isZero, "\(end.filledBase) has traded")
            try await examination.holdNothingLive(request.clientOrderID)
        }
    }

    private static func twice(_ byOurs: Bool) -> ConformanceCase {
        make(
            byOurs, "twice", "may be repeated: the second says that nothing is live, and is no failure.",
            because: "A cancel whose answer was lost is sent again; that must be safe and understood.",
            proves: [.limitOrders]
        ) { examination in
            let request = try examination.resting(.buy)
            let id = try await examination.accepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            let reference = reference(byOurs, request, id)
            _ = try taken(await examination.venue.cancel(reference, on: request.symbol))
            _ = try await examination.ended(.venue(id))
            switch await examination.venue.cancel(reference, on: request.symbol) {
            case .notLive(let error):
                try hold(
                    error.effect != .unknown && error.effect != .executed, "not live, with the effect \(error.effect)")
            case .ended(let order): try hold(order.venueOrderID == id, "the second is about \(order.venueOrderID)")
            case let other: throw CaseStop.broken("the second outcome is \(other)")
            }
            let end = try await examination.ended(.venue(id))
            try hold(end.phase.isOwnersCancel, "the end then reads \(end.phase)")
        }
    }

    private static func unknown(_ byOurs: Bool) -> ConformanceCase {
        make(
            byOurs, "unknown", "that no live order has is answered with not live, and touches nothing.",
            because: "Only this answer sends a host to look the order up; a refusal makes it try for ever.",
            proves: [.limitOrders, .openOrders]
        ) { examination in
            let request = try examination.resting(.buy)
            let id = try await examination.accepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            let strange: OrderReference = byOurs ? .client(examination.newID()) : .venue(id.neighbour)
            guard case .notLive(let error) = await examination.venue.cancel(strange, on: request.symbol) else {
                throw CaseStop.broken("the outcome is another one than not live")
            }
            try hold(error.kind == .orderNotFound, "the kind is \(error.kind)")
            let open = try await examination.open(request.clientOrderID)
            try hold(open.map(\.venueOrderID) == [id], "the other order is no longer open")
        }
    }

    private static func filled(_ byOurs: Bool) -> ConformanceCase {
        make(
            byOurs, "filled", "of a filled order says that nothing is live, and the order stays filled.",
            because: "Read as cancelled, a whole position disappears from the books.",
            proves: [.limitOrders, .fillsOfOrder]
        ) { examination in
            let request = try await examination.taking(.buy)
            let order = try await examination.filled(request)
            let outcome = await examination.venue.cancel(
                reference(byOurs, request, order.venueOrderID), on: request.symbol)
            switch outcome {
            case .notLive: break
            case .ended(let told):
                try hold(told.phase == .ended(.filled), "the answer says \(told.phase)")
                try hold(told.filledBase == order.filledBase, "the answer says that \(told.filledBase) traded")
            case let other: throw CaseStop.broken("the outcome is \(other)")
            }
            let after = try await examination.ended(.venue(order.venueOrderID))
            try hold(after.phase == .ended(.filled), "the end now reads \(after.phase)")
            _ = try await examination.fills(of: after)
        }
    }

    private static func partial(_ byOurs: Bool) -> ConformanceCase {
        make(
            byOurs, "partial", "of an order that filled in part tells what had traded, or nothing, never less.",
            because: "The bot acts on the answer: a part that is missing there is bought again.",
            proves: [.limitOrders, .fillsOfOrder]
        ) { examination in
            let (request, live) = try await examination.partlyFilled(.buy, factor: 6)
            let outcome = await examination.venue.cancel(
                reference(byOurs, request, live.venueOrderID), on: request.symbol)
            let end = try await examination.ended(.venue(live.venueOrderID))
            if case .ended(let told) = outcome {
                try hold(
                    told.filledBase == end.filledBase, "the answer says \(told.filledBase), the order \(end.filledBase)"
                )
                try hold(told.phase.agrees(with: end.phase), "the answer says \(told.phase), the order \(end.phase)")
            }
            let fills = try await examination.fills(of: end)
            try hold(!fills.isEmpty, "there are no fills")
        }
    }

    private static func neighbour(_ byOurs: Bool) -> ConformanceCase {
        make(
            byOurs, "neighbour", "ends the order that was named, and leaves the one beside it.",
            because: "Cancelling the wrong one of two is worse than cancelling none.",
            proves: [.limitOrders, .openOrders]
        ) { examination in
            let first = try examination.resting(.buy)
            let second = try examination.resting(.buy)
            let one = try await examination.accepted(first).venueOrderID
            let other = try await examination.accepted(second).venueOrderID
            _ = try await examination.shown(.venue(one))
            _ = try taken(await examination.venue.cancel(reference(byOurs, first, one), on: first.symbol))
            _ = try await examination.ended(.venue(one))
            let kept = try await examination.shown(.venue(other))
            try hold(!kept.phase.isEnded, "the order beside it is \(kept.phase)")
            let open = try await examination.open(second.clientOrderID)
            try hold(open.map(\.venueOrderID) == [other], "the order beside it is not listed as open")
        }
    }

    private static let verdict = ConformanceCase(
        "cancel.verdict", "Where a cancel's answer is said to be final, it is: the order has ended when it arrives.",
        because: "The claim lets a bot place the next order without a look-up.",
        proves: [.cancelVerdict, .limitOrders],
        needs: .trading
    ) { examination in
        let request = try examination.resting(.sell)
        let id = try await examination.accepted(request).venueOrderID
        _ = try await examination.shown(.venue(id))
        guard case .ended(let told) = await examination.venue.cancel(.venue(id), on: request.symbol) else {
            throw CaseStop.broken("the answer is no verdict")
        }
        try holdSame(told, request)
        let order = try await examination.shown(.venue(id))
        try hold(order.phase.agrees(with: told.phase), "the answer says \(told.phase), the order \(order.phase)")
    }

    private static let otherMarket = ConformanceCase(
        "cancel.otherMarket", "A cancel that names another market tells the truth about the order.",
        because: "Ids are unique per market on some venues only: the answer must not be about somebody else.",
        proves: [.cancelByVenueID, .limitOrders], needs: .trading
    ) { examination in
        let other = try await examination.otherMarket()
        let request = try examination.resting(.buy)
        let id = try await examination.accepted(request).venueOrderID
        _ = try await examination.shown(.venue(id))
        let outcome = await examination.venue.cancel(.venue(id), on: other.symbol)
        try await examination.clock.sleep(for: .seconds(2))
        let order = try await examination.shown(.venue(id))
        switch outcome {
        case .ended, .requested: try hold(order.phase.isEnded, "said to be cancelled, it is \(order.phase)")
        case .notLive, .rejected, .notSent:
            try hold(!order.phase.isEnded, "said to be not cancelled, it is \(order.phase)")
        case .unknown(let error): throw CaseStop.broken("the outcome is unknown: \(error)")
        }
    }
}

extension VenueOrderID {
    /// An id of the same form that is not this one: its last character is another of the same sort.
    fileprivate var neighbour: VenueOrderID {
        guard let last = rawValue.last else { return self }
        let other: Character =
            if let digit = last.wholeNumberValue {
                digit == 7 ? "3" : "7"
            } else if last.isUppercase {
                last == "A" ? "B" : "A"
            } else {
                last == "a" ? "b" : "a"
            }
        return VenueOrderID(rawValue: String(rawValue.dropLast()) + String(other))
    }
}
