public import AdapterProtocol
public import Trading

/// What `adapters.yaml` says, checked: venues, key references, bot limits, risk limits.
public struct HostConfiguration: Sendable {
    /// Where orders go.
    public enum Environment: String, Sendable, CaseIterable {
        /// The simulator, inside the host: nothing outside is needed.
        case simulated
        /// The venues' own test places, where they have one.
        case testnet
        /// The real venues, with real money.
        case production
    }

    /// One venue.
    public struct VenueEntry: Sendable {
        /// The venue.
        public let id: VenueID
        /// Whether it may be traded.
        public let isEnabled: Bool
        /// Most bots, never above the profile's limit.
        public let botLimit: Int
        /// Its key, nil when none is configured.
        public let credentials: Credentials?
    }

    /// Where orders go.
    public let environment: Environment
    /// All venues of the catalog, in its order.
    public let venues: [VenueEntry]
    /// The risk gate's limits.
    public let risk: RiskLimits

    /// A configuration made in code, for hosts that need no file.
    public init(environment: Environment, venues: [VenueEntry], risk: RiskLimits) {
        self.environment = environment
        self.venues = venues
        self.risk = risk
    }
}
