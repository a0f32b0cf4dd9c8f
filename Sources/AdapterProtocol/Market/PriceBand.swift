/// How far from the venue's reference price an order's price may lie, as factors of the reference, per side.
public struct PriceBand: Sendable, Hashable {
    /// Lowest factor for a buy.
    public let buyDown: ExactDecimal
    /// Highest factor for a buy.
    public let buyUp: ExactDecimal
    /// Lowest factor for a sell.
    public let sellDown: ExactDecimal
    /// Highest factor for a sell.
    public let sellUp: ExactDecimal

    /// A band.
    public init(buyDown: ExactDecimal, buyUp: ExactDecimal, sellDown: ExactDecimal, sellUp: ExactDecimal) {
        self.buyDown = buyDown
        self.buyUp = buyUp
        self.sellDown = sellDown
        self.sellUp = sellUp
    }
}

/// Bounds of price times quantity.
public struct NotionalRules: Sendable, Hashable {
    /// Lowest notional.
    public let minimum: Rule<ExactDecimal>
    /// Highest notional.
    public let maximum: Rule<ExactDecimal>
    /// Whether the minimum also binds market orders, priced at the venue's reference.
    public let minimumBindsMarket: Bool
    /// Whether the maximum also binds market orders.
    public let maximumBindsMarket: Bool

    /// Bounds of the notional.
    public init(
        minimum: Rule<ExactDecimal>, maximum: Rule<ExactDecimal>, minimumBindsMarket: Bool, maximumBindsMarket: Bool
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.minimumBindsMarket = minimumBindsMarket
        self.maximumBindsMarket = maximumBindsMarket
    }

    /// Nothing published.
    public static let unpublished = NotionalRules(
        minimum: .unpublished, maximum: .unpublished, minimumBindsMarket: false, maximumBindsMarket: false)
}
