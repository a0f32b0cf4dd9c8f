import AdapterProtocol
import Host

// What commands ask of the registry.
extension VenueRegistry {
    subscript(text: String) -> VenueModule? { self[VenueID(rawValue: text)] }

    /// The ids, in order.
    var ids: [String] { modules.map(\.id.rawValue) }

    /// What a host's catalog is made of, in its order (host-api.md D2, 4.1). A profile alone claims nothing: what a
    /// platform supports comes from its adapter.
    var profiles: [VenueProfile] { modules.map(\.profile) }

    /// What each adapter offers, whether or not the venue has a place in an environment.
    var adapters: [VenueID: Platform.AdapterFacts] {
        Dictionary(
            modules.map { ($0.id, Platform.AdapterFacts(version: $0.version, capabilities: $0.capabilities)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The module that a command line names.
    ///
    /// - Throws: ``ExitReason`` with the ids there are.
    func require(_ text: String) throws(ExitReason) -> VenueModule {
        guard let module = self[text] else {
            throw ExitReason(
                .usage, "there is no adapter for '\(text)'; there is one for \(ids.joined(separator: ", "))")
        }
        return module
    }
}
