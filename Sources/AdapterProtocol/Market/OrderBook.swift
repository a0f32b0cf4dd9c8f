/// One price level of a book: a price and the whole quantity resting there.
public struct BookLevel: Sendable, Hashable {
    /// Quote per base.
    public let price: ExactDecimal
    /// Base resting at the price; never zero.
    public let quantity: ExactDecimal

    /// A level.
    @inlinable
    public init(price: ExactDecimal, quantity: ExactDecimal) {
        self.price = price
        self.quantity = quantity
    }
}

/// A snapshot of a market's resting orders, summed by price.
public struct OrderBook: Sendable, Hashable {
    /// The market.
    public let symbol: Symbol
    /// Bids, best (highest) first.
    public let bids: [BookLevel]
    /// Asks, best (lowest) first.
    public let asks: [BookLevel]
    /// The venue's update id or sequence of the snapshot, where it has one.
    public let sequence: UInt64?
    /// The venue's time of the snapshot, where told.
    public let time: Timestamp?

    /// A snapshot.
    public init(symbol: Symbol, bids: [BookLevel], asks: [BookLevel], sequence: UInt64?, time: Timestamp?) {
        self.symbol = symbol
        self.bids = bids
        self.asks = asks
        self.sequence = sequence
        self.time = time
    }

    /// Highest bid.
    public var bestBid: BookLevel? { bids.first }
    /// Lowest ask.
    public var bestAsk: BookLevel? { asks.first }

    /// Whether best bid is below best ask and both sides are strictly ordered; a venue's snapshot that is not is a
    /// decoding error.
    public var isOrdered: Bool {
        if let bid = bids.first, let ask = asks.first, bid.price >= ask.price { return false }
        return Self.descends(bids) && Self.ascends(asks)
    }

    private static func descends(_ levels: [BookLevel]) -> Bool {
        zip(levels, levels.dropFirst()).allSatisfy { $0.price > $1.price }
    }

    private static func ascends(_ levels: [BookLevel]) -> Bool {
        zip(levels, levels.dropFirst()).allSatisfy { $0.price < $1.price }
    }
}
