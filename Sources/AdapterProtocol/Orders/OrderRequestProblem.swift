/// Why a request contradicts itself: the field and what was expected.
public struct OrderRequestProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field to fix.
    public let field: OrderField
    /// What was expected, in words.
    public let expectation: String

    /// A problem with `field`.
    public init(_ field: OrderField, _ expectation: String) {
        self.field = field
        self.expectation = expectation
    }

    /// Field and expectation in one line.
    public var description: String { "\(field.rawValue) \(expectation)" }
}

/// The fields of an order that a refusal may name.
public enum OrderField: String, Hashable, Sendable, Codable {
    /// The market.
    case symbol
    /// Buy or sell.
    case side
    /// The kind.
    case type
    /// Base quantity or quote amount.
    case amount
    /// The limit price.
    case limitPrice
    /// Price times quantity.
    case notional
    /// The trigger.
    case trigger
    /// The time in force.
    case timeInForce
    /// The end of a good-till-date order.
    case expiresAt
    /// The post-only flag.
    case postOnly
    /// The latest arrival.
    case placeBefore
    /// The self-trade rule.
    case selfTradePrevention
    /// The client order id.
    case clientOrderID
}
