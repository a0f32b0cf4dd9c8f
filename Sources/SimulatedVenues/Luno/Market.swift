import AdapterProtocol
import VenueSimulator

extension Luno {
    /// One market with its rules (luno.md C.1).
    struct Market: Sendable {
        /// `trading_status`; the ticker spells it differently (luno.md D).
        enum Status: String, Sendable {
            case active = "ACTIVE"
            case postOnly = "POST_ONLY"
            case suspended = "SUSPENDED"
            case unknown = "UNKNOWN"

            var tickerText: String {
                switch self {
                case .active: "ACTIVE"
                case .postOnly, .suspended: "POSTONLY"
                case .unknown: "UNKNOWN"
                }
            }
        }

        let id: String
        let base: String
        let counter: String
        var status = Status.active
        let priceScale: Int
        let volumeScale: Int
        let minimumVolume: ExactDecimal
        let maximumVolume: ExactDecimal
        let minimumPrice: ExactDecimal
        let maximumPrice: ExactDecimal
        /// Where the background market starts.
        let openingPrice: ExactDecimal
        /// Its place in ``Markets/all``, part of order ids.
        var index = 0

        var feeScale: Int { 8 }

        /// New on the venue: no trades yet, no traders, and post-only orders alone.
        var isLaunching: Bool { status == .postOnly }

        /// Decimals of `counter_volume`: unpublished (luno.md C.2).
        func counterScale(_ switches: Switches) -> Int {
            if switches.counterScaleIsPriceScale { return priceScale }
            return switch counter {
            case "XBT": 8
            case "USDT", "USDC", "ADA": 6
            default: 2
            }
        }

        /// Decimals of the ticker's prices: two for the fiat counters, eight otherwise (samples).
        var tickerScale: Int { counter == "ZAR" ? 2 : 8 }

        func status(_ switches: Switches) -> Status {
            switch switches.marketStatus {
            case "suspended": .suspended
            case "unknown": .unknown
            default: status
            }
        }
    }

    /// What is listed: the markets of the samples and a few more.
    enum Markets {
        static let all: [Market] = {
            var markets = [
                make("XBTZAR", "XBT", "ZAR", (0, 6), ("0.0001", "100"), ("10", "10000000"), "1385193"),
                make("XBTUSDT", "XBT", "USDT", (4, 4), ("0.0005", "100"), ("100", "1000000"), "73000"),
                make("ETHZAR", "ETH", "ZAR", (0, 6), ("0.0005", "100"), ("10", "1000000"), "48500"),
                make("ETHXBT", "ETH", "XBT", (6, 3), ("0.001", "1000"), ("0.0001", "1"), "0.035"),
                make("LTCXBT", "LTC", "XBT", (6, 2), ("0.01", "1000"), ("0.00001", "1"), "0.002786"),
                make("BCHXBT", "BCH", "XBT", (6, 2), ("0.01", "100"), ("0.0001", "1"), "0.0061"),
                make("USDTZAR", "USDT", "ZAR", (2, 2), ("1", "100000"), ("1", "100"), "18.94"),
                make("SOLADA", "SOL", "ADA", (2, 2), ("0.05", "10000"), ("1", "10000"), "230"),
                make("NEWZAR", "NEW", "ZAR", (2, 2), ("1", "100000"), ("0.01", "1000"), "25", status: .postOnly),
            ]
            for index in markets.indices { markets[index].index = index }
            return markets
        }()

        private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

        static func market(_ id: String) -> Market? { byID[id] }

        /// Every currency, in the order in which the markets name them.
        static let assets: [String] = {
            var seen: Set<String> = []
            return all.flatMap { [$0.base, $0.counter] }.filter { seen.insert($0).inserted }
        }()

        private static func make(
            _ id: String, _ base: String, _ counter: String, _ scales: (price: Int, volume: Int),
            _ volumes: (String, String), _ prices: (String, String), _ opening: String,
            status: Market.Status = .active
        ) -> Market {
            Market(
                id: id, base: base, counter: counter, status: status, priceScale: scales.price,
                volumeScale: scales.volume, minimumVolume: number(volumes.0), maximumVolume: number(volumes.1),
                minimumPrice: number(prices.0), maximumPrice: number(prices.1), openingPrice: number(opening))
        }

        /// A constant of this file; a misspelt one becomes zero, which the engine refuses at start.
        private static func number(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }
    }
}
