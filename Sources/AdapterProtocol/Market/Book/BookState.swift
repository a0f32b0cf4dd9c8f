/// Whether a live book may be traded on.
public enum BookState: Sendable, Hashable, CustomStringConvertible {
    /// The book is the venue's, as far as everything that the venue gives to check it says.
    case live
    /// The book is being built, or built anew; what it shows is not the venue's.
    case resyncing(StreamCause)
    /// The book was right once and is not followed any more.
    case stale(StreamCause)

    /// Whether it may be traded on.
    public var isLive: Bool { self == .live }

    /// `live`, `resyncing: sequence`.
    public var description: String {
        switch self {
        case .live: "live"
        case .resyncing(let cause): "resyncing: \(cause)"
        case .stale(let cause): "stale: \(cause)"
        }
    }
}

/// What the venue gives to prove a book with.
public enum BookIntegrity: String, Sendable, Hashable, Codable {
    /// Every change is numbered.
    case sequence
    /// A checksum of the best levels comes with every change.
    case checksum
    /// Both.
    case sequenceAndChecksum
    /// Every message holds the whole book, so that nothing can be missed for long.
    case replacement
}
