/// What one step of a nonce is. A key keeps its unit for ever: a larger one would leave every smaller one behind
/// (kraken.md B.3).
public enum NonceUnit: String, Sendable, Hashable, CaseIterable {
    /// Milliseconds since 1970, as most of Kraken's clients use.
    case milliseconds
    /// Microseconds since 1970.
    case microseconds
    /// Nanoseconds since 1970.
    case nanoseconds

    /// Nanoseconds in one step.
    var nanoseconds: Int64 {
        switch self {
        case .milliseconds: 1_000_000
        case .microseconds: 1_000
        case .nanoseconds: 1
        }
    }
}
