import AdapterProtocol
import VenueSimulator

extension Acorn {
    /// One market with its rules (API.md, Markets).
    struct Market: Sendable {
        let name: String
        let base: String
        let quote: String
        let phase: TradingPhase
        let tick: ExactDecimal
        let lot: ExactDecimal
        let minimum: ExactDecimal
        let maximum: ExactDecimal
        let minimumNotional: ExactDecimal
        /// Where the background market starts.
        let opening: ExactDecimal
        /// Its place in ``Markets/all``, part of order ids.
        let index: Int

        var state: String {
            switch phase {
            case .trading: "open"
            case .cancelOnly: "cancel_only"
            case .halt, .pause: "closed"
            }
        }
    }

    /// What is listed.
    enum Markets {
        static let all: [Market] = [
            make(0, "BTC", "USDT", ("0.01", "0.00001"), ("0.0001", "1000"), "5", "64000"),
            make(1, "ETH", "USDT", ("0.01", "0.0001"), ("0.001", "10000"), "5", "3200"),
            make(2, "ETH", "BTC", ("0.00001", "0.001"), ("0.001", "10000"), "0.0001", "0.05"),
            make(3, "OAK", "USDT", ("0.0001", "1"), ("1", "1000000"), "5", "0.25", phase: .cancelOnly),
        ]

        private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

        static func named(_ name: String) -> Market? { byName[name] }

        private static func make(
            _ index: Int, _ base: String, _ quote: String, _ steps: (tick: String, lot: String),
            _ bounds: (minimum: String, maximum: String), _ notional: String, _ opening: String,
            phase: TradingPhase = .trading
        ) -> Market {
            Market(
                name: "\(base)-\(quote)", base: base, quote: quote, phase: phase, tick: number(steps.tick),
                lot: number(steps.lot), minimum: number(bounds.minimum), maximum: number(bounds.maximum),
                minimumNotional: number(notional), opening: number(opening), index: index)
        }

        /// A constant of this file; a misspelt one becomes zero, which the engine refuses at start.
        private static func number(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }
    }
}
