public import AdapterProtocol

/// One thing that happened. Every command returns its events in the order they happened, for the streams; events of
/// the background traders' own orders are left out (their trades and book changes are not).
public enum EngineEvent: Sendable, Hashable {
    /// An order was accepted: on the book, armed, or about to match.
    case orderAccepted(EngineOrder)
    /// A trigger price was reached; the order starts to work.
    case orderTriggered(EngineOrder)
    /// An order traded; the order is as after the fill.
    case orderTraded(EngineOrder, EngineFill)
    /// The owner canceled an order.
    case orderCanceled(EngineOrder)
    /// The exchange ended an order.
    case orderExpired(EngineOrder)
    /// An order was amended; `previousClientOrderID` is the id it had before.
    case orderAmended(EngineOrder, previousClientOrderID: String?)
    /// Self-trade prevention stopped a match; the order is as after it, one event for each of the two. When it ended
    /// the order (``EngineOrderStatus/expiredInMatch``) this is the order's last event.
    case matchPrevented(EngineOrder, PreventedMatch)
    /// A public trade.
    case trade(EngineTrade)
    /// One level of a book changed; `quantity` is the new sum, zero when the level is gone.
    case bookChanged(BookChange)
    /// Balances of an account after the command, only the assets that changed.
    case balancesChanged(account: String, [EngineBalance], time: Int64)
    /// A market changed its phase.
    case phaseChanged(symbol: String, TradingPhase)
}

/// One changed level of a book.
public struct BookChange: Sendable, Hashable {
    let ticks: Int64
    let lots: Int128
    let orderLots: Int64
    let units: MarketUnits

    init(_ change: LevelChange, _ units: MarketUnits) {
        updateID = change.updateID
        side = change.side
        ticks = change.ticks
        lots = change.lots
        orderID = change.orderID
        orderLots = change.orderLots
        self.units = units
    }

    /// The book's update id after this change; consecutive per market.
    public let updateID: Int64
    /// Side of the book.
    public let side: Side
    /// The market.
    public var symbol: String { units.symbol }
    /// The level's price.
    public var price: ExactDecimal { units.price(ticks) }
    /// The level's new quantity; zero when it is gone.
    public var quantity: ExactDecimal { units.volume(lots) }
    /// The order that came, changed or left: for venues that publish orders.
    public let orderID: Int64
    /// What is left of that order; zero when it left the book.
    public var orderQuantity: ExactDecimal { units.quantity(orderLots) }

    /// Same market, same numbers.
    public static func == (left: BookChange, right: BookChange) -> Bool {
        left.updateID == right.updateID && left.side == right.side && left.ticks == right.ticks
            && left.lots == right.lots && left.units.symbol == right.units.symbol
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(updateID)
        hasher.combine(units.symbol)
    }
}
