import AdapterProtocol

/// The five platforms of the product in the seed's order (host-api.md D2, 2.6, 4.1). A profile alone claims nothing: what
/// a platform supports comes from its adapter.
enum BuiltInPlatforms {
    static let profiles: [VenueProfile] = VenueModule.builtIn.map(\.profile)
}
