import AdapterProtocol
import VenueSimulator

extension VALR {
    /// What is listed: the pairs of the samples and a few more.
    enum Markets {
        static let all: [Market] = {
            var markets = [
                make(
                    "BTC", "ZAR", ("0.000005", "30"), ("10", "30000000"), tick: "1", 8, "1800000",
                    margin: ("0.2", "0.1", "0.033333333")),
                make(
                    "ETH", "ZAR", ("0.0002", "69.21"), ("10", "5000000"), tick: "1", 8, "48500",
                    margin: ("0.2", "0.1", "0.033333333")),
                make("XRP", "ZAR", ("0.2", "250000"), ("10", "5000000"), tick: "0.01", 4, "49.89"),
                make("USDT", "ZAR", ("1", "300000"), ("10", "5000000"), tick: "0.001", 4, "17.9", .withoutStops),
                make("BTC", "USDT", ("0.00000786", "8"), ("0.52", "800000"), tick: "1", 8, "105600"),
                make(
                    "BTC", "USDC", ("0.00000786", "8"), ("0.52", "800000"), tick: "1", 8, "105610",
                    margin: ("0.2", "0.1", "0.033333333")),
                make("ETH", "BTC", ("0.0002", "100"), ("0.000005", "5"), tick: "0.00001", 6, "0.0355"),
                make("BNB", "USDC", ("0.0008", "80"), ("0.52", "52000"), tick: "0.1", 4, "648.5"),
                make("SHIB", "USDC", ("44600", "2750000000"), ("0.59", "50000"), tick: "0.00000001", 0, "0.00001176"),
                make(
                    "LTC", "BTC", ("0.0043", "15.67"), ("0.000016", "0.0512"), tick: "0.000001", 8, "0.000829", .none,
                    isActive: false),
                make("BNT", "USDC", ("0.8", "8000"), ("0.52", "5000"), tick: "0.0001", 4, "0.6512", .simple),
                make(
                    "BTC", "USDT", ("0.0001", "35"), ("1", "1000000"), tick: "1", 4, "105611", .future,
                    margin: ("0.025", "0.0125", "0.0125")),
            ]
            for index in markets.indices { markets[index].index = index }
            return markets
        }()

        private static let bySymbol = Dictionary(all.map { ($0.symbol, $0) }) { first, _ in first }

        static func market(_ symbol: String) -> Market? { bySymbol[symbol] }

        /// The market of an order of this face; every one is listed.
        static func listed(_ symbol: String) -> Market { bySymbol[symbol] ?? all[0] }

        private static func make(
            _ base: String, _ quote: String, _ bases: (String, String), _ quotes: (String, String), tick: String,
            _ decimals: Int, _ opening: String, _ types: Market.OrderTypes = .all, isActive: Bool = true,
            margin: (String, String, String)? = nil
        ) -> Market {
            var symbol = base + quote
            if case .future = types { symbol += "PERP" }
            return Market(
                symbol: symbol, base: base, quote: quote, isActive: isActive, minimumBase: number(bases.0),
                maximumBase: number(bases.1), minimumQuote: number(quotes.0), maximumQuote: number(quotes.1),
                tick: number(tick), baseDecimals: decimals, margin: margin, orderTypes: types,
                openingPrice: number(opening))
        }

        /// A constant of this file; a misspelt one becomes zero, which the engine refuses at start.
        private static func number(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }
    }
}
