import AdapterProtocol
import Host

/// The five platforms of the product in the seed's order (host-api.md D2, 2.6, 4.1). A profile alone claims nothing: what
/// a platform supports comes from its adapter.
enum BuiltInPlatforms {
    static let profiles: [VenueProfile] = VenueModule.builtIn.map(\.profile)

    /// What each adapter offers, whether or not the venue has a place in an environment.
    static let adapters: [VenueID: Platform.AdapterFacts] = Dictionary(
        uniqueKeysWithValues: VenueModule.builtIn.map { module in
            (module.profile.id, Platform.AdapterFacts(version: module.version, capabilities: module.capabilities))
        })
}
