import VenueSimulator

extension VALR {
    /// An event of `/ws/trade` (valr.md I.4, I.8).
    enum StreamEvent: Hashable, Sendable {
        case aggregated, orders, levels, topLevels(Int), trades, summary, buckets, markPrice

        /// The depths of the snapshots without changes.
        static let depths = [1, 5, 10, 20, 40, 80]

        /// Nil for a word that the venue does not have.
        init?(_ word: String) {
            switch word {
            case "AGGREGATED_ORDERBOOK_UPDATE": self = .aggregated
            case "FULL_ORDERBOOK_UPDATE": self = .orders
            case "OB_L1_DIFF": self = .levels
            case "NEW_TRADE": self = .trades
            case "MARKET_SUMMARY_UPDATE": self = .summary
            case "NEW_TRADE_BUCKET": self = .buckets
            case "MARK_PRICE_UPDATE": self = .markPrice
            default:
                guard let depth = Self.depths.first(where: { word == "OB_L1_D\($0)_SNAPSHOT" }) else { return nil }
                self = .topLevels(depth)
            }
        }

        /// Whether a pair begins with data at once (valr.md I.2).
        var startsAtOnce: Bool {
            switch self {
            case .aggregated, .orders, .levels, .topLevels, .summary: true
            case .trades, .buckets, .markPrice: false
            }
        }
    }

    /// One WebSocket connection.
    struct Connection: Sendable {
        enum Kind: Sendable {
            /// `/ws/trade`.
            case market
            /// `/ws/account`.
            case account
        }

        let kind: Kind
        /// Nil for a market connection without a key.
        let caller: Caller?
        let openedAt: Int64
        /// When the client pinged last, by text.
        var pingedAt: Int64
        /// The pairs of each event.
        var lists: [StreamEvent: Set<String>] = [:]
        /// Account events that were switched off.
        var muted: Set<String> = []
        /// Whether all orders of the account are cancelled when it is gone (valr.md J.4).
        var cancelsOnDisconnect = false

        init(_ kind: Kind, _ caller: Caller?, at now: Int64) {
            self.kind = kind
            self.caller = caller
            openedAt = now
            pingedAt = now
        }
    }
}
