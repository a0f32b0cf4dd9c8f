public import AdapterProtocol

/// A value of any of a market's streams, for those who follow several in one order.
public enum MarketUpdate: Sendable {
    /// A book changed, or its state did.
    case book(LiveBook)
    /// A trade.
    case trade(PublicTrade)
    /// A ticker.
    case ticker(Ticker)
    /// A candle.
    case candle(MarketCandle)

    /// The market.
    public var symbol: Symbol {
        switch self {
        case .book(let book): book.symbol
        case .trade(let trade): trade.symbol
        case .ticker(let ticker): ticker.symbol
        case .candle(let candle): candle.symbol
        }
    }
}
