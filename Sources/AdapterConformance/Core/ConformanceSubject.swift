public import AdapterProtocol

/// What is examined: an adapter, the wire data it ships, and a place to try it at.
public struct ConformanceSubject: Sendable {
    /// The adapter.
    public var adapter: any VenueAdapter
    /// Recorded wire data, nil when it ships none.
    public var recordings: Recordings?
    /// The errors that the venue documents, nil when it ships none.
    public var documentedErrors: DocumentedErrors?
    /// The rate limits that the venue publishes, nil when it ships none.
    public var publishedLimits: PublishedRateLimits?
    /// What the venue sends on its streams and what must come of it, nil when it ships none.
    public var streamScenarios: StreamScenarios?
    /// Where it is tried, nil for an offline run.
    public var endpoint: ConformanceEndpoint?
    /// The market to work on, nil for the first open one that a bot would trade.
    public var symbol: Symbol?

    /// A subject.
    public init(
        adapter: any VenueAdapter, recordings: Recordings? = nil, documentedErrors: DocumentedErrors? = nil,
        publishedLimits: PublishedRateLimits? = nil, streamScenarios: StreamScenarios? = nil,
        endpoint: ConformanceEndpoint? = nil, symbol: Symbol? = nil
    ) {
        self.adapter = adapter
        self.recordings = recordings
        self.documentedErrors = documentedErrors
        self.publishedLimits = publishedLimits
        self.streamScenarios = streamScenarios
        self.endpoint = endpoint
        self.symbol = symbol
    }
}
