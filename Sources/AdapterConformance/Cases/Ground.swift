import AdapterProtocol
import AdapterRuntime

/// What cases with faults on the wire have in common: a connection, and what stands below it.
struct Ground: Sendable {
    let examination: Examination
    let venue: any Venue
    let tap: WireTap
    private let isApart: Bool

    /// - Parameters:
    ///   - capability: Not applicable where it is not offered. It is not proven by how it fails, so that these cases
    ///     are not bound to it.
    ///   - isApart: Whether to use a connection of its own: pauses that planted answers ask for end with it.
    init(
        _ examination: Examination, offering capability: Capability? = nil, isApart: Bool = false
    ) throws {
        if let capability { try examination.mustOffer(capability) }
        guard let endpoint = examination.endpoint, let shared = examination.tap else {
            throw CaseStop.skipped("there is no endpoint")
        }
        self.examination = examination
        self.isApart = isApart
        guard isApart else {
            (venue, tap) = (examination.venue, shared)
            return
        }
        tap = WireTap(endpoint.transport)
        venue = try endpoint.connect(
            AdapterProxy(examination.adapter, tap), endpoint.keys[.trade], clock: examination.clock, over: tap)
    }

    /// The next `times` writes go wrong. Rules and clock are read before, so that nothing comes in between.
    func arm(_ fault: WireTap.Fault, times: Int = 1) async throws {
        try await warm()
        tap.arm(fault, times: times) { $0.intent == .write }
    }

    /// Reads the rules and measures the clock, and forgets what was sent for that.
    func warm() async throws {
        if isApart { try await examination.rest() }
        tap.reset()
        _ = try await venue.instruments()
        _ = try await venue.balances()
        tap.reset()
    }

    /// How many writes were sent since the fault was armed.
    var writes: Int { tap.sent.count { $0.intent == .write } }

    func holdWrites(_ count: Int) throws(CaseStop) {
        try hold(writes == count, "\(writes) writes were sent: \(tap.sent.map { "\($0.operation) \($0.status ?? 0)" })")
    }

    func mustBeAmendable() throws(CaseStop) {
        guard examination.market.instrument.isAmendable else {
            throw .notApplicable("\(examination.market.symbol) does not allow amendments")
        }
    }

    /// A cancel of all would take the account's own orders with it.
    func mustHaveNoOrders() async throws {
        let open = try await examination.venue.openOrders(on: examination.market.symbol)
        guard open.isEmpty else { throw CaseStop.notApplicable("the account has \(open.count) orders of its own") }
    }

    /// The open orders of the market by id.
    func openIDs() async throws -> Set<VenueOrderID> {
        Set(try await examination.venue.openOrders(on: examination.market.symbol).map(\.venueOrderID))
    }
}

extension Examination {
    /// - Throws: ``CaseStop/notApplicable(_:)`` where it is not offered.
    func mustOffer(_ capability: Capability) throws(CaseStop) {
        guard capabilities[capability].isOffered else { throw .notApplicable("\(capability) is not offered") }
    }

    /// Whether time passes only by waiting, so that long waits and many calls cost nothing and nobody is disturbed.
    var isVirtual: Bool { clock is ManualClock && endpoint?.environment.isRealMoney != true }

    /// An accepted order: as ``accepted(_:)``, with patience where the runtime says that it must wait for the venue's
    /// limits first.
    func patientlyAccepted(_ request: OrderRequest) async throws -> PlaceOutcome.Acceptance {
        for _ in 0..<3 {
            switch await place(request) {
            case .accepted(let acceptance): return acceptance
            case .notSent(let error):
                guard error.kind == .rateLimited, case .after(let pause) = error.advice else {
                    throw CaseStop.broken("the order was not accepted: \(error)")
                }
                try await clock.sleep(for: pause)
            case .rejected(let error, _) where error.kind == .insufficientFunds:
                throw CaseStop.skipped("not enough funds for \(request.amount) on \(request.symbol)")
            case let other: throw CaseStop.broken("the order was not accepted: \(other)")
            }
        }
        throw CaseStop.skipped("the venue's limits leave no room for an order")
    }

    /// - Throws: ``CaseStop/notApplicable(_:)`` on a real clock or with real money.
    func mustBeVirtual() throws(CaseStop) {
        guard isVirtual else { throw .notApplicable("only on a virtual clock, without real money") }
    }
}

/// The error of an operation that must fail.
///
/// - Throws: ``CaseStop/broken(_:)`` when it succeeds.
func mustFail<Value>(_ operation: () async throws(VenueError) -> Value) async throws(CaseStop) -> VenueError {
    let value: Value
    do throws(VenueError) {
        value = try await operation()
    } catch {
        return error
    }
    throw .broken("it succeeded: \(String(describing: value).prefix(200))")
}

/// Runs an operation in a task that was cancelled before it began.
func inCancelledTask<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) async -> Value? {
    await withTaskGroup(of: Value.self) { group in
        group.cancelAll()
        group.addTask { await operation() }
        return await group.next()
    }
}
