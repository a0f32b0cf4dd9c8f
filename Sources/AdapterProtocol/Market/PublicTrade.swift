/// One trade of a market, anybody's.
public struct PublicTrade: Sendable, Hashable {
    /// The venue's id.
    public let id: String
    /// The market.
    public let symbol: Symbol
    /// Quote per base.
    public let price: ExactDecimal
    /// Base traded.
    public let quantity: ExactDecimal
    /// The side that hit the book, nil where the venue does not tell.
    public let aggressor: Side?
    /// When, by the venue's clock.
    public let time: Timestamp

    /// A trade.
    public init(
        id: String, symbol: Symbol, price: ExactDecimal, quantity: ExactDecimal, aggressor: Side?, time: Timestamp
    ) {
        self.id = id
        self.symbol = symbol
        self.price = price
        self.quantity = quantity
        self.aggressor = aggressor
        self.time = time
    }
}
