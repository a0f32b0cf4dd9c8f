public import AdapterProtocol

/// The venues a host knows, in the seed's order, with what its configuration makes of them: the one list that every
/// check and every answer reads (host-api.md D2).
public struct PlatformCatalog: Sendable {
    /// All platforms, in the catalog's order.
    public let platforms: [Platform]

    /// Joins the profiles with the configuration and the adapters that are built.
    ///
    /// - Parameters:
    ///   - profiles: All venues, in order.
    ///   - configuration: What the file says of them.
    ///   - adapters: What the built adapters offer, by venue.
    ///   - connected: The venues that have a place in this environment.
    public init(
        profiles: [VenueProfile], configuration: HostConfiguration, adapters: [VenueID: Platform.AdapterFacts],
        connected: Set<VenueID>
    ) {
        platforms = profiles.map { profile -> Platform in
            let entry = configuration.venues.first { $0.id == profile.id }
            return Platform(
                profile: profile, isEnabled: entry?.isEnabled ?? false, botLimit: entry?.botLimit ?? 0,
                adapter: adapters[profile.id],
                keyState: Self.keyState(
                    entry, in: configuration.environment, isConnected: connected.contains(profile.id)))
        }
    }

    /// A key counts as untested until the key store of a later release tests it.
    private static func keyState(
        _ entry: HostConfiguration.VenueEntry?, in environment: HostConfiguration.Environment, isConnected: Bool
    ) -> String {
        guard isConnected else { return "not_configured" }
        if environment == .simulated { return "simulated" }
        return entry?.credentials == nil ? "not_configured" : "saved_untested"
    }

    /// One platform.
    public subscript(id: VenueID) -> Platform? { platforms.first { $0.profile.id == id } }

    /// Most bots over all platforms.
    public var totalBotLimit: Int { platforms.reduce(0) { $0 + $1.botLimit } }
}

/// One venue as the host has it.
public struct Platform: Sendable {
    /// What a built adapter says of itself.
    public struct AdapterFacts: Sendable {
        /// Its version.
        public let version: String
        /// What it offers.
        public let capabilities: VenueCapabilities

        /// Facts of an adapter.
        public init(version: String, capabilities: VenueCapabilities) {
            self.version = version
            self.capabilities = capabilities
        }
    }

    /// Names, limits and key fields.
    public let profile: VenueProfile
    /// Whether the configuration lets it be traded.
    public let isEnabled: Bool
    /// Most bots, never above the profile's limit.
    public let botLimit: Int
    /// Its adapter, nil while none is built: then nothing is claimed as supported.
    public let adapter: AdapterFacts?
    /// Whether a key is configured, in one word; told to the owner only.
    public let keyState: String
}
