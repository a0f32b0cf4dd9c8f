/// A simulated exchange of a streaming case's own: what the case does to it no other case sees, and its time stands
/// still unless the case lets it pass.
public struct ConformanceExchange: Sendable {
    /// Where it is. Its clock is a `SteppedClock`, and ``ConformanceEndpoint/streams`` is there.
    public var endpoint: ConformanceEndpoint
    /// What the case may do to it.
    public var controls: any ExchangeControls

    /// An exchange.
    public init(endpoint: ConformanceEndpoint, controls: any ExchangeControls) {
        self.endpoint = endpoint
        self.controls = controls
    }
}

/// What a case may do to its simulated exchange, besides being its customer.
public protocol ExchangeControls: Sendable {
    /// Lets the exchange act up to its clock's present, and hands over what it has sent on its streams since. Called by
    /// one task at a time.
    func act()
    /// Stops or restarts everybody else's trading.
    func freezeMarket(_ isFrozen: Bool)
    /// Lets something go wrong inside.
    func disturb(_ disturbance: ExchangeDisturbance)
    /// Closes every stream.
    func closeStreams(code: UInt16)
    /// Sets the venue's clock off by so much; zero puts it right.
    func skewClock(by duration: Duration)
    /// How many streams are open.
    var openStreams: Int { get }
}

/// What can go wrong inside a venue, where the connection cannot do it.
public enum ExchangeDisturbance: Sendable, Hashable {
    /// The next numbered message of each book takes a number too many, as if one had been lost on the way.
    case skipSequence
    /// The next checksum of each book is wrong.
    case breakChecksum
    /// Checksums stay as they are from now on, or are alive again.
    case freezeChecksum(Bool)
    /// Tokens, sessions and listen keys end now.
    case expireTokens
    /// Books over REST and snapshots on streams show the past.
    case delaySnapshots(Duration)
}
