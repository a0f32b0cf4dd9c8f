public import AdapterProtocol

/// How much an order wants.
public enum EngineAmount: Sendable, Hashable {
    /// Base quantity, a whole number of lots.
    case base(ExactDecimal)
    /// Quote amount to spend (buy) or to receive (sell) at most; market orders only.
    case quote(ExactDecimal)
}

/// A command to place an order, already past the face's own checks (authentication, filters, precision).
public struct NewOrder: Sendable {
    /// The market.
    public var symbol: String
    /// The account that pays.
    public var account: String
    /// Buy or sell.
    public var side: Side
    /// What it is.
    public var kind: EngineOrderKind
    /// How much.
    public var amount: EngineAmount
    /// Limit price, exactly for the kinds that have one.
    public var price: ExactDecimal?
    /// Trigger price, exactly for the kinds that are triggered.
    public var triggerPrice: ExactDecimal?
    /// Lifetime; ignored by ``EngineOrderKind/market`` and ``EngineOrderKind/limitMaker``.
    public var timeInForce: EngineTimeInForce
    /// Self-trade mode; `nil` takes the market's default.
    public var selfTradeMode: SelfTradeMode?
    /// The caller's id. The face makes one up when the client sent none and its venue would.
    public var clientOrderID: String?
    /// Words the face wants back with the order (`strategyId`, wire type): kept, saved, never read by the engine.
    public var labels: [String: String]

    /// A new order.
    public init(
        symbol: String, account: String, side: Side, kind: EngineOrderKind, amount: EngineAmount,
        price: ExactDecimal? = nil, triggerPrice: ExactDecimal? = nil,
        timeInForce: EngineTimeInForce = .goodTillCanceled, selfTradeMode: SelfTradeMode? = nil,
        clientOrderID: String? = nil, labels: [String: String] = [:]
    ) {
        self.symbol = symbol
        self.account = account
        self.side = side
        self.kind = kind
        self.amount = amount
        self.price = price
        self.triggerPrice = triggerPrice
        self.timeInForce = timeInForce
        self.selfTradeMode = selfTradeMode
        self.clientOrderID = clientOrderID
        self.labels = labels
    }
}

/// Names one order of an account in a market.
public enum OrderKey: Sendable, Hashable {
    /// The exchange's id.
    case id(Int64)
    /// The owner's id: the open order with it, else the latest that had it.
    case clientOrderID(String)
    /// Both must name the same order; it is found by the first (binance.md E.4).
    case both(id: Int64, clientOrderID: String)
}

/// A condition on a cancel (binance.md E.4).
public enum CancelRestriction: Sendable, Hashable {
    /// Only when nothing is filled yet.
    case onlyNew
    /// Only when something is filled.
    case onlyPartiallyFilled
}
