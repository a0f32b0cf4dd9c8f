/// Which part of a history to read. Pages are followed to the end by the operation; nothing is repeated or lost.
public struct HistoryQuery: Hashable, Sendable {
    /// Only what is not older than this.
    public let from: Timestamp?
    /// Only what is older than this.
    public let until: Timestamp?
    /// Only what belongs to this order.
    public let order: VenueOrderID?
    /// At most this many rows: with ``from`` the oldest, since a reader goes on from the last one, else the newest. The
    /// rows are oldest first either way. Nil reads to the end, and without any bound the newest page as the venue has it.
    public let limit: Int?

    /// A part of a history; all nil means the newest page as the venue defines it.
    public init(from: Timestamp? = nil, until: Timestamp? = nil, order: VenueOrderID? = nil, limit: Int? = nil) {
        self.from = from
        self.until = until
        self.order = order
        self.limit = limit
    }
}
