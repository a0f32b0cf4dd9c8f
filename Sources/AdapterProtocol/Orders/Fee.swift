/// One fee of a fill: which asset, how much, and how sure that is.
///
/// A fill may carry none, one or several, in base, quote or a third asset; negative is a rebate. The asset is never
/// derived from the side (vocabulary.md 3, trap 13).
public struct Fee: Hashable, Sendable, Codable {
    /// How the amount is known.
    public enum Certainty: String, Hashable, Sendable, Codable {
        /// Stated by the venue for this fill.
        case charged
        /// Computed from a rate; the venue has not stated it.
        case estimated
    }

    /// The asset it was taken in.
    public let asset: Asset
    /// The amount, negative for a rebate.
    public let amount: ExactDecimal
    /// How the amount is known.
    public let certainty: Certainty

    /// A fee of `amount` in `asset`.
    public init(asset: Asset, amount: ExactDecimal, certainty: Certainty = .charged) {
        self.asset = asset
        self.amount = amount
        self.certainty = certainty
    }
}
