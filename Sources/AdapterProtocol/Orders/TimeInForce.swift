/// How long an order may live. Extensible by constants.
public struct TimeInForce: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The field's usual upper-case word.
    public let rawValue: String

    /// Wraps a word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Good till cancelled.
    public static let goodTillCancelled = TimeInForce(rawValue: "GTC")
    /// Immediate or cancel: what does not fill at once is cancelled.
    public static let immediateOrCancel = TimeInForce(rawValue: "IOC")
    /// Fill or kill: fills whole at once or not at all.
    public static let fillOrKill = TimeInForce(rawValue: "FOK")
    /// Good till a date, which the request names.
    public static let goodTillDate = TimeInForce(rawValue: "GTD")

    /// The values every part of the SDK knows.
    public static let known: [TimeInForce] = [.goodTillCancelled, .immediateOrCancel, .fillOrKill, .goodTillDate]

    /// The upper-case word.
    public var description: String { rawValue }
}
