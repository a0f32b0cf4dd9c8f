import AdapterProtocol

/// Amendments in place: the same order, changed; or refused, and as it was. Never two live orders.
enum AmendCases {
    /// What is changed.
    private enum Change: String, CaseIterable {
        case shrink, grow, price, both

        var capabilities: Set<Capability> {
            switch self {
            case .shrink: [.amendShrink]
            case .grow: [.amendGrow]
            case .price: [.amendPrice]
            case .both: [.amendGrow, .amendPrice]
            }
        }

        func amendment(of request: OrderRequest, on market: Market) throws -> OrderAmendment {
            let unit = try request.amount.value.divided(by: 4, scale: 18, rounding: .down)
            let price = try market.price(percentOfBid: 82)
            return switch self {
            case .shrink: OrderAmendment(quantity: try unit * 2)
            case .grow: OrderAmendment(quantity: try unit * 6)
            case .price: OrderAmendment(limitPrice: price)
            case .both: OrderAmendment(quantity: try unit * 5, limitPrice: price)
            }
        }
    }

    static let all: [ConformanceCase] =
        Change.allCases.flatMap { change in [amended(change, byOurs: false), amended(change, byOurs: true)] }
        + Change.allCases.map(endedOrder) + [notOffered(.grow), notOffered(.price), notOffered(.shrink)]
        + [unknownID, belowFilled, held, thenCancel]

    /// A live order of four times the smallest quantity, so that it can shrink.
    static func live(_ examination: Examination) async throws -> (request: OrderRequest, id: VenueOrderID) {
        guard examination.market.instrument.isAmendable else {
            throw CaseStop.notApplicable("\(examination.market.symbol) does not allow amendments")
        }
        let request = try examination.resting(.buy, factor: 4)
        let id = try await examination.accepted(request).venueOrderID
        let order = try await examination.eventually { () -> Order? in
            let order = try await examination.shown(.venue(id))
            return order.phase == .working ? order : nil
        }
        _ = try hold(order, "the order never enters the book")
        return (request, id)
    }

    /// Holds that exactly one order of our id is live, with this venue id, quantity and price.
    static func holdOnly(
        _ id: VenueOrderID, _ request: OrderRequest, _ change: OrderAmendment, _ examination: Examination
    ) async throws {
        let quantity = change.quantity ?? request.amount.value
        let price = change.limitPrice ?? request.limitPrice
        let seen = try await examination.eventually { () -> Order? in
            let order = try await examination.shown(.venue(id))
            return order.amount == .base(quantity) && order.limitPrice == price ? order : nil
        }
        guard let order = seen else {
            let order = try await examination.shown(.venue(id))
            throw CaseStop.broken(
                "it reads \(order.amount as Any) at \(order.limitPrice as Any), not \(quantity) at \(price as Any)")
        }
        try hold(!order.phase.isEnded, "it is \(order.phase)")
        try hold(order.clientOrderID == request.clientOrderID, "its client id reads \(order.clientOrderID as Any)")
        let open = try await examination.venue.openOrders(on: request.symbol).filter { $0.side == request.side }
        let ours = open.filter { $0.clientOrderID == request.clientOrderID || $0.venueOrderID == id }
        try hold(ours.map(\.venueOrderID) == [id], "live are \(ours.map(\.venueOrderID)), it is \(id)")
        try hold(
            ours.map(\.limitPrice) == [price] && ours.map(\.amount) == [.base(quantity)],
            "the open order reads otherwise")
    }

    private static func amended(_ change: Change, byOurs: Bool) -> ConformanceCase {
        ConformanceCase(
            "amend.\(change).\(byOurs ? "clientID" : "venueID")",
            "An amendment (\(change)) by \(byOurs ? "our" : "the venue's") id changes what it names and nothing else.",
            because: "An amendment that leaves two live orders, or takes a total for a rest, doubles the exposure.",
            proves: change.capabilities.union([.limitOrders, .openOrders, byOurs ? .queryByClientID : .queryByVenueID]),
            needs: .trading
        ) { examination in
            let (request, id) = try await live(examination)
            let amendment = try change.amendment(of: request, on: examination.market)
            let reference = byOurs ? OrderReference.client(request.clientOrderID) : .venue(id)
            let outcome = await examination.venue.amend(reference, on: request.symbol, to: amendment)
            guard case .amended(let told, let keptPriority) = outcome else {
                throw CaseStop.broken("the outcome is \(outcome)")
            }
            try hold(told.venueOrderID == id, "the answer is about order \(told.venueOrderID)")
            try hold(
                told.amount == .base(amendment.quantity ?? request.amount.value)
                    && told.limitPrice == amendment.limitPrice ?? request.limitPrice,
                "the answer reads \(told.amount as Any) at \(told.limitPrice as Any)")
            // A new price is a new place in the queue, on every exchange with one.
            try hold(amendment.limitPrice == nil || !keptPriority, "a new price is said to keep its place in the queue")
            try await holdOnly(id, request, amendment, examination)
        }
    }

    private static func endedOrder(_ change: Change) -> ConformanceCase {
        ConformanceCase(
            "amend.\(change).ended", "An amendment (\(change)) of an ended order is refused, and makes no order.",
            because: "An amendment that comes too late must not bring the order back.",
            proves: change.capabilities.union([.limitOrders]), needs: .trading
        ) { examination in
            let (request, id) = try await live(examination)
            _ = await examination.venue.cancel(.venue(id), on: request.symbol)
            _ = try await examination.ended(.venue(id))
            let outcome = await examination.venue.amend(
                .venue(id), on: request.symbol, to: try change.amendment(of: request, on: examination.market))
            try await holdRefused(outcome, kinds: [.orderNotFound])
            try await examination.holdNothingLive(request.clientOrderID)
        }
    }

    private static func holdRefused(_ outcome: AmendOutcome, kinds: Set<VenueError.Kind>? = nil) async throws(CaseStop)
    {
        switch outcome {
        case .rejected(let error), .notSent(let error):
            if let kinds { try hold(kinds.contains(error.kind), "the refusal is of the kind \(error.kind)") }
        case let other: throw .broken("the outcome is \(other)")
        }
    }

    /// The other way round: what is not claimed must not even be tried.
    private static func notOffered(_ change: Change) -> ConformanceCase {
        ConformanceCase(
            "amend.\(change).notOffered",
            "Where an amendment (\(change)) is not offered it is refused before it is sent.",
            because: "A venue that answers it with cancel and replace can leave two orders, or none.", needs: .trading
        ) { examination in
            guard change.capabilities.contains(where: { !examination.capabilities[$0].isOffered }) else {
                throw CaseStop.notApplicable("it is offered")
            }
            let request = try examination.resting(.buy, factor: 4)
            let id = try await examination.accepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            examination.tap?.reset()
            let amendment = try change.amendment(of: request, on: examination.market)
            let outcome = await examination.venue.amend(.venue(id), on: request.symbol, to: amendment)
            guard case .notSent(let error) = outcome else { throw CaseStop.broken("the outcome is \(outcome)") }
            try hold(error.kind == .unsupported, "the refusal is of the kind \(error.kind)")
            let writes = examination.tap?.sent.count { $0.intent == .write } ?? 0
            try hold(writes == 0, "\(writes) writes were sent")
            try await holdOnly(id, request, OrderAmendment(), examination)
        }
    }

    private static let unknownID = ConformanceCase(
        "amend.unknown", "An amendment of an id that no order has is refused, and makes no order.",
        because: "An order that nobody placed has no owner.", proves: [.amendShrink], needs: .trading
    ) { examination in
        guard examination.market.instrument.isAmendable else { throw CaseStop.notApplicable("nothing can be amended") }
        let id = examination.newID()
        let quantity = try examination.takerQuantity()
        let outcome = await examination.venue.amend(
            .client(id), on: examination.market.symbol, to: OrderAmendment(quantity: quantity))
        try await holdRefused(outcome, kinds: [.orderNotFound])
        try await examination.holdNothingLive(id)
    }

    private static let belowFilled = ConformanceCase(
        "amend.belowFilled", "An amendment to less than has traded is refused, or ends the order.",
        because: "A total below the filled part is an order that owes the venue something.",
        proves: [.amendShrink, .limitOrders], needs: .trading
    ) { examination in
        guard examination.market.instrument.isAmendable else { throw CaseStop.notApplicable("nothing can be amended") }
        let (request, order) = try await examination.partlyFilled(.buy, factor: 8)
        let less = try order.filledBase.divided(by: 2, scale: 18, rounding: .down)
            .quantized(to: examination.market.lot, .floor)
        let outcome = await examination.venue.amend(
            .venue(order.venueOrderID), on: request.symbol, to: OrderAmendment(quantity: less))
        switch outcome {
        case .rejected, .notSent:
            let after = try await examination.shown(.venue(order.venueOrderID))
            try hold(
                after.amount == request.amount, "the order reads \(after.amount as Any), placed was \(request.amount)")
            try hold(after.filledBase >= order.filledBase, "traded fell to \(after.filledBase)")
            let isOurs = after.phase == .working || after.phase == .ended(.filled)
            try hold(isOurs, "the refused amendment left it \(after.phase)")
        case .amended(let told, _):
            let end = try await examination.ended(.venue(order.venueOrderID))
            try hold(told.phase.agrees(with: end.phase), "the answer says \(told.phase), the end reads \(end.phase)")
            for view in [told, end] {
                try hold(view.filledBase >= order.filledBase, "traded fell to \(view.filledBase)")
                let isCovered = try hold(view.amount?.baseQuantity, "it has no amount") >= view.filledBase
                try hold(isCovered, "\(view.filledBase) traded of \(view.amount as Any)")
            }
            _ = try await examination.fills(of: end)
        case .unknown(let error): throw CaseStop.broken("the outcome is unknown: \(error)")
        }
    }

    private static let held = ConformanceCase(
        "amend.shrink.held", "What a smaller order no longer needs is free again.",
        because: "Money that stays held after an amendment is missing for the next order.",
        proves: [.amendShrink, .limitOrders, .heldBalances], needs: .trading
    ) { examination in
        let (request, id) = try await live(examination)
        let asset = request.symbol.quote
        let before = try await examination.holding(asset)
        let change = try Change.shrink.amendment(of: request, on: examination.market)
        let outcome = await examination.venue.amend(.venue(id), on: request.symbol, to: change)
        guard case .amended = outcome else { throw CaseStop.broken("the outcome is \(outcome)") }
        let cost = try (request.amount.value - (change.quantity ?? 0)) * (request.limitPrice ?? 0)
        let isFree = try await examination.eventually {
            try await examination.holding(asset).available - before.available >= cost ? true : nil
        }
        let after = try await examination.holding(asset)
        try hold(isFree == true, "\(cost) less is needed, free went from \(before.available) to \(after.available)")
        try hold(after.total == before.total, "the total went from \(before.total) to \(after.total)")
    }

    private static let thenCancel = ConformanceCase(
        "amend.shrink.thenCancel", "An amended order is cancelled by the ids that it had before.",
        because: "An order that changes its id when it changes its size cannot be stopped.",
        proves: [.amendShrink, .limitOrders, .cancelByClientID], needs: .trading
    ) { examination in
        let (request, id) = try await live(examination)
        let change = try Change.shrink.amendment(of: request, on: examination.market)
        let outcome = await examination.venue.amend(.venue(id), on: request.symbol, to: change)
        guard case .amended = outcome else { throw CaseStop.broken("the outcome is \(outcome)") }
        switch await examination.venue.cancel(.client(request.clientOrderID), on: request.symbol) {
        case .ended, .requested: break
        case let other: throw CaseStop.broken("the cancel's outcome is \(other)")
        }
        let end = try await examination.ended(.venue(id))
        try hold(end.phase.isOwnersCancel, "the end reads \(end.phase)")
        try await examination.holdNothingLive(request.clientOrderID)
    }
}
