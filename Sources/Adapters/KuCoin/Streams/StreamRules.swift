public import AdapterProtocol

extension KuCoinAdapter {
    /// kucoin.md H.4, I.1, I.2: 300 topics by the manual, 100 frames per 10 s, a life of about 24 h. The venue's pings are
    /// texts, which the session sends; their answers break every silence.
    public var marketStreamRules: StreamRules? {
        StreamRules(
            symbolsPerConnection: 100, topicsPerConnection: 300, connections: Self.connections,
            sendSpacing: Self.sendSpacing, silenceLimit: Self.silenceLimit, protocolPingInterval: nil,
            rotation: .seconds(23 * 3600))
    }

    /// The same; the account's own connection, so that market data cannot delay order news (kucoin.md J.1).
    public var accountStreamRules: StreamRules? {
        StreamRules(
            symbolsPerConnection: 1, topicsPerConnection: KuCoinAccountSession.topics.count,
            connections: Self.connections, sendSpacing: Self.sendSpacing, silenceLimit: Self.silenceLimit,
            protocolPingInterval: nil, rotation: .seconds(23 * 3600))
    }

    /// Sessions of one user.
    private static let connections = 50
    /// 100 frames in 10 s, with a tenth to spare.
    static let sendSpacing: Duration = .milliseconds(110)
    /// A ping every 18 s and 10 s for its answer, with a little to spare.
    private static let silenceLimit: Duration = .seconds(30)
}
