/// Why the engine refused a command. Nothing has changed when it throws; the face turns it into its venue's body.
public enum EngineRejection: Error, Sendable, Hashable {
    /// No such market.
    case unknownMarket
    /// No such account.
    case unknownAccount
    /// The market's phase does not take this command.
    case marketClosed(TradingPhase)
    /// The account has too little free of this asset.
    case insufficientFunds(asset: String)
    /// The client order id is in use (scope: ``ExchangeConfiguration/clientOrderIDScope``).
    case duplicateClientOrderID
    /// A maker-only order would take.
    case wouldTake
    /// The trigger price lies on the wrong side of the last price, or on it.
    case wouldTrigger
    /// A price or trigger price is missing, surplus or not positive.
    case invalidPrice
    /// A price or trigger price is no multiple of the tick.
    case priceNotOnTick
    /// A quantity or quote amount that is not positive, or not allowed for this kind.
    case invalidQuantity
    /// The quantity is no multiple of the lot.
    case quantityNotOnLot
    /// The quote amount is finer than the quote precision.
    case quoteAmountTooFine
    /// The quote amount does not pay for one lot at the best price.
    case amountBelowOneLot
    /// Price or quantity beyond what exact arithmetic holds (10^28 units of the smallest step).
    case tooLarge
    /// Quote amounts are off here, or not possible for this kind.
    case quoteAmountNotAllowed
    /// The market does not allow this self-trade mode.
    case selfTradeModeNotAllowed
    /// The account has as many open orders as ``HistoryLimits/openOrders`` allows.
    case tooManyOpenOrders
    /// No such open order (cancel, amend) or no such order at all (query).
    case unknownOrder
    /// The order with this id has another client order id.
    case clientOrderIDMismatch
    /// The cancel's restriction does not hold.
    case cancelRestricted
    /// Amends are off in this market.
    case amendNotAllowed
    /// An amend can only reduce the quantity.
    case amendIncreasesQuantity
    /// An amend to the present quantity.
    case amendChangesNothing
    /// The order was placed by quote amount and has no quantity to amend.
    case amendNeedsBaseQuantity
}
