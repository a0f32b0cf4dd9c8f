import AdapterProtocol

/// All that an adapter says of one order is one story, in whatever order it is heard.
enum OrderStateCases {
    static let all: [ConformanceCase] = [merged, mergedPartial]

    /// Holds that all that was heard of an order makes one state without contradictions, whatever is heard first.
    private static func holdMerged(
        _ acceptance: PlaceOutcome.Acceptance, _ views: [Order], _ fills: [Fill], _ request: OrderRequest
    ) throws {
        let facts: [(inout OrderState) -> Void] =
            views.map { view in { $0.merge(view) } } + fills.map { fill in { $0.merge(fill) } }
            + [{ $0.merge(acknowledged: acceptance.venueOrderID) }]
        var states: Set<OrderState> = []
        for offset in facts.indices {
            let turned = Array(facts[offset...] + facts[..<offset])
            for order in [turned, turned.reversed(), turned + turned] {
                var state = OrderState(request: request)
                for fact in order { fact(&state) }
                states.insert(state)
            }
        }
        try hold(states.count == 1, "\(facts.count) facts in different orders make \(states.count) states")
        guard let state = states.first, let last = views.last else { return }
        try hold(state.contradictions.isEmpty, "the facts contradict each other: \(state.contradictions)")
        try hold(state.venueOrderIDs == [acceptance.venueOrderID], "the facts are of \(state.venueOrderIDs)")
        try hold(
            state.phase?.agrees(with: last.phase) == true,
            "the state is \(state.phase as Any), the last view \(last.phase)")
        try hold(
            state.filledBase == last.filledBase, "\(state.filledBase) traded, the last view says \(last.filledBase)")
        try hold(state.unexplainedBase.isZero, "\(state.unexplainedBase) has no fills")
    }

    private static let merged = ConformanceCase(
        "life.merge.filled",
        "Everything that is heard of a filled order makes one state, in whatever order it is heard.",
        because: "Answers overtake each other; two hosts must not come to two truths.",
        proves: [.limitOrders, .fillsOfOrder], needs: .trading
    ) { examination in
        let request = try await examination.taking(.buy)
        let acceptance = try await examination.accepted(request)
        let first = try await examination.shown(.venue(acceptance.venueOrderID))
        let end = try await examination.ended(.client(request.clientOrderID))
        let fills = try await examination.fills(of: end)
        let views = [acceptance.order, first, end].compactMap { $0 }
        try holdMerged(acceptance, views, fills + acceptance.fills, request)
    }

    private static let mergedPartial = ConformanceCase(
        "life.merge.cancelled",
        "Everything that is heard of an order that filled in part and was cancelled is one state.",
        because: "Answers overtake each other; two hosts must not come to two truths.",
        proves: [.limitOrders, .fillsOfOrder, .cancelByVenueID], needs: .trading
    ) { examination in
        let request = try await examination.levelExceeding(.sell, factor: 3)
        let acceptance = try await examination.accepted(request)
        let first = try await examination.shown(.venue(acceptance.venueOrderID))
        let outcome = await examination.venue.cancel(.venue(acceptance.venueOrderID), on: request.symbol)
        var views = [acceptance.order, first].compactMap { $0 }
        if case .ended(let told) = outcome { views.append(told) }
        let end = try await examination.ended(.venue(acceptance.venueOrderID))
        views.append(end)
        try holdMerged(acceptance, views, try await examination.fills(of: end) + acceptance.fills, request)
    }
}

extension OrderPhase {
    /// Whether it reads as what the owner's cancel leaves. Not every venue tells who ended an order; none may name
    /// somebody else.
    var isOwnersCancel: Bool { self == .ended(.cancelledByOwner) || self == .ended(.undetermined) }

    /// Whether two views can be of one order: who ended it may be known to the canceller only.
    func agrees(with other: OrderPhase) -> Bool { self == other || isOwnersCancel && other.isOwnersCancel }

    /// Whether it reads as what is left of an order that could not wait: some venues only tell that they ended it.
    var isLapse: Bool { self == .ended(.timeInForce) || self == .ended(.cancelledByVenue) }
}
