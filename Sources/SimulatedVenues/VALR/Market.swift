import AdapterProtocol
import VenueSimulator

extension VALR {
    /// One pair with its rules (valr.md C.2).
    struct Market: Sendable {
        /// What may be placed (valr.md C.2); the sample's words.
        enum OrderTypes: Sendable {
            case all, withoutStops, simple, none, future

            var words: [String] {
                switch self {
                case .all: ["LIMIT_POST_ONLY", "LIMIT", "MARKET", "SIMPLE", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"]
                case .withoutStops: ["LIMIT_POST_ONLY", "SIMPLE", "LIMIT", "MARKET"]
                case .simple: ["SIMPLE"]
                case .none: []
                case .future: ["LIMIT_POST_ONLY", "LIMIT", "LIMIT_REDUCE_ONLY", "MARKET_REDUCE_ONLY", "MARKET"]
                }
            }

            /// Whether spot routes take an order of this type. Perpetuals are listed and not simulated.
            func allow(_ word: String) -> Bool {
                if case .future = self { return false }
                return words.contains(word)
            }
        }

        let symbol: String
        let base: String
        let quote: String
        var isActive = true
        let minimumBase: ExactDecimal
        let maximumBase: ExactDecimal
        let minimumQuote: ExactDecimal
        let maximumQuote: ExactDecimal
        let tick: ExactDecimal
        let baseDecimals: Int
        /// Initial, maintenance and auto-close fraction, where margin is possible.
        var margin: (String, String, String)?
        var orderTypes = OrderTypes.all
        let openingPrice: ExactDecimal
        /// Its place in ``Markets/all``, part of ids.
        var index = 0

        var isFuture: Bool { if case .future = orderTypes { true } else { false } }
        var hasBackground: Bool { isActive && orderTypes.words.contains("LIMIT") }
        var shortName: String { isFuture ? "\(base)/\(quote)PERP" : "\(base)/\(quote)" }
        var type: String { isFuture ? "FUTURE" : "SPOT" }

        /// The quantity without what is finer than the lot: cut, not refused (valr.md C.3).
        func truncated(_ quantity: ExactDecimal) -> ExactDecimal {
            (try? quantity.rounded(scale: baseDecimals, .down)) ?? quantity
        }

        func isOnTick(_ price: ExactDecimal) -> Bool {
            let scale = max(price.normalized.scale, tick.scale)
            guard let price = price.coefficient(atScale: scale), let tick = tick.coefficient(atScale: scale), tick > 0
            else { return false }
            return price.isMultiple(of: tick)
        }
    }
}
