public import AdapterProtocol

/// Why venues cannot stand in one registry.
public enum VenueRegistryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two modules have the same venue id.
    case duplicate(VenueID)
    /// The id is a word of the command line.
    case reserved(VenueID)
    /// The simulated exchange is another venue's.
    case foreignFace(VenueID, face: VenueID)

    /// One sentence for whoever put the program together.
    public var description: String {
        switch self {
        case .duplicate(let id): "the venue '\(id)' is there twice"
        case .reserved(let id): "no venue can be called '\(id)': the command line uses the word itself"
        case .foreignFace(let id, let face): "the simulated exchange of '\(id)' is that of '\(face)'"
        }
    }
}
