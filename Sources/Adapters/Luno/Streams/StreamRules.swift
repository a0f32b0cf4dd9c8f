public import AdapterProtocol

extension LunoAdapter {
    /// One market a connection, everything of it on that one connection (luno.md I).
    public var marketStreamRules: StreamRules? { Self.streamRules }
    /// One connection for the key's user (luno.md J).
    public var accountStreamRules: StreamRules? { Self.streamRules }

    /// Whatever is followed of a market comes on its connection anyway, so that topics are bounded by nothing.
    private static let topics = 1024

    /// Fifty connections an account; the venue pings every 13.5 s and answers our pings, so that three of either missing
    /// mean that nobody is there; no age is known (luno.md I.5). New attempts are limited in an unstated way, so they
    /// begin late (luno.md H, I.3). The user's messages carry no numbers: the account is read at least every 60 s
    /// beside them (luno.md J.2).
    private static let streamRules = StreamRules(
        symbolsPerConnection: 1, topicsPerConnection: topics, connections: 50, sendSpacing: .zero,
        silenceLimit: .seconds(45), protocolPingInterval: .seconds(15), rotation: nil,
        backoff: [.seconds(2), .seconds(4), .seconds(8), .seconds(16), .seconds(32), .seconds(60)],
        safetyInterval: .seconds(60))
}
