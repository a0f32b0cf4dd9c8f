/// In which phase a market is; decides which commands it takes (binance.md C.2).
public enum TradingPhase: String, Sendable, Hashable, Codable, CaseIterable {
    /// Orders, cancels and amends.
    case trading
    /// Cancels and amends only.
    case cancelOnly
    /// Emergency stop: no orders; cancels pass, because no sheet documents a refusal.
    case halt
    /// Planned pause, before listing or after delisting: no orders; cancels pass.
    case pause
}

/// What an order is. The limit price, the trigger price and the amount are fields of ``NewOrder``.
public enum EngineOrderKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Rests at its limit price or takes up to it.
    case limit
    /// A limit order that may only make: refused when it would take (``ExchangeConfiguration/postOnlyRule``).
    case limitMaker
    /// Takes at any price, never rests.
    case market
    /// Armed; becomes a market order when the last price reaches the trigger price against the holder.
    case stopLoss
    /// Armed; becomes a limit order when the last price reaches the trigger price against the holder.
    case stopLossLimit
    /// Armed; becomes a market order when the last price reaches the trigger price in the holder's favour.
    case takeProfit
    /// Armed; becomes a limit order when the last price reaches the trigger price in the holder's favour.
    case takeProfitLimit

    /// Whether the order waits for a trigger price.
    public var isTriggered: Bool {
        switch self {
        case .stopLoss, .stopLossLimit, .takeProfit, .takeProfitLimit: true
        case .limit, .limitMaker, .market: false
        }
    }

    /// Whether the order carries a limit price.
    public var hasLimitPrice: Bool {
        switch self {
        case .limit, .limitMaker, .stopLossLimit, .takeProfitLimit: true
        case .market, .stopLoss, .takeProfit: false
        }
    }
}

/// How long the part of an order that is not filled at once lives.
public enum EngineTimeInForce: String, Sendable, Hashable, Codable, CaseIterable {
    /// Rests until filled or canceled.
    case goodTillCanceled
    /// What is not filled at once expires.
    case immediateOrCancel
    /// Fills completely at once or expires untouched.
    case fillOrKill
}

/// What happens when an order would trade with another of its own account. The taker's mode decides.
public enum SelfTradeMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// Self-trades are allowed.
    case none
    /// The incoming order's rest expires.
    case expireTaker
    /// The resting order expires, the incoming order goes on.
    case expireMaker
    /// Both expire.
    case expireBoth
    /// Both shrink by the smaller remainder; the one at zero expires.
    case decrement
}

/// Where an order stands.
public enum EngineOrderStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// On the book without a fill.
    case new
    /// Waiting for its trigger price, off the book.
    case armed
    /// On the book with at least one fill.
    case partiallyFilled
    /// Complete.
    case filled
    /// Canceled by its owner; may have fills.
    case canceled
    /// Ended by the exchange (``EngineOrder/expiryReason`` says why); may have fills.
    case expired
    /// Ended by self-trade prevention; may have fills.
    case expiredInMatch
    /// Refused after it got an id (only under ``PostOnlyRule/acceptThenReject``).
    case rejected

    /// Whether the order can still trade.
    public var isOpen: Bool {
        switch self {
        case .new, .armed, .partiallyFilled: true
        case .filled, .canceled, .expired, .expiredInMatch, .rejected: false
        }
    }
}

/// Why the exchange ended an order (binance.md E.8).
public enum ExpiryReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// The rest of an immediate-or-cancel order.
    case unfilledImmediateOrCancel
    /// A fill-or-kill order that could not fill completely.
    case unfilledFillOrKill
    /// A market order that emptied the book.
    case insufficientLiquidity
    /// A triggered market buy whose locked funds did not pay for all of it.
    case insufficientFunds
    /// An amend to no more than what was already done.
    case amendedBelowExecuted
    /// A maker-only order that would have taken, under ``PostOnlyRule/acceptThenReject``.
    case wouldTake
    /// Self-trade prevention.
    case selfTradePrevention
    /// Ended by the exchange itself.
    case exchangeCanceled
}
