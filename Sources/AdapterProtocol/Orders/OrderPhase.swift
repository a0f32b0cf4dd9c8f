/// Where an order is in its life. How much of it has traded is a separate matter: an ended order may carry fills,
/// whatever its end is called (vocabulary.md 3, trap 1).
public enum OrderPhase: Hashable, Sendable, Codable {
    /// The venue acknowledged it; it is not in the book yet.
    case accepted
    /// It waits for its trigger.
    case armed
    /// It is in the book.
    case working
    /// It will never trade again.
    case ended(OrderEnd)

    /// Whether it will never trade again.
    public var isEnded: Bool {
        if case .ended = self { true } else { false }
    }
}

/// Why an order ended.
public enum OrderEnd: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nothing was left to trade.
    case filled
    /// We cancelled it.
    case cancelledByOwner
    /// The venue cancelled it (price range rule, lack of liquidity, housekeeping).
    case cancelledByVenue
    /// The rest of an IOC, FOK or market order lapsed.
    case timeInForce
    /// Its lifetime was over.
    case lifetimeOver
    /// It would have traded with another order of the account.
    case selfTradePrevention
    /// It was refused after an id had been given; fills are still possible.
    case refused
    /// The venue says that it ended, not how.
    case undetermined
}
