import AdapterProtocol

/// What streams of one venue are made of: the adapter's pure descriptions, run over REST where they need it.
protocol StreamBackend: Sendable {
    var capabilities: VenueCapabilities { get }
    var marketRules: StreamRules? { get }
    var accountRules: StreamRules? { get }

    func catalog() async throws(VenueError) -> InstrumentCatalog
    func openMarket(_ subscriptions: [MarketSubscription]) async throws(VenueError) -> StreamOpening
    func marketSession() async throws(VenueError) -> any MarketStreamSession
    func openAccount() async throws(VenueError) -> StreamOpening
    func accountSession() async throws(VenueError) -> any AccountStreamSession
    func prove(_ proof: StreamProof) throws(VenueError) -> [UInt8]
    /// A signed handshake was refused: the venue's clock is measured anew before the next one.
    func distrustClock()

    func orderBook(_ instrument: Instrument, depth: Int) async throws(VenueError) -> OrderBook
    func recentTrades(_ instrument: Instrument, limit: Int) async throws(VenueError) -> [PublicTrade]
    func ticker(_ instrument: Instrument) async throws(VenueError) -> Ticker
    func candles(
        _ instrument: Instrument, _ interval: CandleInterval, limit: Int
    ) async throws(VenueError) -> [Candle]
}

/// The backend of any adapter.
struct ConnectedBackend<Adapter: VenueAdapter>: StreamBackend {
    let runner: CallRunner<Adapter>
    let instruments: InstrumentStore

    var capabilities: VenueCapabilities { runner.adapter.capabilities }
    var marketRules: StreamRules? { runner.adapter.marketStreamRules }
    var accountRules: StreamRules? { runner.adapter.accountStreamRules }

    func catalog() async throws(VenueError) -> InstrumentCatalog {
        try await instruments.current { () async throws(VenueError) in
            try await runner.read(runner.adapter.instruments())
        }
    }

    func openMarket(_ subscriptions: [MarketSubscription]) async throws(VenueError) -> StreamOpening {
        guard let marketRules else {
            throw .unsupported(
                subscriptions.first?.channel.capability ?? .bookStreams, "the adapter has no market streams")
        }
        return try await runner.opening(runner.adapter.openMarketStream(subscriptions), marketRules)
    }

    func marketSession() async throws(VenueError) -> any MarketStreamSession {
        runner.adapter.makeMarketSession(try await catalog())
    }

    /// Signed frames follow soon, and nothing can be awaited then: the clock is measured first. Without a key nobody is
    /// asked.
    func openAccount() async throws(VenueError) -> StreamOpening {
        guard let accountRules else { throw .unsupported(.orderStreams, "the adapter has no account streams") }
        guard runner.hasKey else { throw .notSent(.noCredentials, "the account's streams need a key") }
        try await runner.ensureClock(for: .privateRead)
        return try await runner.opening(runner.adapter.openAccountStream(), accountRules)
    }

    func accountSession() async throws(VenueError) -> any AccountStreamSession {
        runner.adapter.makeAccountSession(try await catalog())
    }

    func prove(_ proof: StreamProof) throws(VenueError) -> [UInt8] { try runner.prove(proof) }

    func distrustClock() { runner.venueClock.invalidate() }

    func orderBook(_ instrument: Instrument, depth: Int) async throws(VenueError) -> OrderBook {
        try capabilities.require(.orderBooks)
        return try await runner.read(runner.adapter.orderBook(of: instrument, depth: depth))
    }

    func recentTrades(_ instrument: Instrument, limit: Int) async throws(VenueError) -> [PublicTrade] {
        try capabilities.require(.recentTrades)
        return try await runner.read(runner.adapter.recentTrades(of: instrument, limit: limit))
    }

    func ticker(_ instrument: Instrument) async throws(VenueError) -> Ticker {
        try capabilities.require(.tickers)
        return try await runner.read(runner.adapter.ticker(of: instrument))
    }

    func candles(
        _ instrument: Instrument, _ interval: CandleInterval, limit: Int
    ) async throws(VenueError) -> [Candle] {
        try capabilities.require(.candles)
        return try await runner.read(
            runner.adapter.candles(of: instrument, interval: interval, from: nil, limit: limit))
    }
}
