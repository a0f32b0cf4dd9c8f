/// One order to place, complete and consistent in itself: a value that exists is valid.
///
/// Whether the instrument takes it (steps, bounds, notional) is asked of ``Instrument/check(_:reference:)``; whether the
/// venue offers it, of ``VenueCapabilities``.
public struct OrderRequest: Hashable, Sendable, Codable {
    /// Our identity of this placement.
    public let clientOrderID: ClientOrderID
    /// The market.
    public let symbol: Symbol
    /// Buy or sell.
    public let side: Side
    /// The kind.
    public let type: OrderType
    /// How much, in base or in quote.
    public let amount: OrderAmount
    /// Worst acceptable price in quote per base; nil for market kinds.
    public let limitPrice: ExactDecimal?
    /// What arms a triggered kind; nil otherwise.
    public let trigger: Trigger?
    /// How long it lives; nil for market kinds, where venues refuse or ignore it.
    public let timeInForce: TimeInForce?
    /// When a good-till-date order ends; nil otherwise.
    public let expiresAt: Timestamp?
    /// Whether the order may only add liquidity.
    public let isPostOnly: Bool
    /// The order must not enter the book after this instant (a request deadline, not a lifetime).
    public let placeBefore: Timestamp?
    /// The chosen self-trade rule; nil leaves the venue's named default.
    public let selfTradePrevention: SelfTradePrevention?

    /// Builds a request.
    ///
    /// - Throws: ``OrderRequestProblem`` naming the first field that contradicts the others.
    public init(
        clientOrderID: ClientOrderID,
        symbol: Symbol,
        side: Side,
        type: OrderType,
        amount: OrderAmount,
        limitPrice: ExactDecimal? = nil,
        trigger: Trigger? = nil,
        timeInForce: TimeInForce? = nil,
        expiresAt: Timestamp? = nil,
        isPostOnly: Bool = false,
        placeBefore: Timestamp? = nil,
        selfTradePrevention: SelfTradePrevention? = nil
    ) throws(OrderRequestProblem) {
        self.clientOrderID = clientOrderID
        self.symbol = symbol
        self.side = side
        self.type = type
        self.amount = amount
        self.limitPrice = limitPrice
        self.trigger = trigger
        self.timeInForce = timeInForce
        self.expiresAt = expiresAt
        self.isPostOnly = isPostOnly
        self.placeBefore = placeBefore
        self.selfTradePrevention = selfTradePrevention
        try checkNumbers()
        try checkCombination()
    }

    private func checkNumbers() throws(OrderRequestProblem) {
        guard amount.value.isPositive else { throw OrderRequestProblem(.amount, "must be above zero") }
        if let limitPrice, !limitPrice.isPositive { throw OrderRequestProblem(.limitPrice, "must be above zero") }
        if let trigger, !trigger.price.isPositive { throw OrderRequestProblem(.trigger, "must be above zero") }
    }

    private func checkCombination() throws(OrderRequestProblem) {
        if type.needsLimitPrice != (limitPrice != nil) {
            let verb = type.needsLimitPrice ? "is required for" : "has no meaning for"
            throw OrderRequestProblem(.limitPrice, "\(verb) a \(type) order")
        }
        if type.isTriggered != (trigger != nil) {
            let verb = type.isTriggered ? "is required for" : "has no meaning for"
            throw OrderRequestProblem(.trigger, "\(verb) a \(type) order")
        }
        if type.needsLimitPrice != (timeInForce != nil) {
            let verb = type.needsLimitPrice ? "is required for" : "has no meaning for"
            throw OrderRequestProblem(.timeInForce, "\(verb) a \(type) order")
        }
        if (timeInForce == .goodTillDate) != (expiresAt != nil) {
            throw OrderRequestProblem(.expiresAt, "goes with GTD, and only with it")
        }
        if case .quote = amount, type.needsLimitPrice {
            throw OrderRequestProblem(.amount, "a quote amount needs a market order")
        }
        try checkPostOnlyAndTrigger()
    }

    private func checkPostOnlyAndTrigger() throws(OrderRequestProblem) {
        if isPostOnly {
            guard type == .limit else { throw OrderRequestProblem(.postOnly, "needs a limit order") }
            guard timeInForce != .immediateOrCancel, timeInForce != .fillOrKill else {
                throw OrderRequestProblem(.postOnly, "excludes IOC and FOK")
            }
        }
        guard let trigger else { return }
        let isStop = type == .stopMarket || type == .stopLimit
        let above = trigger.crossing == .atOrAbove
        guard isStop == (above == (side == .buy)) else {
            throw OrderRequestProblem(.trigger, "crosses the wrong way for a \(side) \(type) order")
        }
    }
}
