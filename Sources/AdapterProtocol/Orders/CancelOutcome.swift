/// What became of a cancel.
public enum CancelOutcome: Hashable, Sendable {
    /// The order is off the book; the view says what had traded.
    case ended(Order)
    /// The venue took the request; only an order read proves the end.
    case requested
    /// The venue knows no live order of this id: it may have filled, ended or never existed. Query it.
    case notLive(VenueError)
    /// The venue refused for another reason, with proof that nothing changed.
    case rejected(VenueError)
    /// Nothing left this process.
    case notSent(VenueError)
    /// The order may or may not be cancelled. Repeating a cancel is safe.
    case unknown(VenueError)
}

/// What became of one order in a cancel of several.
public struct CancelReport: Hashable, Sendable {
    /// The venue's id of the order.
    public let venueOrderID: VenueOrderID
    /// The order as the answer states it, nil where it states none.
    public let order: Order?

    /// A report on one order.
    public init(venueOrderID: VenueOrderID, order: Order?) {
        self.venueOrderID = venueOrderID
        self.order = order
    }
}
