import VenueSimulator

// Orders (luno.md G.2, L.5).
extension Luno.Refusal {
    static let clientID = Self("ErrInvalidClientOrderId", "Invalid client order id")
    static let duplicateClientID = Self("ErrDuplicateClientOrderID", "Duplicate client order id", status: 409)
    static let side = Self("ErrInvalidOrderSide", "Invalid order side")
    static let price = Self("ErrInvalidPrice", "Invalid price")
    static let priceTooLow = Self("ErrPriceTooLow", "Price is below the minimum")
    static let priceTooHigh = Self("ErrPriceTooHigh", "Price is above the maximum")
    static let priceDenomination = Self("ErrPriceDenominationNotAllowed", "Price contains too many decimal places")
    static let volume = Self("ErrInvalidVolume", "Invalid volume")
    static let volumeTooLow = Self("ErrVolumeTooLow", "Volume is below the minimum")
    static let volumeTooHigh = Self("ErrVolumeTooHigh", "Volume is above the maximum")
    static let volumeDenomination = Self("ErrVolumeDenominationNotAllowed", "Volume contains too many decimal places")
    static let baseVolume = Self("ErrInvalidBaseVolume", "Invalid base volume")
    static let counterVolume = Self("ErrInvalidCounterVolume", "Invalid counter volume")
    static let value = Self("ErrInvalidValue", "Invalid value")
    static let valueTooHigh = Self("ErrValueTooHigh", "Order value is too high")
    static let counterDenomination = Self(
        "ErrCounterDenominationNotAllowed", "Counter volume contains too many decimal places")
    static let postOnlyNotAllowed = Self(
        "ErrPostOnlyNotAllowed", "Post-only is not allowed for this time in force")
    static let stopPrice = Self("ErrInvalidStopPrice", "Invalid stop price")
    static let stopPriceTooHigh = Self("ErrStopPriceTooHigh", "Stop price is too high")
    static let stopPriceTooLow = Self("ErrStopPriceTooLow", "Stop price is too low")
    static let stopDirection = Self("ErrInvalidStopDirection", "Invalid stop direction")
    static let noTrades = Self("ErrNoTradesToInferStopDirection", "No trades to infer the stop direction from")
    static let funds = Self("ErrInsufficientBalance", "Insufficient balance.")
    static let liquidity = Self("ErrNotEnoughLiquidity", "Not enough liquidity in the market")
    static let postOnlyCanceled = Self("ErrOrderCanceled", "Your post-only order was cancelled before trading")
    static let cannotStop = Self(
        "ErrCannotStopUnknownOrNonPendingOrder", "Cannot stop unknown or non-pending order.")
    static let orderReference = Self("ErrInvalidOrderRef", "Invalid order reference")

    static func orderNotFound(status: Int) -> Self {
        Self("ErrOrderNotFound", "Cannot find that order", status: status)
    }

    static func deadline(status: Int) -> Self {
        Self("ErrDeadlineExceeded", "Could not complete before the deadline", status: status)
    }

    /// Why the engine did not take an order.
    init(_ rejection: EngineRejection) {
        self =
            switch rejection {
            case .unknownMarket, .marketClosed: .market
            case .insufficientFunds: .funds
            case .duplicateClientOrderID: .duplicateClientID
            case .wouldTake: .postOnlyCanceled
            case .wouldTrigger: .stopPrice
            case .invalidPrice: .price
            case .priceNotOnTick: .priceDenomination
            case .invalidQuantity: .volume
            case .quantityNotOnLot: .volumeDenomination
            case .quoteAmountTooFine: .counterDenomination
            case .amountBelowOneLot: .volumeTooLow
            case .tooLarge: .valueTooHigh
            case .unknownOrder, .clientOrderIDMismatch, .cancelRestricted: .cannotStop
            case .unknownAccount, .quoteAmountNotAllowed, .selfTradeModeNotAllowed, .tooManyOpenOrders,
                .amendNotAllowed, .amendIncreasesQuantity, .amendChangesNothing, .amendNeedsBaseQuantity:
                .arguments
            }
    }
}
