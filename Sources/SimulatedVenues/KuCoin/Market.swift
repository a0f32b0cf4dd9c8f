import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// One spot pair with its rules (kucoin.md C.2, C.3).
    struct Market: Sendable {
        let symbol: String
        /// The display name, which may change while the symbol stays (C.1).
        var name: String
        let base: String
        let quote: String
        /// Listing zone.
        let zone: String
        let baseMinSize: ExactDecimal
        let quoteMinSize: ExactDecimal
        let baseIncrement: ExactDecimal
        let quoteIncrement: ExactDecimal
        let priceIncrement: ExactDecimal
        let minFunds: ExactDecimal
        let openingPrice: ExactDecimal
        var isMarginEnabled = true
        var isEnabled = true
        var feeCategory = 1
        var isSpecial = false
        var auction: Auction?
        /// A pair that nobody trades: no book, no trades, null values in the tickers (D).
        var isDead = false

        let baseMaxSize = KuCoin.dec(10_000_000_000)
        let quoteMaxSize = KuCoin.dec(99_999_999)
        /// Price protection threshold: 10 %.
        let priceLimitRate = KuCoin.dec(1, -1)

        /// The opening call auction of a new listing; times in milliseconds.
        struct Auction: Sendable {
            let floor: ExactDecimal
            let ceiling: ExactDecimal
            let stages: [Int64]
            let start: Int64
        }
    }

    /// The pairs that this venue lists; the first five have the values of rest-symbols.json.
    enum Markets {
        static let all: [Market] = [
            pair("BTC", "USDT", 67_200, minimum: dec(1, -5), lot: dec(1, -8), tick: dec(1, -1)),
            pair("ETH", "USDT", 2_600, minimum: dec(1, -4), lot: dec(1, -7), tick: dec(1, -2)),
            Market(
                symbol: "ETH-BTC", name: "ETH-BTC", base: "ETH", quote: "BTC", zone: "BTC",
                baseMinSize: dec(1, -4), quoteMinSize: dec(1, -5), baseIncrement: dec(1, -7),
                quoteIncrement: dec(1, -8), priceIncrement: dec(1, -5), minFunds: dec(1, -5),
                openingPrice: dec(387, -4)),
            renamed,
            upcoming,
            pair("KCS", "USDT", 9, minimum: dec(1, -2), lot: dec(1, -4), tick: dec(1, -3)),
            pair("LTC", "USDT", 72, minimum: dec(1, -3), lot: dec(1, -6), tick: dec(1, -2)),
            pair("XRP", "USDT", 1, minimum: dec(1, -1), lot: dec(1, -4), tick: dec(1, -5)),
            dead,
        ]

        static let bySymbol = Dictionary(all.map { ($0.symbol, $0) }, uniquingKeysWith: { first, _ in first })
        static let index = Dictionary(
            all.enumerated().map { ($1.symbol, $0) }, uniquingKeysWith: { first, _ in first })

        /// Listing zones (D, `/markets`).
        static let zones = ["USDS", "BTC", "KCS", "ALTS"]

        private static var renamed: Market {
            var market = pair(
                "GALAX", "USDT", dec(2, -2), minimum: dec(1), lot: dec(1, -4), tick: dec(1, -6))
            market.name = "GALA-USDT"
            market.isMarginEnabled = false
            market.feeCategory = 2
            return market
        }

        private static var upcoming: Market {
            var market = pair("NEWCOIN", "USDT", 1, minimum: dec(1, -1), lot: dec(1, -4), tick: dec(1, -4))
            market.isMarginEnabled = false
            market.isEnabled = false
            market.feeCategory = 3
            market.isSpecial = true
            market.auction = Market.Auction(
                floor: dec(5, -1), ceiling: dec(15, -1),
                stages: [1_763_809_200_000, 1_763_811_000_000, 1_763_812_500_000], start: 1_763_812_800_000)
            return market
        }

        private static var dead: Market {
            var market = pair("DEADCOIN", "USDT", 1, minimum: dec(1, -1), lot: dec(1, -4), tick: dec(1, -4))
            market.isDead = true
            market.isMarginEnabled = false
            return market
        }

        private static func pair(
            _ base: String, _ quote: String, _ price: ExactDecimal, minimum: ExactDecimal, lot: ExactDecimal,
            tick: ExactDecimal
        ) -> Market {
            Market(
                symbol: "\(base)-\(quote)", name: "\(base)-\(quote)", base: base, quote: quote, zone: "USDS",
                baseMinSize: minimum, quoteMinSize: dec(1, -1), baseIncrement: lot, quoteIncrement: dec(1, -6),
                priceIncrement: tick, minFunds: dec(1, -1), openingPrice: price)
        }
    }
}
