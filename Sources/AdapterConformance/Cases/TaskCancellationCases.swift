import AdapterProtocol

/// Swift tasks that are cancelled before, or in the middle of, a request.
enum TaskCancellationCases {
    static let all: [ConformanceCase] = [
        placeBefore, cancelBefore, amendBefore, readBefore, resolveBefore, keyTestBefore, placeDuring, cancelDuring,
        readDuring, laneAfter,
    ]

    private static let reason = "Programs stop and requests time out at any moment; the order does not care."

    private static let placeBefore = ConformanceCase(
        "taskCancellation.place.before", "A placement in a cancelled task is not sent.", because: reason,
        needs: .trading
    ) { examination in
        let ground = try Ground(examination)
        let before = try await ground.openIDs()
        ground.tap.reset()
        let request = try examination.restingBuy()
        let outcome = await inCancelledTask { await examination.place(request) }
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(String(describing: outcome))") }
        try hold(error.kind == .cancelled && error.effect == .notSent, "\(error)")
        try ground.holdWrites(0)
        try hold(try await ground.openIDs() == before, "there are other open orders than before")
    }

    private static let cancelBefore = ConformanceCase(
        "taskCancellation.cancel.before", "A cancel in a cancelled task is not sent, and says so.", because: reason,
        needs: .trading
    ) { examination in
        let ground = try Ground(examination, offering: .cancelByVenueID)
        let request = try examination.restingBuy()
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        _ = try await examination.shown(order)
        ground.tap.reset()
        let outcome = await inCancelledTask { await examination.venue.cancel(order, on: request.symbol) }
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(String(describing: outcome))") }
        try hold(error.kind == .cancelled, "\(error)")
        try ground.holdWrites(0)
        try hold(try await !examination.shown(order).phase.isEnded, "the order ended")
    }

    private static let amendBefore = ConformanceCase(
        "taskCancellation.amend.before", "An amendment in a cancelled task is not sent, and says so.",
        because: reason, needs: .trading
    ) { examination in
        let ground = try Ground(examination, offering: .amendShrink)
        try ground.mustBeAmendable()
        let request = try examination.restingBuy(factor: 2)
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        _ = try await examination.shown(order)
        let change = OrderAmendment(quantity: try examination.restingBuy().amount.value)
        ground.tap.reset()
        let outcome = await inCancelledTask { await examination.venue.amend(order, on: request.symbol, to: change) }
        guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(String(describing: outcome))") }
        try hold(error.kind == .cancelled, "\(error)")
        try ground.holdWrites(0)
        let view = try await examination.shown(order)
        try hold(view.amount == request.amount, "the order reads \(String(describing: view.amount))")
    }

    private static let readBefore = ConformanceCase(
        "taskCancellation.read.before", "A read in a cancelled task fails as cancelled and is not sent.",
        because: "A stopped program must not go on asking.", needs: .connection
    ) { examination in
        let ground = try Ground(examination)
        _ = try await examination.venue.balances()
        ground.tap.reset()
        let error = await inCancelledTask {
            await outcome { () async throws(VenueError) in try await examination.venue.balances() }
        }
        try holdCancelled(error ?? nil)
        try hold(ground.tap.sent.isEmpty, "\(ground.tap.sent.count) requests were sent")
    }

    private static let resolveBefore = ConformanceCase(
        "taskCancellation.resolve.before", "A cancelled look-up settles nothing.",
        because: "Absence that nobody has seen frees money that is not free.", needs: .connection
    ) { examination in
        let id = examination.newID()
        let now = examination.clock.now
        let resolution = await inCancelledTask {
            await examination.venue.resolve(id, on: examination.market.symbol, signedBy: now)
        }
        guard case .unresolved(let error) = resolution else {
            throw CaseStop.broken("\(String(describing: resolution))")
        }
        try hold(error.kind == .cancelled, "\(error)")
    }

    private static let keyTestBefore = ConformanceCase(
        "taskCancellation.keyTest.before", "A cancelled key test blames no key.",
        because: "The owner would throw away a good one.", needs: .connection
    ) { examination in
        let found = await inCancelledTask { () async -> KeyTestReport? in try? await examination.venue.testKey() }
        guard let report = found ?? nil else { return }
        try hold(!report.isUsable, "it is called usable, although nothing was asked")
        try hold(report.causes.map(\.kind) == [.unreachable], "the causes are \(report.causes)")
    }

    private static let placeDuring = ConformanceCase(
        "taskCancellation.place.during",
        "A placement whose task is cancelled while the answer is on its way is unknown, and is then found.",
        because: reason, proves: [.queryByClientID], needs: .trading
    ) { examination in
        let (venue, transport) = try await connect(examination)
        let request = try examination.restingBuy()
        transport.holdNext()
        let outcome = await transport.cancelling { await venue.place(request) }
        let signed = examination.clock.now
        let resolution = await examination.venue.resolve(request.clientOrderID, on: request.symbol, signedBy: signed)
        if case .found(let order, _) = resolution {
            _ = await examination.venue.cancel(.venue(order.venueOrderID), on: request.symbol)
        }
        guard case .unknown(let uncertainty) = outcome else {
            throw CaseStop.broken("\(String(describing: outcome))")
        }
        try AmbiguityCases.holdDoubt(uncertainty.error)
        try hold(uncertainty.error.kind == .cancelled, "\(uncertainty.error)")
        guard case .found = resolution else { throw CaseStop.broken("\(resolution)") }
    }

    private static let cancelDuring = ConformanceCase(
        "taskCancellation.cancel.during",
        "A cancel whose task is cancelled while the answer is on its way is unknown; the order then reads as it is.",
        because: reason, needs: .trading
    ) { examination in
        try examination.mustOffer(.cancelByVenueID)
        let (venue, transport) = try await connect(examination)
        let request = try examination.restingBuy()
        let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
        _ = try await examination.shown(order)
        transport.holdNext()
        let outcome = await transport.cancelling { await venue.cancel(order, on: request.symbol) }
        guard case .unknown(let error) = outcome else { throw CaseStop.broken("\(String(describing: outcome))") }
        try AmbiguityCases.holdDoubt(error)
        _ = try await examination.ended(order)
    }

    private static let readDuring = ConformanceCase(
        "taskCancellation.read.during", "A read whose task is cancelled in the middle fails as cancelled.",
        because: "Who has given up must not be kept waiting, nor be told of a broken network.", needs: .connection
    ) { examination in
        let (venue, transport) = try await connect(examination)
        transport.holdNext()
        let error = await transport.cancelling {
            await outcome { () async throws(VenueError) in try await venue.balances() }
        }
        try holdCancelled(error ?? nil)
    }

    private static let laneAfter = ConformanceCase(
        "taskCancellation.next", "After a call was cancelled in the middle the next ones work.",
        because: "A turn, a budget or a nonce that is never given back stops a key for ever.", needs: .connection
    ) { examination in
        let (venue, transport) = try await connect(examination)
        for _ in 0..<3 {
            transport.holdNext()
            _ = await transport.cancelling {
                await outcome { () async throws(VenueError) in try await venue.balances() }
            }
        }
        try hold(try await !venue.balances().isEmpty, "there are no balances")
    }

    /// A connection that has read the rules and measured the clock, so that the next request is the one that matters.
    private static func connect(_ examination: Examination) async throws -> (any Venue, HoldingTransport) {
        guard let endpoint = examination.endpoint else { throw CaseStop.skipped("there is no endpoint") }
        let transport = HoldingTransport(endpoint.transport)
        let venue = try await examination.reconnect(over: transport)
        _ = try await venue.instruments()
        _ = try await venue.balances()
        return (venue, transport)
    }

    private static func outcome<Value: Sendable>(
        _ operation: () async throws(VenueError) -> Value
    ) async -> VenueError? {
        do throws(VenueError) {
            _ = try await operation()
            return nil
        } catch {
            return error
        }
    }

    private static func holdCancelled(_ error: VenueError?) throws(CaseStop) {
        let error = try hold(error, "it succeeded")
        try hold(error.kind == .cancelled, "\(error)")
        try hold(
            error.effect == .notSent || error.effect == .notExecuted(.read), "the effect is \(error.effect.name)")
    }
}
