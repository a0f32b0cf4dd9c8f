/// The answer to "does this placement exist?".
public enum PlaceResolution: Hashable, Sendable {
    /// It exists: the order and the fills that could be read.
    case found(Order, [Fill])
    /// It does not exist and can no longer arrive.
    case absent(AbsenceProof)
    /// Not settled: the exposure still counts; ask again.
    case unresolved(VenueError)
}

/// Why an order is known not to exist (vocabulary.md 6).
public struct AbsenceProof: Hashable, Sendable, Codable {
    /// What makes a late arrival impossible.
    public enum Fence: String, Hashable, Sendable, Codable {
        /// The venue refuses the request after a deadline that has passed.
        case deadline
        /// The signature's receive window has passed on the venue's clock.
        case window
        /// A later nonce has been accepted.
        case nonce
        /// Nothing: only presumed absent; funds may be released by policy, the record stays watched.
        case none
    }

    /// The sources that were asked and did not have it, by operation name.
    public let sources: [String]
    /// What makes a late arrival impossible.
    public let fence: Fence
    /// When the last source was read.
    public let readAt: Timestamp

    /// A proof.
    public init(sources: [String], fence: Fence, readAt: Timestamp) {
        self.sources = sources
        self.fence = fence
        self.readAt = readAt
    }
}
