/// What a venue's connections ask for and bear, as data (section I of the fact sheets).
public struct StreamRules: Sendable, Hashable {
    /// Markets that one connection carries; Luno's carries one.
    public let symbolsPerConnection: Int
    /// Topics that one connection carries.
    public let topicsPerConnection: Int
    /// Connections of one account or address that the venue bears.
    public let connections: Int
    /// The least time between two frames that we send.
    public let sendSpacing: Duration
    /// The longest time without a frame, a ping or a pong before the connection counts as dead.
    public let silenceLimit: Duration
    /// How often a protocol ping is sent; nil where the venue wants none or wants a text of its own, which is the
    /// session's affair.
    public let protocolPingInterval: Duration?
    /// When a connection is replaced by a new one that overlaps it; before the venue ends it. Nil where no age is known.
    public let rotation: Duration?
    /// The largest message read; a larger one ends the connection.
    public let largestMessage: Int
    /// Pauses between attempts to connect, by attempt; the last one goes on. Each is spread by half.
    public let backoff: [Duration]
    /// How often an account is read over REST beside its stream, although that is up.
    public let safetyInterval: Duration

    /// Rules.
    public init(
        symbolsPerConnection: Int, topicsPerConnection: Int, connections: Int, sendSpacing: Duration,
        silenceLimit: Duration, protocolPingInterval: Duration?, rotation: Duration?,
        largestMessage: Int = StreamRules.usualLargestMessage, backoff: [Duration] = StreamRules.usualBackoff,
        safetyInterval: Duration = StreamRules.usualSafetyInterval
    ) {
        self.symbolsPerConnection = symbolsPerConnection
        self.topicsPerConnection = topicsPerConnection
        self.connections = connections
        self.sendSpacing = sendSpacing
        self.silenceLimit = silenceLimit
        self.protocolPingInterval = protocolPingInterval
        self.rotation = rotation
        self.largestMessage = largestMessage
        self.backoff = backoff
        self.safetyInterval = safetyInterval
    }

    /// 16 MiB: Luno's snapshot has 1.1 MB and grows over the years (luno.md I.5); 64 MB must be refused.
    public static var usualLargestMessage: Int { 16 << 20 }

    /// At once, then 1, 2, 4 … 60 s (luno.md I.3, kraken.md J.4).
    public static var usualBackoff: [Duration] {
        [.zero, .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16), .seconds(30), .seconds(60)]
    }

    /// Single messages have been missed on healthy connections (binance.md J.3); the sheets that name no figure of their
    /// own ask for one to five minutes (kucoin.md J.4).
    public static var usualSafetyInterval: Duration { .seconds(120) }
}
