/// What the venue does when an order would trade with another of the same account. Extensible by constants.
public struct SelfTradePrevention: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The unified word, camel case.
    public let rawValue: String

    /// Wraps a unified word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Self-trades are allowed.
    public static let allow = SelfTradePrevention(rawValue: "allow")
    /// The incoming order expires.
    public static let expireTaker = SelfTradePrevention(rawValue: "expireTaker")
    /// The resting order expires: Binance's default (binance.md 0.6).
    public static let expireMaker = SelfTradePrevention(rawValue: "expireMaker")
    /// Both expire.
    public static let expireBoth = SelfTradePrevention(rawValue: "expireBoth")
    /// Both shrink by the smaller quantity.
    public static let decrement = SelfTradePrevention(rawValue: "decrement")

    /// The unified word.
    public var description: String { rawValue }
}
