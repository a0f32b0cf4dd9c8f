/// One view of an order, as one answer of the venue stated it.
///
/// A view is not the truth about the order: ``OrderState`` merges all views and fills.
public struct Order: Hashable, Sendable, Codable {
    /// The market.
    public let symbol: Symbol
    /// The venue's id.
    public let venueOrderID: VenueOrderID
    /// Our id, nil for an order that is not ours or whose answer carries none.
    public let clientOrderID: ClientOrderID?
    /// The client id as the venue's text when it is not one of ours, or is spelt as we never spell one.
    public let foreignClientID: String?
    /// Buy or sell.
    public let side: Side
    /// The kind, nil when the venue uses one the SDK does not model.
    public let type: OrderType?
    /// The ordered amount in the unit it was placed in, nil when the answer does not tell.
    public let amount: OrderAmount?
    /// Worst acceptable price, nil for market kinds.
    public let limitPrice: ExactDecimal?
    /// The trigger price, nil for kinds without one.
    public let triggerPrice: ExactDecimal?
    /// How long it lives as the venue states it (Binance states GTC for market orders too), nil where not told.
    public let timeInForce: TimeInForce?
    /// Whether it is post-only; nil where the venue does not tell (Luno): remember the request.
    public let isPostOnly: Bool?
    /// Where it is in its life.
    public let phase: OrderPhase
    /// Base traded so far.
    public let filledBase: ExactDecimal
    /// Quote traded so far, nil where this answer does not know it.
    public let filledQuote: ExactDecimal?
    /// When the venue took it.
    public let createdAt: Timestamp?
    /// When it last changed at the venue.
    public let updatedAt: Timestamp?

    /// A view of an order.
    public init(
        symbol: Symbol, venueOrderID: VenueOrderID, clientOrderID: ClientOrderID?, foreignClientID: String? = nil,
        side: Side, type: OrderType?, amount: OrderAmount?, limitPrice: ExactDecimal?,
        triggerPrice: ExactDecimal? = nil, timeInForce: TimeInForce?, isPostOnly: Bool?, phase: OrderPhase,
        filledBase: ExactDecimal, filledQuote: ExactDecimal?, createdAt: Timestamp?, updatedAt: Timestamp?
    ) {
        self.symbol = symbol
        self.venueOrderID = venueOrderID
        self.clientOrderID = clientOrderID
        self.foreignClientID = foreignClientID
        self.side = side
        self.type = type
        self.amount = amount
        self.limitPrice = limitPrice
        self.triggerPrice = triggerPrice
        self.timeInForce = timeInForce
        self.isPostOnly = isPostOnly
        self.phase = phase
        self.filledBase = filledBase
        self.filledQuote = filledQuote
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// What is still to fill in base: nil unless the order lives and was placed in base.
    public var remainingBase: ExactDecimal? {
        guard !phase.isEnded, let ordered = amount?.baseQuantity else { return nil }
        return try? ordered - filledBase
    }

    /// Average price at `scale` decimals, rounded half to even; nil while nothing filled or the quote sum is unknown.
    public func averagePrice(scale: Int) -> ExactDecimal? {
        guard filledBase.isPositive, let filledQuote else { return nil }
        return try? filledQuote.divided(by: filledBase, scale: scale, rounding: .halfEven)
    }
}
