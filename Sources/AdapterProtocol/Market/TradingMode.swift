/// What a market, or a whole venue, lets one do now.
public enum TradingMode: String, Sendable, Hashable, Codable {
    /// Everything.
    case open
    /// Only post-only orders, and cancels.
    case postOnly
    /// Only limit orders, and cancels.
    case limitOnly
    /// Only cancels.
    case cancelOnly
    /// No orders; whether cancels pass is not documented. Emergency.
    case halted
    /// No orders; planned, delisted, or a word the adapter does not know.
    case closed
    /// Neither orders nor cancels.
    case maintenance

    /// Whether an order of this kind may be placed.
    public func takes(_ type: OrderType, postOnly: Bool) -> Bool {
        switch self {
        case .open: true
        case .postOnly: postOnly
        case .limitOnly: type.needsLimitPrice
        case .cancelOnly, .halted, .closed, .maintenance: false
        }
    }
}
