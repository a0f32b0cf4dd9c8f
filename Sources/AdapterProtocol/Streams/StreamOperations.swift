/// The stream interfaces, pure. An adapter without streams declares nothing: the defaults say so.
public protocol StreamOperations: Sendable {
    /// How the venue's market connections behave; nil where the adapter has none.
    var marketStreamRules: StreamRules? { get }
    /// How the venue's account connections behave; nil where the adapter has none.
    var accountStreamRules: StreamRules? { get }

    /// What must be known to open a connection for these subscriptions, which ``StreamRules`` allow on one connection.
    func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress>
    /// A session for one connection; nothing is subscribed yet.
    ///
    /// - Parameter catalog: Every market, for frames that name others.
    func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession

    /// What must be known to open a connection for the account.
    func openAccountStream() -> Flow<StreamAddress>
    /// A session for one connection of the account.
    func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession
}

extension StreamOperations {
    /// No market streams.
    public var marketStreamRules: StreamRules? { nil }
    /// No account streams.
    public var accountStreamRules: StreamRules? { nil }

    /// Refused.
    public func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        .failed(
            .unsupported(subscriptions.first?.channel.capability ?? .bookStreams, "the adapter has no market streams"))
    }

    /// A session that tells nothing.
    public func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession { NoStreamSession() }

    /// Refused.
    public func openAccountStream() -> Flow<StreamAddress> {
        .failed(.unsupported(.orderStreams, "the adapter has no account streams"))
    }

    /// A session that tells nothing.
    public func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession { NoStreamSession() }
}

/// The session of an adapter without streams; its connection is never opened.
struct NoStreamSession: MarketStreamSession, AccountStreamSession {
    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {}
    mutating func subscribe(
        _ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {}
    mutating func unsubscribe(
        _ slots: [Int], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {}
    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {}
    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {}
    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {}
    mutating func resync(
        _ slot: Int, because cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {}
    func book(of slot: Int) -> LiveBook? { nil }
    func isLive(_ slot: Int) -> Bool { false }

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {}
    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {}
    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {}
    mutating func learn(_ order: Order) {}
}
