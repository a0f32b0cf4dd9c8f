public import AdapterProtocol
public import AdapterRuntime
import Logging
import Synchronization

/// What a case works with.
public final class Examination: Sendable {
    /// The adapter, pure.
    public let adapter: any VenueAdapter
    /// The connected venue: at the endpoint, or answered from recordings.
    public let venue: any Venue
    /// The market to work on.
    public let market: Market
    /// All markets.
    public let catalog: InstrumentCatalog
    /// What stands between the runtime and the endpoint; nil offline.
    public let tap: WireTap?
    /// The time everything goes by.
    public let clock: any WallClock
    /// What the adapter ships.
    public let recordings: Recordings?
    /// The venue's documented errors, where the adapter ships them.
    public let documentedErrors: DocumentedErrors?
    /// The venue's published rate limits, where the adapter ships them.
    public let publishedLimits: PublishedRateLimits?
    /// The sequences of the venue's streams, where the adapter ships them.
    let streamScenarios: StreamScenarios?
    /// The endpoint; nil offline.
    public let endpoint: ConformanceEndpoint?

    private let random: any RandomSource
    private let placed = Mutex<[Placed]>([])

    private struct Placed: Sendable {
        let client: ClientOrderID
        let symbol: Symbol
        var venue: VenueOrderID?
        /// Told as rejected because its id is in use.
        var isDenied = false

        /// The venue's id where it is known: not every venue cancels by ours.
        var reference: OrderReference { venue.map { .venue($0) } ?? .client(client) }
    }

    init(
        adapter: any VenueAdapter, venue: any Venue, market: Market, catalog: InstrumentCatalog, tap: WireTap?,
        clock: any WallClock, subject: ConformanceSubject, random: any RandomSource
    ) {
        self.adapter = adapter
        self.venue = venue
        self.market = market
        self.catalog = catalog
        self.tap = tap
        self.clock = clock
        recordings = subject.recordings
        documentedErrors = subject.documentedErrors
        publishedLimits = subject.publishedLimits
        streamScenarios = subject.streamScenarios
        endpoint = subject.endpoint
        self.random = random
    }

    /// What the venue offers.
    public var capabilities: VenueCapabilities { adapter.capabilities }

    /// A client id that was never used.
    public func newID() -> ClientOrderID { ClientOrderID(bits: UInt128(random.next()) << 64 | UInt128(random.next())) }

    /// A buy that rests `percentBelow` of the best bid: the smallest that the rules allow, times `factor`.
    public func restingBuy(
        percentOfBid percent: Int = 80, factor: Int = 1, timeInForce: TimeInForce = .goodTillCancelled,
        expiresAt: Timestamp? = nil, isPostOnly: Bool = false
    ) throws -> OrderRequest {
        let price = try market.price(percentOfBid: percent)
        return try OrderRequest(
            clientOrderID: newID(), symbol: market.symbol, side: .buy, type: .limit,
            amount: .base(try market.smallestQuantity(at: price) * ExactDecimal(factor)), limitPrice: price,
            timeInForce: timeInForce, expiresAt: expiresAt, isPostOnly: isPostOnly)
    }

    /// Places an order that is cancelled after the case, whatever happens.
    public func place(_ request: OrderRequest) async -> PlaceOutcome {
        let position = placed.withLock { placed in
            placed.append(Placed(client: request.clientOrderID, symbol: request.symbol))
            return placed.count - 1
        }
        let outcome = await patiently(request)
        switch outcome {
        case .accepted(let acceptance): placed.withLock { $0[position].venue = acceptance.venueOrderID }
        case .rejected(let error, let venueOrderID):
            placed.withLock { placed in
                placed[position].venue = venueOrderID
                placed[position].isDenied = error.kind == .duplicateClientOrderID
            }
        case .notSent, .unknown: break
        }
        return outcome
    }

    /// Waits for rate budget, which so many orders in a row use up; an order that was not sent may be sent again.
    private func patiently(_ request: OrderRequest) async -> PlaceOutcome {
        var outcome = await venue.place(request)
        for _ in 0..<3 {
            guard case .notSent(let error) = outcome, error.kind == .rateLimited, case .after(let pause) = error.advice,
                (try? await clock.sleep(for: pause)) != nil
            else { break }
            outcome = await venue.place(request)
        }
        return outcome
    }

    /// Places an order that must be accepted.
    ///
    /// - Throws: ``CaseStop/skipped(_:)`` without funds, else ``CaseStop/broken(_:)``.
    public func accepted(_ request: OrderRequest) async throws(CaseStop) -> PlaceOutcome.Acceptance {
        switch await place(request) {
        case .accepted(let acceptance): return acceptance
        case .rejected(let error, _) where error.kind == .insufficientFunds:
            throw .skipped("not enough funds for \(request.amount) on \(request.symbol)")
        case let other: throw .broken("the order was not accepted: \(other)")
        }
    }

    /// The order once the venue shows it. Reads may trail writes for as long as the adapter itself says.
    public func shown(_ reference: OrderReference) async throws -> Order {
        var waited = Duration.zero
        while true {
            switch try await venue.order(reference, on: market.symbol) {
            case .found(let order): return order
            case .absent(let lag):
                guard waited <= lag else { throw CaseStop.broken("the order is not shown after \(lag)") }
                try await clock.sleep(for: .milliseconds(250))
                waited += .milliseconds(250)
            }
        }
    }

    /// The order once it has ended. A cancel may take as long as the venue's visibility lag.
    public func ended(_ reference: OrderReference) async throws -> Order {
        for _ in 0..<120 {
            let order = try await shown(reference)
            if order.phase.isEnded { return order }
            try await clock.sleep(for: .milliseconds(250))
        }
        throw CaseStop.broken("the order does not end within 30 s")
    }

    /// Another connection to the endpoint: other credentials, another clock, its own limits.
    ///
    /// - Throws: ``CaseStop/skipped(_:)`` offline, or without such a key.
    public func connect(
        as role: ConformanceEndpoint.KeyRole? = .trade, clock: (any WallClock)? = nil,
        over transport: (any Transport)? = nil
    ) throws -> any Venue {
        guard let endpoint else { throw CaseStop.skipped("there is no endpoint") }
        var key: Credentials?
        if let role {
            guard let credentials = endpoint.keys[role] else {
                throw CaseStop.skipped("there is no key of the kind \(role.rawValue)")
            }
            key = credentials
        }
        return try endpoint.connect(adapter, key, clock: clock ?? self.clock, over: transport ?? endpoint.transport)
    }

    /// Placements of the last case that were told as rejected because an order has their id: who has lost an answer and
    /// places again would take the order that exists for one that does not.
    var denied: [ClientOrderID] { placed.withLock { $0.filter(\.isDenied).map(\.client) } }

    /// Cancels what the last case left, and says what may still be live.
    func cleanUp() async -> [String] {
        let left = placed.withLock { placed in
            defer { placed = [] }
            return placed
        }
        tap?.reset()
        var live: [String] = []
        for order in left {
            if await !isGone(order) { live.append("\(order.reference) on \(order.symbol)") }
        }
        return live
    }

    private func isGone(_ order: Placed) async -> Bool {
        for _ in 0..<5 {
            switch await venue.cancel(order.reference, on: order.symbol) {
            case .ended, .notLive, .requested: return true
            case .rejected, .notSent, .unknown: continue
            }
        }
        return false
    }
}

extension ConformanceEndpoint {
    /// A connection to the endpoint.
    func connect(
        _ adapter: any VenueAdapter, _ key: Credentials?, clock: any WallClock, over transport: any Transport
    ) throws -> any Venue {
        func open(_ adapter: some VenueAdapter) throws -> any Venue {
            var parts = VenueParts(
                adapter: adapter, environment: environment, credentials: key, transport: transport, clock: clock,
                logger: Logger(label: "conformance") { _ in SwiftLogNoOpLogHandler() })
            parts.rateBudgets = rateBudgets
            parts.signingTimes = signingTimes
            if let key, adapter.needsNonce || adapter.needsUniqueTimestamps { parts.nonces = try nonces?(key) }
            if !environment.isRealMoney { parts.rateHeadroomPercent = 0 }
            return try ConnectedVenue(parts)
        }
        return try open(adapter)
    }
}
