/// A change to a live order. Quantities are totals, never remainders (vocabulary.md 3, trap 19).
public struct OrderAmendment: Hashable, Sendable {
    /// The new total base quantity, nil to keep it.
    public let quantity: ExactDecimal?
    /// The new limit price, nil to keep it.
    public let limitPrice: ExactDecimal?

    /// A change to `quantity`, `limitPrice` or both.
    public init(quantity: ExactDecimal? = nil, limitPrice: ExactDecimal? = nil) {
        self.quantity = quantity
        self.limitPrice = limitPrice
    }
}

/// What became of an amendment in place. It never leaves two live orders.
public enum AmendOutcome: Hashable, Sendable {
    /// The order now reads so.
    case amended(Order, keptPriority: Bool)
    /// The venue refused; the order is as it was.
    case rejected(VenueError)
    /// Nothing left this process.
    case notSent(VenueError)
    /// The order may read either way: query it.
    case unknown(VenueError)
}
