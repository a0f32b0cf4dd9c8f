public import AdapterProtocol

extension VALRAdapter {
    /// How connections to `/ws/trade` behave (valr.md I).
    public var marketStreamRules: StreamRules? { Self.marketRules }
    /// How connections to `/ws/account` behave (valr.md J).
    public var accountStreamRules: StreamRules? { Self.accountRules }

    /// Subscriptions of one connection are not limited by any source (valr.md H). Whole lists are sent anew with every
    /// change, so that fifty markets keep a frame below a kilobyte per event.
    private static let marketRules = StreamRules(
        symbolsPerConnection: 50, topicsPerConnection: 250, connections: 10, sendSpacing: .milliseconds(50),
        silenceLimit: silenceLimit, protocolPingInterval: nil, rotation: nil, backoff: backoff)

    /// One account, one connection. Its messages carry no numbers, so that a missed one shows in REST alone, to be read
    /// every 30 to 60 s (valr.md J.2, J.3).
    private static let accountRules = StreamRules(
        symbolsPerConnection: 1, topicsPerConnection: 1, connections: 1, sendSpacing: .milliseconds(50),
        silenceLimit: silenceLimit, protocolPingInterval: nil, rotation: nil, backoff: backoff,
        safetyInterval: .seconds(45))

    /// Two answers to text pings missed (valr.md I.3). The session itself looks after them too: market data may go on
    /// while nobody answers.
    static let silenceLimit: Duration = .seconds(75)

    /// Sixty new clients a minute and address, and 429 for those who come back every two seconds (valr.md H, K.19).
    private static let backoff: [Duration] = [.seconds(5), .seconds(10), .seconds(20), .seconds(40), .seconds(60)]
}
