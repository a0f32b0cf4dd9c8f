import AdapterProtocol
import Logging
import Synchronization

@testable import AdapterRuntime

/// A venue behind a hub: answers as the test says, counts what was asked.
final class FakeBackend: StreamBackend {
    struct State: Sendable {
        var rules: StreamRules? = FakeBackend.rules()
        var capabilities: [Capability: VenueCapabilities.Support] = [:]
        var opening: [VenueError] = []
        var opened: [[MarketSubscription]] = []
        /// What is signed to open a connection.
        var handshake: VenueCall?
        /// How often the clock was to be measured anew.
        var clockDoubts = 0
        var books: [OrderBook] = []
        var trades: [PublicTrade] = []
        var tickers: [Ticker] = []
        var candles: [Candle] = []
        var account = FakeAccount()
        var asked: [String] = []
        var failure: VenueError?
        var isHeld = false
    }

    let state = Watched(State())

    static func rules(
        symbols: Int = 10, topics: Int = 10, connections: Int = 10, spacing: Duration = .zero,
        silence: Duration = .seconds(60), ping: Duration? = nil, rotation: Duration? = nil,
        safety: Duration = StreamRules.usualSafetyInterval
    ) -> StreamRules {
        StreamRules(
            symbolsPerConnection: symbols, topicsPerConnection: topics, connections: connections, sendSpacing: spacing,
            silenceLimit: silence, protocolPingInterval: ping, rotation: rotation,
            safetyInterval: safety)
    }

    var capabilities: VenueCapabilities { VenueCapabilities(state.value.capabilities) }
    var marketRules: StreamRules? { state.value.rules }
    var accountRules: StreamRules? { state.value.rules }

    func catalog() async throws(VenueError) -> InstrumentCatalog {
        InstrumentCatalog(Markets.all, readAt: Timestamp(seconds: 0))
    }

    func openMarket(_ subscriptions: [MarketSubscription]) async throws(VenueError) -> StreamOpening {
        let (error, handshake) = state.change { state -> (VenueError?, VenueCall?) in
            state.opened.append(subscriptions)
            return (state.opening.isEmpty ? nil : state.opening.removeFirst(), state.handshake)
        }
        if let error { throw error }
        let address = StreamAddress(root: .market, path: "/ws", handshake: handshake)
        return StreamOpening(address: address, request: StreamRequest(address: "ws://venue/ws"))
    }

    func marketSession() async throws(VenueError) -> any MarketStreamSession { ScriptedSession() }

    func distrustClock() { state.change { $0.clockDoubts += 1 } }

    func openAccount() async throws(VenueError) -> StreamOpening { try await openMarket([]) }
    func accountSession() async throws(VenueError) -> any AccountStreamSession { ScriptedAccount() }

    func prove(_ proof: StreamProof) throws(VenueError) -> [UInt8] {
        if let failure = state.value.failure { throw failure }
        return Array("proof of \(proof.name)".utf8)
    }

    /// Takes note of a question, and answers it once nobody holds the answers back.
    func asked<Value: Sendable>(
        _ what: String, _ answer: (inout State) -> Value
    ) async throws(VenueError) -> Value {
        let (value, failure) = state.change { state in
            state.asked.append(what)
            return (answer(&state), state.failure)
        }
        if state.value.isHeld { await state.wait { !$0.isHeld } }
        if let failure { throw failure }
        return value
    }

    func orderBook(_ instrument: Instrument, depth: Int) async throws(VenueError) -> OrderBook {
        try await asked("book \(instrument.symbol)") { state in
            let empty = OrderBook(symbol: instrument.symbol, bids: [], asks: [], sequence: nil, time: nil)
            return state.books.count > 1 ? state.books.removeFirst() : state.books.first ?? empty
        }
    }

    func recentTrades(_ instrument: Instrument, limit: Int) async throws(VenueError) -> [PublicTrade] {
        try await asked("trades \(instrument.symbol)") { $0.trades }
    }

    func ticker(_ instrument: Instrument) async throws(VenueError) -> Ticker {
        try await asked("ticker \(instrument.symbol)") { state in
            state.tickers.first ?? Ticker(symbol: instrument.symbol, bid: nil, ask: nil, last: nil)
        }
    }

    func candles(
        _ instrument: Instrument, _ interval: CandleInterval, limit: Int
    ) async throws(VenueError) -> [Candle] {
        try await asked("candles \(instrument.symbol)") { $0.candles }
    }
}

/// A hub with everything scripted, and closed at the end.
struct StreamBench: Sendable {
    static let start = Timestamp(seconds: 1_767_225_600)

    let clock = SteppedClock(start: start)
    let transport = ScriptedStreams()
    let backend = FakeBackend()
    let hub: MarketStreams

    init(_ rules: StreamRules? = FakeBackend.rules(), recorder: (any StreamRecorder)? = nil) {
        backend.state.change { $0.rules = rules }
        hub = MarketStreams(
            StreamKit(
                backend: backend, transport: transport, clock: StreamClock(clock),
                random: SeededRandomSource(seed: 1), observer: Self.observer, recorder: recorder))
    }

    static var observer: StreamObserver {
        StreamObserver(venue: VenueID(rawValue: "fake"), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    }

    func books(_ symbols: Symbol...) -> EventStream<LiveBook> {
        let reading = BookReading()
        return hub.open(.book(depth: 20), of: symbols, into: ConflatingBuffer.init(keys:)) { value in
            if case .book(let topic) = value { reading.book(of: topic) } else { nil }
        }
    }

    func trades(_ symbols: Symbol..., bound: Int = ChannelBounds.lossless) -> EventStream<PublicTrade> {
        hub.open(.trades, of: symbols, into: { _ in LosslessBuffer(bound: bound) }) { value in
            if case .trade(let trade) = value { trade } else { nil }
        }
    }

    func tickers(_ symbols: Symbol...) -> EventStream<Ticker> {
        hub.open(.ticker, of: symbols, into: ConflatingBuffer.init(keys:)) { value in
            if case .ticker(let ticker) = value { ticker } else { nil }
        }
    }

    /// Moves the clock on while somebody sleeps besides the audit, until another connection is up.
    func next(_ number: Int, sleepers: Int = 2) async -> ScriptedLink {
        while transport.links.count < number, !Task.isCancelled {
            await clock.sleepers(atLeast: sleepers)
            clock.advance(by: .milliseconds(100))
            await Task.yield()
        }
        return await transport.link(number)
    }
}

extension StreamEvent {
    /// In one word: a marker's kind and cause, a trade's id, a book's state and number, a ticker's price; what happened to
    /// an account in a few.
    var word: String {
        switch self {
        case .marker(let marker): "\(marker.kind.rawValue)(\(marker.cause))"
        case .value(let trade as PublicTrade, _): trade.id
        case .value(let book as LiveBook, _): "\(book.state) \(book.sequence ?? 0)"
        case .value(let ticker as Ticker, _): "\(ticker.last?.description ?? "-")"
        case .value(let event as AccountEvent, _): event.words
        case .value: "value"
        }
    }
}

extension EventStream.Iterator {
    /// The next so many elements in words.
    mutating func words(_ count: Int) async throws(VenueError) -> [String] {
        var words: [String] = []
        while words.count < count, let event = try await next() { words.append(event.word) }
        return words
    }
}
