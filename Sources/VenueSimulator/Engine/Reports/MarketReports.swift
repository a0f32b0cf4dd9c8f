public import AdapterProtocol

/// One price of a book.
public struct EngineLevel: Sendable, Hashable {
    /// Price.
    public let price: ExactDecimal
    /// Sum of what rests there.
    public let quantity: ExactDecimal
    /// How many orders rest there.
    public let orderCount: Int
}

/// A book at one moment: bids from high to low, asks from low to high.
public struct EngineBook: Sendable, Hashable {
    /// The market.
    public let symbol: String
    /// The id of the last change in it; grows by one with every changed level.
    public let updateID: Int64
    /// Buyers, best first.
    public let bids: [EngineLevel]
    /// Sellers, best first.
    public let asks: [EngineLevel]
}

/// One resting order of a full book (Luno, VALR and KuCoin publish those).
public struct EngineBookOrder: Sendable, Hashable {
    /// The exchange's id.
    public let id: Int64
    /// Side of the book.
    public let side: Side
    /// Price.
    public let price: ExactDecimal
    /// What is left of it.
    public let quantity: ExactDecimal
}

/// A market's rolling statistics.
public struct EngineTicker: Sendable, Hashable {
    /// The market.
    public let symbol: String
    /// Start of the window, milliseconds since the epoch. The window is whole minutes: its first minute may begin up
    /// to 59.999 s before `now - window`.
    public let openTime: Int64
    /// End of the window: the caller's `now`.
    public let closeTime: Int64
    /// First price in the window; without trades the last one before it.
    public let open: ExactDecimal
    /// Highest price.
    public let high: ExactDecimal
    /// Lowest price.
    public let low: ExactDecimal
    /// Last price.
    public let last: ExactDecimal
    /// Quantity of the last trade.
    public let lastQuantity: ExactDecimal
    /// Last price before the window.
    public let previousClose: ExactDecimal
    /// Traded base quantity.
    public let volume: ExactDecimal
    /// Traded quote amount.
    public let quoteVolume: ExactDecimal
    /// Best bid, if any.
    public let bid: EngineLevel?
    /// Best ask, if any.
    public let ask: EngineLevel?
    /// First trade id in the window; `nil` without trades.
    public let firstTradeID: Int64?
    /// Last trade id in the window; `nil` without trades.
    public let lastTradeID: Int64?
    /// Number of trades.
    public let tradeCount: Int64
}

/// One candle.
public struct EngineCandle: Sendable, Hashable {
    /// First millisecond of the interval.
    public let openTime: Int64
    /// Last millisecond of the interval.
    public let closeTime: Int64
    /// First price; without trades all four prices are the close before.
    public let open: ExactDecimal
    /// Highest price.
    public let high: ExactDecimal
    /// Lowest price.
    public let low: ExactDecimal
    /// Last price.
    public let close: ExactDecimal
    /// Traded base quantity.
    public let volume: ExactDecimal
    /// Traded quote amount.
    public let quoteVolume: ExactDecimal
    /// Number of trades.
    public let tradeCount: Int64
    /// Base quantity bought by takers.
    public let takerBuyVolume: ExactDecimal
    /// Quote amount spent by buying takers.
    public let takerBuyQuoteVolume: ExactDecimal
}

/// How wide a candle is and where it begins.
public enum CandleSpan: Sendable, Hashable {
    /// A fixed number of seconds, counted from the epoch shifted by `offsetSeconds` (weeks begin on Monday with
    /// 4 days). Below 60 only as many as the kept trades reach; 60 and above must be whole minutes.
    case seconds(Int64, offsetSeconds: Int64 = 0)
    /// UTC calendar months.
    case months(Int)
}
