/// What one gate said of one order.
public struct GateVerdict: Hashable, Sendable, Codable {
    /// The gates, in the order they are listed; all are evaluated, whatever the first ones say.
    public enum Gate: String, Hashable, Sendable, Codable, CaseIterable {
        /// The kill switch.
        case killSwitch = "kill_switch"
        /// Whether the platform may be traded now.
        case enabled
        /// The market's own rules.
        case instrument
        /// The price against the market.
        case collar
        /// The order's and the open orders' notional.
        case notional
        /// Orders in a short while.
        case burst
        /// Orders in a day.
        case daily
    }

    /// Which gate.
    public let gate: Gate
    /// Whether it lets the order pass.
    public let passed: Bool
    /// The API's word for the refusal (host-api.md 2.2), nil when it passed.
    public let code: String?
    /// One line for people, nil when it passed.
    public let reason: String?

    /// The gate lets it pass.
    public static func pass(_ gate: Gate) -> GateVerdict {
        GateVerdict(gate: gate, passed: true, code: nil, reason: nil)
    }

    /// The gate refuses.
    public static func refuse(_ gate: Gate, _ code: String, _ reason: String) -> GateVerdict {
        GateVerdict(gate: gate, passed: false, code: code, reason: reason)
    }
}
