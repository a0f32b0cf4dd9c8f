import AdapterProtocol

/// Commands that meet: whatever comes first, there is one truth in the end, and every read tells it.
enum RaceCases {
    static let all: [ConformanceCase] = [
        cancelAndFill(.buy), cancelAndFill(.sell), cancelWhilePlacing, cancelPartial, twoCancels, cancelsByBothIDs,
        twoPlacements, sameIDTwice, placeAndCancelAll, amendAndCancel, reads,
    ]

    /// Holds that what traded and what was cancelled are the whole order, and that the fills say so too.
    private static func holdOneTruth(
        _ order: Order, _ request: OrderRequest, _ examination: Examination
    ) async throws {
        try hold(order.filledBase <= request.amount.value, "\(order.filledBase) of \(request.amount) traded")
        if order.filledBase == request.amount.value {
            try hold(order.phase == .ended(.filled), "all of it traded, the end reads \(order.phase)")
        } else {
            try hold(
                order.phase.isOwnersCancel, "\(order.filledBase) traded, the end reads \(order.phase)")
        }
        _ = try await examination.fills(of: order)
        try await examination.holdNothingLive(request.clientOrderID)
    }

    private static func cancelAndFill(_ side: Side) -> ConformanceCase {
        ConformanceCase(
            "race.cancelAndFill.\(side)", "A \(side) that is cancelled while it fills ends once: what filled stays.",
            because: "This race is lost every day; an adapter that believes its own cancel loses the fill.",
            proves: [.limitOrders, .cancelByVenueID, .fillsOfOrder], needs: .trading
        ) { examination in
            let request = try await examination.levelExceeding(side, factor: 2)
            let id = try await examination.accepted(request).venueOrderID
            let outcome = await examination.venue.cancel(.venue(id), on: request.symbol)
            let end = try await examination.ended(.venue(id))
            switch outcome {
            case .ended(let told):
                try hold(
                    told.filledBase == end.filledBase, "the cancel says \(told.filledBase), the order \(end.filledBase)"
                )
            case .requested: break
            case .notLive: try hold(end.phase == .ended(.filled), "said to be not live, the end reads \(end.phase)")
            case let other: throw CaseStop.broken("the cancel's outcome is \(other)")
            }
            try await holdOneTruth(end, request, examination)
        }
    }

    private static let cancelWhilePlacing = ConformanceCase(
        "race.cancelWhilePlacing",
        "A cancel by our id that meets the placement on its way ends the order or misses it.",
        because: "Read as proof, a cancel that came too early leaves an order that nobody watches.",
        proves: [.limitOrders, .cancelByClientID], needs: .trading
    ) { examination in
        let request = try examination.resting(.buy)
        async let placement = examination.place(request)
        async let cancel = examination.venue.cancel(.client(request.clientOrderID), on: request.symbol)
        let (placed, cancelled) = await (placement, cancel)
        guard case .accepted(let acceptance) = placed else { throw CaseStop.broken("the placement is \(placed)") }
        switch cancelled {
        case .ended, .requested:
            let end = try await examination.ended(.venue(acceptance.venueOrderID))
            try await holdOneTruth(end, request, examination)
        case .notLive:
            let order = try await examination.shown(.venue(acceptance.venueOrderID))
            try hold(!order.phase.isEnded, "the cancel missed it, yet it is \(order.phase)")
        case let other: throw CaseStop.broken("the cancel's outcome is \(other)")
        }
    }

    private static let cancelPartial = ConformanceCase(
        "race.cancelPartial", "Of an order that filled in part, filled and cancelled are together the whole.",
        because: "A part that is counted on neither side is money that nobody owns.",
        proves: [.limitOrders, .cancelByVenueID, .fillsOfOrder], needs: .trading
    ) { examination in
        let (request, live) = try await examination.partlyFilled(.sell)
        async let one = examination.venue.cancel(.venue(live.venueOrderID), on: request.symbol)
        async let view = examination.venue.order(.venue(live.venueOrderID), on: request.symbol)
        _ = try await (one, view)
        let end = try await examination.ended(.venue(live.venueOrderID))
        try hold(end.filledBase >= live.filledBase, "traded fell from \(live.filledBase) to \(end.filledBase)")
        try await holdOneTruth(end, request, examination)
    }

    /// Holds that of two cancels at least one was taken and none says that the order may still be there.
    private static func holdCancelled(_ outcomes: [CancelOutcome]) throws(CaseStop) {
        var taken = 0
        for outcome in outcomes {
            switch outcome {
            case .ended, .requested: taken += 1
            case .notLive: break
            case .rejected, .notSent, .unknown: throw .broken("one outcome is \(outcome)")
            }
        }
        try hold(taken > 0, "none of the cancels was taken")
    }

    private static let twoCancels = ConformanceCase(
        "race.twoCancels", "Of two cancels at once one is taken, and the other is no failure.",
        because: "A person and a bot press at the same moment.", proves: [.limitOrders, .cancelByVenueID],
        needs: .trading
    ) { examination in
        let request = try examination.resting(.buy)
        let id = try await examination.accepted(request).venueOrderID
        _ = try await examination.shown(.venue(id))
        async let one = examination.venue.cancel(.venue(id), on: request.symbol)
        async let other = examination.venue.cancel(.venue(id), on: request.symbol)
        try holdCancelled(await [one, other])
        try await holdOneTruth(try await examination.ended(.venue(id)), request, examination)
    }

    private static let cancelsByBothIDs = ConformanceCase(
        "race.cancelsByBothIDs", "Of two cancels at once, by either id, one is taken, and the other is no failure.",
        because: "A reconciliation knows our id only, while the desk goes by the venue's.",
        proves: [.limitOrders, .cancelByVenueID, .cancelByClientID], needs: .trading
    ) { examination in
        let request = try examination.resting(.sell)
        let id = try await examination.accepted(request).venueOrderID
        _ = try await examination.shown(.venue(id))
        async let one = examination.venue.cancel(.venue(id), on: request.symbol)
        async let other = examination.venue.cancel(.client(request.clientOrderID), on: request.symbol)
        try holdCancelled(await [one, other])
        try await holdOneTruth(try await examination.ended(.venue(id)), request, examination)
    }

    private static let twoPlacements = ConformanceCase(
        "race.twoPlacements", "Eight placements at once are eight orders, each found once under its own id.",
        because: "Answers that are mixed up give one bot's order to another.",
        proves: [.limitOrders, .queryByClientID, .openOrders], needs: .trading
    ) { examination in
        let requests = try (0..<8).map { try examination.resting($0.isMultiple(of: 2) ? .buy : .sell) }
        let outcomes = await withTaskGroup(of: (ClientOrderID, PlaceOutcome).self) { group in
            for request in requests { group.addTask { (request.clientOrderID, await examination.place(request)) } }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var ids: Set<VenueOrderID> = []
        for request in requests {
            guard case .accepted(let acceptance)? = outcomes[request.clientOrderID] else {
                throw CaseStop.broken("one outcome is \(outcomes[request.clientOrderID] as Any)")
            }
            ids.insert(acceptance.venueOrderID)
            let order = try await examination.shown(.client(request.clientOrderID))
            try hold(order.venueOrderID == acceptance.venueOrderID, "an answer was given to another placement")
            try holdSame(order, request)
            let open = try await examination.open(request.clientOrderID)
            try hold(open.count == 1, "one id has \(open.count) open orders")
        }
        try hold(ids.count == requests.count, "\(requests.count) placements made \(ids.count) orders")
    }

    private static let sameIDTwice = ConformanceCase(
        "race.sameIDTwice", "The same id placed twice at once makes one order.",
        because: "Two workers that replay one journal must not buy twice.", proves: [.limitOrders, .openOrders],
        needs: .trading
    ) { examination in
        let request = try examination.resting(.buy)
        async let one = examination.place(request)
        async let other = examination.place(request)
        let outcomes = await [one, other]
        var ids: Set<VenueOrderID> = []
        for case .accepted(let acceptance) in outcomes { ids.insert(acceptance.venueOrderID) }
        try hold(ids.count == 1, "the outcomes are \(outcomes)")
        try await examination.clock.sleep(for: .seconds(2))
        let open = try await examination.open(request.clientOrderID)
        try hold(Set(open.map(\.venueOrderID)) == ids && open.count == 1, "open are \(open.map(\.venueOrderID))")
    }

    private static let placeAndCancelAll = ConformanceCase(
        "race.placeAndCancelAll",
        "An order placed while all are cancelled has ended or lives, and the reports say which.",
        because: "After the stop button somebody must be able to say what is still open.",
        proves: [.limitOrders, .cancelAllOfInstrument], needs: .trading
    ) { examination in
        try await examination.mustOwnNoOrders()
        let first = try examination.resting(.buy)
        let firstID = try await examination.accepted(first).venueOrderID
        _ = try await examination.open(first.clientOrderID)
        let second = try examination.resting(.buy)
        async let placement = examination.place(second)
        async let cancels = examination.venue.cancelAll(on: first.symbol)
        let reports = try await cancels
        guard case .accepted(let acceptance) = await placement else {
            throw CaseStop.broken("the order was not accepted")
        }
        let end = try await examination.ended(.venue(firstID))
        try hold(end.phase.isOwnersCancel, "the first order's end reads \(end.phase)")
        try hold(reports.contains { $0.venueOrderID == firstID }, "the first order is not reported")
        try await examination.clock.sleep(for: .seconds(2))
        let order = try await examination.shown(.venue(acceptance.venueOrderID))
        let isReported = reports.contains { $0.venueOrderID == acceptance.venueOrderID }
        // Placed between a venue's list and its cancel it may be gone without a report: a look-up tells that.
        try hold(order.phase.isEnded || !isReported, "it is reported, and \(order.phase)")
    }

    private static let amendAndCancel = ConformanceCase(
        "race.amendAndCancel", "An order that is amended and cancelled at once has ended: neither brings a second one.",
        because: "An amendment that wins against a cancel leaves what was to be stopped.",
        proves: [.limitOrders, .amendShrink, .cancelByVenueID, .openOrders], needs: .trading
    ) { examination in
        guard examination.market.instrument.isAmendable else { throw CaseStop.notApplicable("nothing can be amended") }
        let request = try examination.resting(.buy, factor: 4)
        let id = try await examination.accepted(request).venueOrderID
        _ = try await examination.shown(.venue(id))
        let half = try request.amount.value.divided(by: 2, scale: 18, rounding: .down)
        async let amendment = examination.venue.amend(
            .venue(id), on: request.symbol, to: OrderAmendment(quantity: half))
        async let cancel = examination.venue.cancel(.venue(id), on: request.symbol)
        let (_, cancelled) = await (amendment, cancel)
        try holdCancelled([cancelled])
        let end = try await examination.ended(.venue(id))
        try hold(end.filledBase.isZero, "\(end.filledBase) has traded")
        try await examination.holdNothingLive(request.clientOrderID)
    }

    private static let reads = ConformanceCase(
        "race.reads", "What is traded never goes down from one read to the next while an order fills and is cancelled.",
        because: "A sum that falls is booked as a trade the other way.",
        proves: [.limitOrders, .queryByVenueID, .cancelByVenueID], needs: .trading
    ) { examination in
        let request = try await examination.levelExceeding(.buy, factor: 2)
        let id = OrderReference.venue(try await examination.accepted(request).venueOrderID)
        var most = ExactDecimal.zero
        var hasEnded = false
        for round in 0..<8 {
            if round == 4 { _ = await examination.venue.cancel(id, on: request.symbol) }
            let order = try await examination.shown(id)
            try hold(order.filledBase >= most, "traded fell from \(most) to \(order.filledBase)")
            try hold(!hasEnded || order.phase.isEnded, "an ended order is \(order.phase) again")
            most = order.filledBase
            hasEnded = order.phase.isEnded
        }
    }
}
