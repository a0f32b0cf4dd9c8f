public import AdapterProtocol

/// What somebody wants to trade, before the gate has seen it.
public struct OrderProposal: Hashable, Sendable, Codable {
    /// Who asks.
    public let user: String
    /// Which of his bots, nil for an order by hand.
    public let bot: String?
    /// Where.
    public let platform: VenueID
    /// The market.
    public let symbol: Symbol
    /// Buy or sell.
    public let side: Side
    /// The kind.
    public let type: OrderType
    /// How much.
    public let amount: OrderAmount
    /// Worst acceptable price.
    public let limitPrice: ExactDecimal?
    /// What arms it.
    public let trigger: Trigger?
    /// How long it lives.
    public let timeInForce: TimeInForce?
    /// Whether it may only add liquidity.
    public let isPostOnly: Bool

    /// A proposal.
    public init(
        user: String, bot: String? = nil, platform: VenueID, symbol: Symbol, side: Side, type: OrderType,
        amount: OrderAmount, limitPrice: ExactDecimal? = nil, trigger: Trigger? = nil,
        timeInForce: TimeInForce? = nil, isPostOnly: Bool = false
    ) {
        self.user = user
        self.bot = bot
        self.platform = platform
        self.symbol = symbol
        self.side = side
        self.type = type
        self.amount = amount
        self.limitPrice = limitPrice
        self.trigger = trigger
        self.timeInForce = timeInForce
        self.isPostOnly = isPostOnly
    }

    /// The request under an identity.
    ///
    /// - Throws: ``OrderRequestProblem`` when fields contradict each other.
    public func request(as id: ClientOrderID) throws(OrderRequestProblem) -> OrderRequest {
        try OrderRequest(
            clientOrderID: id, symbol: symbol, side: side, type: type, amount: amount, limitPrice: limitPrice,
            trigger: trigger, timeInForce: timeInForce, isPostOnly: isPostOnly)
    }
}
