/// One execution of one of our orders.
public struct Fill: Hashable, Sendable, Codable {
    /// Whether our order made or took the liquidity.
    public enum Liquidity: String, Hashable, Sendable, Codable {
        /// It rested in the book.
        case maker
        /// It hit the book.
        case taker
        /// The venue does not say (VALR).
        case unknown
    }

    /// The venue's id; with symbol and order id the identity of the fill.
    public let id: FillID
    /// The market.
    public let symbol: Symbol
    /// The venue's id of the order.
    public let venueOrderID: VenueOrderID
    /// The side of our order.
    public let side: Side
    /// Quote per base.
    public let price: ExactDecimal
    /// Base traded.
    public let quantity: ExactDecimal
    /// Quote traded, as the venue states it; not price times quantity, which may round differently.
    public let quoteAmount: ExactDecimal
    /// The fees, nil while the source at hand does not state them: never read nil as zero.
    public let fees: [Fee]?
    /// Whether our order made or took.
    public let liquidity: Liquidity
    /// When it happened by the venue's clock, nil where the source at hand does not say.
    public let time: Timestamp?

    /// A fill.
    public init(
        id: FillID, symbol: Symbol, venueOrderID: VenueOrderID, side: Side, price: ExactDecimal,
        quantity: ExactDecimal, quoteAmount: ExactDecimal, fees: [Fee]?, liquidity: Liquidity, time: Timestamp?
    ) {
        self.id = id
        self.symbol = symbol
        self.venueOrderID = venueOrderID
        self.side = side
        self.price = price
        self.quantity = quantity
        self.quoteAmount = quoteAmount
        self.fees = fees
        self.liquidity = liquidity
        self.time = time
    }
}
