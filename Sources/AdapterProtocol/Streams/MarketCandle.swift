/// A candle and whose it is.
public struct MarketCandle: Sendable, Hashable {
    /// The market.
    public let symbol: Symbol
    /// The length.
    public let interval: CandleInterval
    /// The candle; growing until it says that it is closed.
    public let candle: Candle

    /// A candle of a market.
    public init(symbol: Symbol, interval: CandleInterval, candle: Candle) {
        self.symbol = symbol
        self.interval = interval
        self.candle = candle
    }
}
