/// A market's current prices and rolling statistics; every field is what the venue states, nil where it states none.
public struct Ticker: Sendable, Hashable {
    /// The span that high, low, open and volumes cover.
    public enum Window: String, Sendable, Hashable, Codable {
        /// The last 24 hours.
        case rolling24Hours
        /// Since 00:00 UTC.
        case utcDay
        /// Not told.
        case unknown
    }

    /// The market.
    public let symbol: Symbol
    /// Highest bid, nil for an empty side and where the venue states no quantity with it.
    public let bid: BookLevel?
    /// Lowest ask, nil for an empty side and where the venue states no quantity with it.
    public let ask: BookLevel?
    /// Price of the highest bid, nil for an empty side. Some tickers state it without a quantity (Luno).
    public let bidPrice: ExactDecimal?
    /// Price of the lowest ask, nil for an empty side.
    public let askPrice: ExactDecimal?
    /// Last trade price.
    public let last: ExactDecimal?
    /// Price at the start of the window.
    public let open: ExactDecimal?
    /// Highest price in the window.
    public let high: ExactDecimal?
    /// Lowest price in the window.
    public let low: ExactDecimal?
    /// Base traded in the window.
    public let baseVolume: ExactDecimal?
    /// Quote traded in the window.
    public let quoteVolume: ExactDecimal?
    /// The span of the statistics.
    public let window: Window
    /// The venue's time of the statistics.
    public let time: Timestamp?

    /// A ticker; the prices of its levels are known from them, others are named.
    public init(
        symbol: Symbol, bid: BookLevel?, ask: BookLevel?, last: ExactDecimal?, open: ExactDecimal? = nil,
        high: ExactDecimal? = nil, low: ExactDecimal? = nil, baseVolume: ExactDecimal? = nil,
        quoteVolume: ExactDecimal? = nil, window: Window = .unknown, time: Timestamp? = nil,
        bidPrice: ExactDecimal? = nil, askPrice: ExactDecimal? = nil
    ) {
        self.symbol = symbol
        self.bid = bid
        self.ask = ask
        self.bidPrice = bidPrice ?? bid?.price
        self.askPrice = askPrice ?? ask?.price
        self.last = last
        self.open = open
        self.high = high
        self.low = low
        self.baseVolume = baseVolume
        self.quoteVolume = quoteVolume
        self.window = window
        self.time = time
    }
}
