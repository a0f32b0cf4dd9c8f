/// Where and how one connection is opened: what the adapter knows after the calls that it needed for it.
public struct StreamAddress: Sendable {
    /// Which of the environment's roots the path is added to.
    public enum Root: Sendable, Hashable {
        /// ``StreamRoots/market``.
        case market
        /// ``StreamRoots/account``.
        case account
        /// An address that the venue told in an answer: scheme, host, port and path (KuCoin).
        case told(String)
    }

    /// What the path is added to.
    public let root: Root
    /// Path and public query with leading slash; empty for none.
    public let path: String
    /// What else belongs to the query and may be in no log: a token, percent-encoded, without `?` or `&` before it.
    public let secretQuery: Secret?
    /// A call whose signed headers the upgrade carries (VALR): its path is the one that is signed.
    public let handshake: VenueCall?
    /// A token that the session puts into its frames (Kraken).
    public let token: Secret?
    /// The venue's own words for this connection, where an answer told them: replace those of ``StreamRules``.
    public let pingInterval: Duration?

    /// An address.
    public init(
        root: Root, path: String, secretQuery: Secret? = nil, handshake: VenueCall? = nil, token: Secret? = nil,
        pingInterval: Duration? = nil
    ) {
        self.root = root
        self.path = path
        self.secretQuery = secretQuery
        self.handshake = handshake
        self.token = token
        self.pingInterval = pingInterval
    }
}

/// Where an environment's streams are: scheme `wss` or `ws`, host and port, no path but a prefix of all paths.
public struct StreamRoots: Sendable, Hashable {
    /// Market data.
    public let market: String
    /// The account's own events.
    public let account: String

    /// Two roots.
    public init(market: String, account: String) {
        self.market = market
        self.account = account
    }
}
