public import AdapterProtocol

extension KrakenAdapter {
    /// How market connections behave (kraken.md H.3, I.1). Neither symbols nor connections have a published maximum: 200
    /// symbols are what level 3 allows, and few connections keep far from the 150 attempts in ten minutes.
    ///
    /// A heartbeat comes about once a second, so ten seconds without a frame are a dead connection; the session pings
    /// by itself. At most five messages a second are advised.
    public var marketStreamRules: StreamRules? {
        StreamRules(
            symbolsPerConnection: 200, topicsPerConnection: 600, connections: 10, sendSpacing: .milliseconds(200),
            silenceLimit: KeepAlive.silenceLimit, protocolPingInterval: nil, rotation: nil, backoff: Self.backoff)
    }

    /// How the account's connection behaves: one carries everything.
    public var accountStreamRules: StreamRules? {
        StreamRules(
            symbolsPerConnection: .max, topicsPerConnection: .max, connections: 1, sendSpacing: .milliseconds(200),
            silenceLimit: KeepAlive.silenceLimit, protocolPingInterval: nil, rotation: nil, backoff: Self.backoff)
    }

    /// At once, then five seconds apart and more: a ban of ten minutes follows about 150 attempts (kraken.md H.3, J.4).
    private static let backoff: [Duration] = [
        .zero, .seconds(5), .seconds(10), .seconds(20), .seconds(40), .seconds(60),
    ]
}
