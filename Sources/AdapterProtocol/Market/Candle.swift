/// Open, high, low, close and volume of one interval of a market.
public struct Candle: Sendable, Hashable {
    /// Start of the interval: the identity of the candle.
    public let openTime: Timestamp
    /// First price.
    public let open: ExactDecimal
    /// Highest price.
    public let high: ExactDecimal
    /// Lowest price.
    public let low: ExactDecimal
    /// Last price.
    public let close: ExactDecimal
    /// Base traded.
    public let baseVolume: ExactDecimal
    /// Quote traded, nil where not told.
    public let quoteVolume: ExactDecimal?
    /// Number of trades, nil where not told.
    public let tradeCount: Int64?
    /// Whether the interval is over; decided by the clock where the venue has no mark.
    public let isClosed: Bool

    /// A candle.
    public init(
        openTime: Timestamp, open: ExactDecimal, high: ExactDecimal, low: ExactDecimal, close: ExactDecimal,
        baseVolume: ExactDecimal, quoteVolume: ExactDecimal?, tradeCount: Int64?, isClosed: Bool
    ) {
        self.openTime = openTime
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.baseVolume = baseVolume
        self.quoteVolume = quoteVolume
        self.tradeCount = tradeCount
        self.isClosed = isClosed
    }
}

/// The length of a candle. Extensible; a venue offers only some.
public struct CandleInterval: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Number and unit: `1m`, `4h`, `1d`, `1w`, `1M`.
    public let rawValue: String

    /// Wraps number and unit.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// One minute.
    public static let minute = CandleInterval(rawValue: "1m")
    /// Five minutes.
    public static let fiveMinutes = CandleInterval(rawValue: "5m")
    /// Fifteen minutes.
    public static let fifteenMinutes = CandleInterval(rawValue: "15m")
    /// One hour.
    public static let hour = CandleInterval(rawValue: "1h")
    /// Four hours.
    public static let fourHours = CandleInterval(rawValue: "4h")
    /// One day, from 00:00 UTC.
    public static let day = CandleInterval(rawValue: "1d")

    /// Number and unit.
    public var description: String { rawValue }
}
