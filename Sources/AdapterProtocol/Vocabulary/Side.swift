/// Which way an order or an aggressor trades the base asset.
public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
    /// Receives base, pays quote.
    case buy
    /// Pays base, receives quote.
    case sell

    /// The other side.
    public var opposite: Side { self == .buy ? .sell : .buy }
}
