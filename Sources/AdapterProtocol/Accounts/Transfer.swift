/// One deposit or withdrawal. Read only: the SDK never moves money off a venue.
public struct Transfer: Sendable, Hashable {
    /// Into or out of the venue.
    public enum Direction: String, Sendable, Hashable, Codable {
        /// Into the venue.
        case deposit
        /// Out of the venue.
        case withdrawal
    }

    /// How far it got (vocabulary.md 1.15).
    public enum Status: Sendable, Hashable {
        /// On its way.
        case pending
        /// Credited, but not yet free.
        case creditedLocked
        /// Done.
        case completed
        /// Failed, rejected or cancelled.
        case failed
        /// A word the adapter does not know.
        case unknown(String)
    }

    /// The venue's id, nil where it gives none.
    public let id: String?
    /// Into or out of the venue.
    public let direction: Direction
    /// What moved.
    public let asset: Asset
    /// How much, always positive.
    public let amount: ExactDecimal
    /// The venue's fee, nil where not told.
    public let fee: ExactDecimal?
    /// How far it got.
    public let status: Status
    /// The network's transaction id.
    public let transactionID: String?
    /// When it was asked for or first seen.
    public let time: Timestamp?

    /// A transfer.
    public init(
        id: String?, direction: Direction, asset: Asset, amount: ExactDecimal, fee: ExactDecimal?, status: Status,
        transactionID: String?, time: Timestamp?
    ) {
        self.id = id
        self.direction = direction
        self.asset = asset
        self.amount = amount
        self.fee = fee
        self.status = status
        self.transactionID = transactionID
        self.time = time
    }
}
