import AdapterProtocol
import VenueSimulator

extension Binance {
    /// The symbols that this venue lists. Values of TSLABUSDT are the recorded ones of rest-exchange-info.json.
    enum Markets {
        static let all: [Market] = [
            market(
                "BTC", "USDT", at: dec(65_000), tick: dec(1, -2), lot: dec(1, -5), top: dec(1_000_000), largest: 9_000
            ) {
                $0.executionRange = (up: "1.1000", down: "0.9000")
                $0.referencePrice = .set
            },
            market(
                "ETH", "USDT", at: dec(3_200), tick: dec(1, -2), lot: dec(1, -4), top: dec(1_000_000), largest: 9_000
            ) {
                $0.referencePrice = .unset
            },
            market(
                "ETH", "BTC", at: dec(4_923, -5), tick: dec(1, -5), lot: dec(1, -4), top: dec(922_327), largest: 100_000
            ) {
                $0.notional = .minNotional(dec(1, -4))
                $0.percent = .bothSides(up: "5", down: "0.2")
            },
            market("BNB", "USDT", at: dec(600), tick: dec(1, -2), lot: dec(1, -3), top: dec(100_000), largest: 900_000),
            market(
                "LTC", "BTC", at: dec(1_290, -6), tick: dec(1, -6), lot: dec(1, -3), top: dec(100_000), largest: 100_000
            ) {
                $0.notional = .notional(minimum: dec(1, -4), maximum: dec(9_000_000))
                $0.maximumPosition = dec(100_000)
            },
            market(
                "TSLAB", "USDT", at: dec(350), tick: dec(1, -2), lot: dec(1, -3), top: dec(100_000), largest: 922_327
            ) {
                $0.percent = .bySide(bidUp: "1.1", bidDown: "0.8", askUp: "1.2", askDown: "0.9")
            },
            market(
                "币安人生", "USDT", at: dec(2_101, -4), tick: dec(1, -4), lot: dec(1, -1), top: dec(1_000), largest: 900_000
            ) {
                $0.status = .cancelOnly
            },
            market(
                "FTT", "USDT", at: dec(8_500, -4), tick: dec(1, -4), lot: dec(1, -2), top: dec(1_000), largest: 900_000
            ) {
                $0.status = .halt
            },
        ]

        private static let bySymbol = Dictionary(uniqueKeysWithValues: all.map { ($0.symbol, $0) })

        static func find(_ symbol: String) -> Market? { bySymbol[symbol] }

        /// Every asset in the order of its first appearance.
        static let assets: [String] = {
            var seen: Set<String> = []
            return all.flatMap { [$0.base, $0.quote] }.filter { seen.insert($0).inserted }
        }()

        private static func market(
            _ base: String,
            _ quote: String,
            at opening: ExactDecimal,
            tick: ExactDecimal,
            lot: ExactDecimal,
            top: ExactDecimal,
            largest: Int,
            _ adjust: (inout Market) -> Void = { _ in }
        ) -> Market {
            var market = Market(
                symbol: base + quote,
                base: base,
                quote: quote,
                price: Market.Range(minimum: tick, maximum: top, step: tick),
                lot: Market.Range(minimum: lot, maximum: ExactDecimal(largest), step: lot),
                marketMaximum: base == "BTC" ? dec(119_737, -3) : dec(58_520_788_284, -8),
                notional: .notional(minimum: dec(5), maximum: dec(9_000_000)),
                percent: .bySide(bidUp: "5", bidDown: "0.2", askUp: "5", askDown: "0.2"),
                openingPrice: opening
            )
            adjust(&market)
            return market
        }

        private static func dec(_ coefficient: Int128, _ exponent: Int = 0) -> ExactDecimal {
            // reason: the constants above are a dozen digits at most; the initialiser fails beyond 34.
            (try? ExactDecimal(coefficient: coefficient, exponent: exponent)) ?? .zero
        }
    }
}
