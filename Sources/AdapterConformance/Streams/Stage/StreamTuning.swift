import AdapterProtocol

/// What a case makes smaller than it is in use, so that its end comes within a case.
struct StreamTuning: Sendable {
    /// Elements that wait for a reader of a stream that drops nothing.
    var backlog: Int?
    /// The age at which connections are replaced; of venues whose connections have one.
    var rotation: Duration?

    /// The adapter with these rules.
    func tuned(_ adapter: any VenueAdapter) -> any VenueAdapter {
        guard let rotation else { return adapter }
        var tuned = AdapterProxy(adapter, Untouched())
        tuned.marketStreamRules = adapter.marketStreamRules.map { $0.replacing(after: rotation) }
        tuned.accountStreamRules = adapter.accountStreamRules.map { $0.replacing(after: rotation) }
        return tuned
    }
}

private struct Untouched: AdapterProxy.Weaver {
    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> { flow }
}

extension StreamRules {
    /// The same rules for connections that are replaced after another time.
    fileprivate func replacing(after rotation: Duration) -> StreamRules {
        StreamRules(
            symbolsPerConnection: symbolsPerConnection, topicsPerConnection: topicsPerConnection,
            connections: connections, sendSpacing: sendSpacing, silenceLimit: silenceLimit,
            protocolPingInterval: protocolPingInterval, rotation: rotation, largestMessage: largestMessage,
            backoff: backoff, safetyInterval: safetyInterval)
    }
}
