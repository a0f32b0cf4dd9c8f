public import AdapterProtocol
public import AdapterRuntime

/// A place where an adapter is tried: the simulator, a testnet, or the real venue.
public struct ConformanceEndpoint: Sendable {
    /// What a key is made for.
    public enum KeyRole: String, Sendable, Hashable, CaseIterable {
        /// Reads and trades.
        case trade
        /// Reads only.
        case readOnly
        /// May withdraw.
        case withdraw
        /// Has ended.
        case expired
        /// Is bound to another address.
        case otherAddress
    }

    /// Where it is.
    public var environment: VenueEnvironment
    /// What carries requests there. The suite puts its own faults in front of it.
    public var transport: any Transport
    /// The time everything goes by.
    public var clock: any WallClock
    /// The keys there are, by what they are made for.
    public var keys: [KeyRole: Credentials]
    /// The nonces of a key, for venues that need them.
    public var nonces: (@Sendable (Credentials) throws(VenueError) -> any NonceStore)?
    /// The budgets that all connections of the examination share.
    public var rateBudgets = RateBudgets()
    /// What they have signed already.
    let signingTimes = SigningTimes()
    /// What carries streams there; nil where none can be tried.
    public var streams: (any StreamTransport)?
    /// Opens an exchange that one streaming case has for itself; nil where streams are tried at the endpoint as it is.
    public var exchange: (@Sendable () throws -> ConformanceExchange)?
    /// Whether orders may be placed: the smallest ones, far from the market unless a case must trade.
    public var mayTrade: Bool

    /// An endpoint.
    public init(
        environment: VenueEnvironment, transport: any Transport, clock: any WallClock = SystemClock(),
        keys: [KeyRole: Credentials] = [:],
        nonces: (@Sendable (Credentials) throws(VenueError) -> any NonceStore)? = nil, mayTrade: Bool = false
    ) {
        self.environment = environment
        self.transport = transport
        self.clock = clock
        self.keys = keys
        self.nonces = nonces
        self.mayTrade = mayTrade
    }
}
