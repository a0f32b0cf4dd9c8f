/// The kind of an order. Extensible: a venue's further kinds are added as constants, not as cases.
public struct OrderType: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The unified word, camel case.
    public let rawValue: String

    /// Wraps a unified word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Executes at once against the book.
    public static let market = OrderType(rawValue: "market")
    /// Executes at the limit price or better.
    public static let limit = OrderType(rawValue: "limit")
    /// A market order armed until the price moves against the position.
    public static let stopMarket = OrderType(rawValue: "stopMarket")
    /// A limit order armed until the price moves against the position.
    public static let stopLimit = OrderType(rawValue: "stopLimit")
    /// A market order armed until the price moves in favour of the position.
    public static let takeProfit = OrderType(rawValue: "takeProfit")
    /// A limit order armed until the price moves in favour of the position.
    public static let takeProfitLimit = OrderType(rawValue: "takeProfitLimit")

    /// The kinds every part of the SDK knows.
    public static let known: [OrderType] = [.market, .limit, .stopMarket, .stopLimit, .takeProfit, .takeProfitLimit]

    /// Whether the order waits for a trigger before it enters the book.
    public var isTriggered: Bool {
        self == .stopMarket || self == .stopLimit || self == .takeProfit || self == .takeProfitLimit
    }

    /// Whether the order needs a limit price.
    public var needsLimitPrice: Bool { self == .limit || self == .stopLimit || self == .takeProfitLimit }

    /// The unified word.
    public var description: String { rawValue }
}
