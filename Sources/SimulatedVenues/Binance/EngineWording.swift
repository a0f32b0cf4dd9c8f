import AdapterProtocol
import VenueSimulator

// Between the engine's words and the venue's, both ways.

extension Binance.OrderType {
    init(_ kind: EngineOrderKind) {
        self =
            switch kind {
            case .limit: .limit
            case .limitMaker: .limitMaker
            case .market: .market
            case .stopLoss: .stopLoss
            case .stopLossLimit: .stopLossLimit
            case .takeProfit: .takeProfit
            case .takeProfitLimit: .takeProfitLimit
            }
    }

    var kind: EngineOrderKind {
        switch self {
        case .limit: .limit
        case .limitMaker: .limitMaker
        case .market: .market
        case .stopLoss: .stopLoss
        case .stopLossLimit: .stopLossLimit
        case .takeProfit: .takeProfit
        case .takeProfitLimit: .takeProfitLimit
        }
    }
}

extension Binance.Side {
    init(_ side: AdapterProtocol.Side) { self = side == .buy ? .buy : .sell }
    var engine: AdapterProtocol.Side { self == .buy ? .buy : .sell }
}

extension Binance.TimeInForce {
    init(_ timeInForce: EngineTimeInForce) {
        self =
            switch timeInForce {
            case .goodTillCanceled: .goodTillCancelled
            case .immediateOrCancel: .immediateOrCancel
            case .fillOrKill: .fillOrKill
            }
    }

    var engine: EngineTimeInForce {
        switch self {
        case .goodTillCancelled: .goodTillCanceled
        case .immediateOrCancel: .immediateOrCancel
        case .fillOrKill: .fillOrKill
        }
    }
}

extension Binance.PreventionMode {
    init(_ mode: SelfTradeMode) {
        self =
            switch mode {
            case .none: .none
            case .expireTaker: .expireTaker
            case .expireMaker: .expireMaker
            case .expireBoth: .expireBoth
            case .decrement: .decrement
            }
    }

    /// The engine's mode, nil for one that no symbol here allows.
    var engine: SelfTradeMode? {
        switch self {
        case .none: SelfTradeMode.none
        case .expireTaker: .expireTaker
        case .expireMaker: .expireMaker
        case .expireBoth: .expireBoth
        case .decrement: .decrement
        case .transfer: nil
        }
    }
}

extension EngineOrderStatus {
    /// binance.md E.8: a waiting stop is NEW with `isWorking` false.
    var binanceText: String {
        switch self {
        case .new, .armed: "NEW"
        case .partiallyFilled: "PARTIALLY_FILLED"
        case .filled: "FILLED"
        case .canceled: "CANCELED"
        case .expired: "EXPIRED"
        case .expiredInMatch: "EXPIRED_IN_MATCH"
        case .rejected: "REJECTED"
        }
    }
}

extension Binance.Market.Status {
    var phase: TradingPhase {
        switch self {
        case .trading: .trading
        case .cancelOnly: .cancelOnly
        case .halt: .halt
        case .pause, .endOfDay: .pause
        }
    }

    init(_ phase: TradingPhase) {
        self =
            switch phase {
            case .trading: .trading
            case .cancelOnly: .cancelOnly
            case .halt: .halt
            case .pause: .pause
            }
    }
}

extension Binance.Refusal {
    /// Why the engine did not take an order, a cancel or a query.
    init(_ rejection: EngineRejection) {
        self =
            switch rejection {
            case .unknownMarket: .symbol
            case .unknownAccount: Self(-2010, "This action is disabled on this account.")
            case .marketClosed: .marketClosed
            case .insufficientFunds: .funds
            case .duplicateClientOrderID: .duplicateOrder
            case .wouldTake: .wouldTake
            case .wouldTrigger: .wouldTrigger
            case .invalidPrice, .priceNotOnTick: .filter("PRICE_FILTER")
            case .invalidQuantity, .quantityNotOnLot, .amountBelowOneLot, .tooLarge: .filter("LOT_SIZE")
            case .quoteAmountTooFine: .precision("quoteOrderQty")
            case .quoteAmountNotAllowed: .unsupported("Quote qty orders")
            case .selfTradeModeNotAllowed: .preventionMode
            case .tooManyOpenOrders: .filter("EXCHANGE_MAX_NUM_ORDERS")
            case .unknownOrder: .unknownOrder
            case .clientOrderIDMismatch: .idsDisagreeOnCancel
            case .cancelRestricted: .cancelRestricted
            case .amendNotAllowed: .amend("Order amend is not supported for this symbol.")
            case .amendIncreasesQuantity: .amend("Order amend (quantity increase) is not supported.")
            case .amendChangesNothing: .amend("The requested action would change no state; rejecting")
            case .amendNeedsBaseQuantity: .amend("Order amend is not supported for this order.")
            }
    }
}
