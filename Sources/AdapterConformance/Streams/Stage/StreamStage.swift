import AdapterProtocol
import AdapterRuntime
import Logging
import Synchronization

/// Where one streaming case plays: a connected venue, what carries its streams, and the time.
///
/// At a simulated exchange the exchange is new with each case, and time stands still unless the case lets it pass, so
/// that what is compared is of one moment. At a real one the same cases wait in real time.
final class StreamStage: Sendable {
    /// A connected venue, streams included.
    typealias StreamingVenue = Venue & StreamInterface

    let examination: Examination
    /// The case's own exchange, or the examination's endpoint.
    let endpoint: ConformanceEndpoint
    /// What the case may do to its exchange; nil at a real one.
    let controls: (any ExchangeControls)?
    let meter: StageMeter
    let tap: StreamTap
    let venue: any StreamingVenue
    /// The market to work on, as it stood when the case began.
    let market: Market
    /// The clock that only the case moves; nil at a real exchange.
    let stepped: SteppedClock?
    private let placed = Mutex<[VenueOrderID]>([])
    private let failures = Mutex<[@Sendable () -> VenueError?]>([])

    private init(
        _ examination: Examination, _ endpoint: ConformanceEndpoint, _ controls: (any ExchangeControls)?,
        _ meter: StageMeter, _ tap: StreamTap, _ venue: any StreamingVenue, _ market: Market
    ) {
        self.examination = examination
        self.endpoint = endpoint
        self.controls = controls
        self.meter = meter
        self.tap = tap
        self.venue = venue
        self.market = market
        stepped = endpoint.clock as? SteppedClock
    }

    /// Opens the exchange, lets the case play, and tidies up.
    ///
    /// - Parameters:
    ///   - role: The key the venue is connected with; nil for none.
    ///   - tuning: What is smaller than in use.
    static func set(
        _ examination: Examination, as role: ConformanceEndpoint.KeyRole? = .trade,
        tuning: StreamTuning = StreamTuning(), _ play: (StreamStage) async throws -> Void
    ) async throws {
        let stage = try await open(examination, role, tuning)
        do {
            try await play(stage)
        } catch {
            await stage.tidyUp()
            throw error
        }
        await stage.tidyUp()
    }

    private static func open(
        _ examination: Examination, _ role: ConformanceEndpoint.KeyRole?, _ tuning: StreamTuning
    ) async throws -> StreamStage {
        guard let shared = examination.endpoint else { throw CaseStop.skipped("there is no endpoint") }
        let exchange = try shared.exchange?()
        let endpoint = exchange?.endpoint ?? shared
        guard let streams = endpoint.streams else {
            throw CaseStop.skipped("the endpoint has no streams; name them with --streams-public and --streams-private")
        }
        guard exchange != nil || !(endpoint.clock is ManualClock) else {
            throw CaseStop.skipped("streams need an exchange of their own where time is virtual")
        }
        var key: Credentials?
        if let role {
            guard let known = endpoint.keys[role] else {
                throw CaseStop.skipped("there is no key of the kind \(role.rawValue)")
            }
            key = known
        }
        let meter = StageMeter()
        let tap = StreamTap(streams, meter)
        let venue = try endpoint.connectStreams(examination.adapter, key, over: tap, meter, tuning)
        let played = StreamStage(examination, endpoint, exchange?.controls, meter, tap, venue, examination.market)
        // Without a good key there is nothing to trade, nor can every venue's market be read.
        guard exchange != nil, role == .trade else { return played }
        let symbol = examination.market.symbol
        let (instrument, book) = try await played.wait {
            (try await venue.instrument(symbol), try await venue.orderBook(symbol, depth: 5))
        }
        guard let bid = book.bestBid, let ask = book.bestAsk else {
            throw CaseStop.skipped("\(symbol) has no bid or no ask")
        }
        let market = Market(instrument: instrument, bid: bid.price, ask: ask.price)
        return StreamStage(examination, endpoint, exchange?.controls, meter, tap, venue, market)
    }

    /// The market's name.
    var symbol: Symbol { market.symbol }

    /// Reads a stream from now on.
    ///
    /// - Parameter mayFail: Whether an error that ends it is what the case is about, and not its end.
    func watch<Value: Sendable>(_ stream: EventStream<Value>, mayFail: Bool = false) -> StreamWatch<Value> {
        let watch = StreamWatch(stream, meter)
        if !mayFail { failures.withLock { $0.append { watch.error } } }
        return watch
    }

    /// What ended a stream that should have gone on.
    var failure: VenueError? { failures.withLock { $0 }.lazy.compactMap { $0() }.first }

    /// Remembers an order that must not stay.
    func mustGo(_ order: VenueOrderID) { placed.withLock { $0.append(order) } }

    /// Another connection to the same exchange, with its own key and streams.
    func connect(as role: ConformanceEndpoint.KeyRole?) throws -> any StreamingVenue {
        var key: Credentials?
        if let role {
            guard let known = endpoint.keys[role] else {
                throw CaseStop.skipped("there is no key of the kind \(role.rawValue)")
            }
            key = known
        }
        return try endpoint.connectStreams(examination.adapter, key, over: tap, meter, StreamTuning())
    }

    /// Cancels what was placed where it would stay, and ends all streams. What breaks here breaks no promise of a case.
    private func tidyUp() async {
        let (venue, symbol) = (venue, symbol)
        let left = controls == nil ? placed.withLock { $0 } : []
        for order in left { _ = try? await wait { await venue.cancel(.venue(order), on: symbol) } }
        try? await wait { await venue.closeStreams() }
    }
}

extension ConformanceEndpoint {
    /// A connection whose streams go through a tap.
    fileprivate func connectStreams(
        _ adapter: any VenueAdapter, _ key: Credentials?, over tap: StreamTap, _ meter: StageMeter,
        _ tuning: StreamTuning
    ) throws -> any StreamStage.StreamingVenue {
        func open(_ adapter: some VenueAdapter) throws -> any StreamStage.StreamingVenue {
            var parts = VenueParts(
                adapter: adapter, environment: environment, credentials: key,
                transport: MeteredTransport(inner: transport, meter: meter), clock: clock,
                random: SeededRandomSource(seed: 1),
                logger: Logger(label: "conformance") { _ in SwiftLogNoOpLogHandler() })
            parts.rateBudgets = rateBudgets
            parts.signingTimes = signingTimes
            if let key, adapter.needsNonce || adapter.needsUniqueTimestamps { parts.nonces = try nonces?(key) }
            if !environment.isRealMoney { parts.rateHeadroomPercent = 0 }
            parts.streamTransport = tap
            if let backlog = tuning.backlog { parts.streamBacklog = backlog }
            return try ConnectedVenue(parts)
        }
        return try open(tuning.tuned(adapter))
    }
}
