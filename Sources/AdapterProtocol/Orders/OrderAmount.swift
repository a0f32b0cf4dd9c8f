/// How much an order trades, never a bare number: venues differ in which asset a market amount counts
/// (vocabulary.md 3, trap 12).
public enum OrderAmount: Hashable, Sendable, Codable {
    /// A quantity of the base asset.
    case base(ExactDecimal)
    /// An amount of the quote asset to spend (buy) or to receive (sell).
    case quote(ExactDecimal)

    /// The number, whichever asset it counts.
    public var value: ExactDecimal {
        switch self {
        case .base(let quantity): quantity
        case .quote(let amount): amount
        }
    }

    /// The base quantity, nil for a quote amount.
    public var baseQuantity: ExactDecimal? {
        if case .base(let quantity) = self { quantity } else { nil }
    }
}
