public import AdapterProtocol

/// What is examined: an adapter, the wire data it ships, and a place to try it at.
public struct ConformanceSubject: Sendable {
    /// The adapter.
    public var adapter: any VenueAdapter
    /// Recorded wire data, nil when it ships none.
    public var recordings: Recordings?
    /// Where it is tried, nil for an offline run.
    public var endpoint: ConformanceEndpoint?
    /// The market to work on, nil for the first open one that a bot would trade.
    public var symbol: Symbol?

    /// A subject.
    public init(
        adapter: any VenueAdapter, recordings: Recordings? = nil, endpoint: ConformanceEndpoint? = nil,
        symbol: Symbol? = nil
    ) {
        self.adapter = adapter
        self.recordings = recordings
        self.endpoint = endpoint
        self.symbol = symbol
    }
}
