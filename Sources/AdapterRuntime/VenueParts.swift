public import AdapterProtocol
public import Logging

/// Everything a connected venue is made of; what has no default must be chosen.
public struct VenueParts<Adapter: VenueAdapter>: Sendable {
    /// The adapter.
    public var adapter: Adapter
    /// Where to connect.
    public var environment: VenueEnvironment
    /// The key, nil for public calls only.
    public var credentials: Credentials?
    /// What carries requests.
    public var transport: any Transport
    /// The time everything goes by.
    public var clock: any WallClock
    /// Where jitter comes from.
    public var random: any RandomSource
    /// Where the key's nonces come from, for venues that need them.
    public var nonces: (any NonceStore)?
    /// Percent of every rate limit left to others behind the same address.
    public var rateHeadroomPercent = 20
    /// The budgets of the process: give all connections of one process the same, or they exceed what venues count by
    /// address.
    public var rateBudgets = RateBudgets()
    /// What was signed already: the process's own unless the clock is not the machine's.
    package var signingTimes: SigningTimes
    /// What carries streams; nil for a venue that is called over REST only.
    public var streamTransport: (any StreamTransport)?
    /// Hears everything that stream sessions are told; nil for nobody.
    public var streamRecorder: (any StreamRecorder)?
    /// Elements that wait for a reader of a stream that drops nothing; fewer than usual only for tests of what happens then.
    package var streamBacklog = ChannelBounds.lossless
    /// Where the runtime logs; metadata only.
    public var logger: Logger

    /// Parts with the production clock and randomness.
    public init(
        adapter: Adapter, environment: VenueEnvironment, credentials: Credentials?, transport: any Transport,
        clock: any WallClock = SystemClock(), random: any RandomSource = SystemRandomSource(),
        nonces: (any NonceStore)? = nil, logger: Logger
    ) {
        self.adapter = adapter
        self.environment = environment
        self.credentials = credentials
        self.transport = transport
        self.clock = clock
        self.random = random
        self.nonces = nonces
        self.logger = logger
        signingTimes = clock is SystemClock ? .ofProcess : SigningTimes()
    }
}
