public import AdapterProtocol
public import Logging
public import Trading

/// A host put together: its platforms, its order desk, its monitor. No HTTP in here.
public struct TradingHost: Sendable {
    /// The venues it knows.
    public let catalog: PlatformCatalog
    /// Where orders go through.
    public let desk: OrderDesk
    /// Which venues answer.
    public let monitor: PlatformMonitor
    /// The program's version.
    public let version: String
    /// The time it goes by.
    public let clock: any WallClock

    /// Everything a host is made of.
    public struct Parts: Sendable {
        /// All profiles, in the catalog's order.
        public var profiles: [VenueProfile]
        /// What the configuration says.
        public var configuration: HostConfiguration
        /// What the built adapters offer, connected or not.
        public var adapters: [VenueID: Platform.AdapterFacts]
        /// Connected venues by id.
        public var venues: [VenueID: any Venue]
        /// Where the desk writes.
        public var journal: any OrderJournal
        /// The time it goes by.
        public var clock: any WallClock
        /// Where order ids come from.
        public var ids: any OrderIDSource
        /// The program's version.
        public var version: String
        /// Where it logs.
        public var logger: Logger

        /// Parts of a host.
        public init(
            profiles: [VenueProfile], configuration: HostConfiguration,
            adapters: [VenueID: Platform.AdapterFacts], venues: [VenueID: any Venue], journal: any OrderJournal,
            clock: any WallClock, ids: any OrderIDSource, version: String, logger: Logger
        ) {
            self.profiles = profiles
            self.configuration = configuration
            self.adapters = adapters
            self.venues = venues
            self.journal = journal
            self.clock = clock
            self.ids = ids
            self.version = version
            self.logger = logger
        }
    }

    /// Puts the parts together; nothing runs yet.
    public init(_ parts: Parts) {
        catalog = PlatformCatalog(
            profiles: parts.profiles, configuration: parts.configuration, adapters: parts.adapters,
            connected: Set(parts.venues.keys))
        monitor = PlatformMonitor(built: Set(parts.adapters.keys), venues: parts.venues, clock: parts.clock)
        var limits = parts.configuration.risk
        // Bots times 50 a day (host-api.md 4.2).
        for platform in catalog.platforms {
            limits.dailyOrdersPerPlatform[platform.profile.id] = platform.botLimit * 50
        }
        let enabled = Dictionary(uniqueKeysWithValues: catalog.platforms.map { ($0.profile.id, $0.isEnabled) })
        desk = OrderDesk(
            platforms: Dictionary(
                uniqueKeysWithValues: parts.venues.map {
                    ($0.key, DeskPlatform(venue: $0.value, isEnabled: enabled[$0.key] ?? false))
                }),
            journal: parts.journal, limits: limits, clock: parts.clock, ids: parts.ids, logger: parts.logger)
        version = parts.version
        clock = parts.clock
    }

    /// Follows orders and venues until cancelled.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await desk.run() }
            group.addTask { await monitor.run() }
        }
    }
}
