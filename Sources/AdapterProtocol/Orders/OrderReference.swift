/// Which order is meant: by the venue's id where known (exact everywhere), else by ours.
public enum OrderReference: Hashable, Sendable, CustomStringConvertible {
    /// The venue's id.
    case venue(VenueOrderID)
    /// Our id.
    case client(ClientOrderID)

    /// The id's text.
    public var description: String {
        switch self {
        case .venue(let id): id.rawValue
        case .client(let id): id.text
        }
    }
}

/// The answer to a query for one order. "Absent" never ends an order by itself (vocabulary.md 1.12).
public enum OrderLookup: Hashable, Sendable {
    /// The venue has it.
    case found(Order)
    /// The venue does not show it; younger than `mayLag` that proves nothing.
    case absent(mayLag: Duration)
}
