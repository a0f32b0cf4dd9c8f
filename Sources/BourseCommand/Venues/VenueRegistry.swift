public import AdapterProtocol
import VenueSimulator

/// The venues that a program has, by id. Their order is that of `platforms`, and of the ports of `simulate`.
public struct VenueRegistry: Sendable {
    /// The venues, in order.
    public let modules: [VenueModule]

    /// The five venues of the product.
    public static let builtIn = VenueRegistry(checked: VenueModule.builtIn)

    /// The registry of the running command. Task-local because the argument parser makes the commands itself, so that
    /// nothing can be handed to them.
    @TaskLocal static var current = builtIn

    /// A registry of these venues.
    ///
    /// - Throws: ``VenueRegistryError`` when a venue could not be told from another, or not be named.
    public init(_ modules: [VenueModule]) throws(VenueRegistryError) {
        var ids: Set<VenueID> = []
        for module in modules {
            guard !Self.reserved.contains(module.id.rawValue) else { throw .reserved(module.id) }
            guard ids.insert(module.id).inserted else { throw .duplicate(module.id) }
            guard let face = module.face else { continue }
            guard face.venueID == module.id.rawValue else {
                throw .foreignFace(module.id, face: VenueID(rawValue: face.venueID))
            }
        }
        self.init(checked: modules)
    }

    private init(checked modules: [VenueModule]) {
        self.modules = modules
    }

    /// Words that commands and the simulator's ready line use themselves.
    static let reserved: Set<String> = ["all", "control"]

    /// The module of a venue, nil when there is none.
    public subscript(id: VenueID) -> VenueModule? { modules.first { $0.id == id } }
}
