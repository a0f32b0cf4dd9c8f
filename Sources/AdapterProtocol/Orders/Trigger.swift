/// What arms an order: a price, which way the market must cross it, and which price is watched.
///
/// Stop-loss and take-profit are only names for a side and a crossing (vocabulary.md 1.7), so the crossing is stated,
/// never guessed.
public struct Trigger: Hashable, Sendable, Codable {
    /// Which way the watched price must move through the trigger price.
    public enum Crossing: String, Hashable, Sendable, Codable {
        /// Fires when the watched price is at or above the trigger.
        case atOrAbove
        /// Fires when the watched price is at or below the trigger.
        case atOrBelow
    }

    /// The price that is watched.
    public enum Reference: String, Hashable, Sendable, Codable {
        /// The last trade.
        case lastTrade
        /// The venue's index.
        case index
    }

    /// The trigger price, in quote per base.
    public let price: ExactDecimal
    /// Which way the market must cross it.
    public let crossing: Crossing
    /// Which price is watched.
    public let reference: Reference

    /// A trigger at `price`.
    public init(price: ExactDecimal, crossing: Crossing, reference: Reference = .lastTrade) {
        self.price = price
        self.crossing = crossing
        self.reference = reference
    }
}
