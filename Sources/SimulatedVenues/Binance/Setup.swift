import AdapterProtocol
import VenueSimulator

extension Binance {
    /// What the venue opens with: its markets in the engine and the one account behind all keys.
    enum Setup {
        static let account = "main"
        /// The user id that `GET account` shows.
        static let userID = 365_859_102
        static let feeRate: ExactDecimal? = try? ExactDecimal(coefficient: 1, exponent: -3)
        /// Standard fees are multiplied with it when paid in BNB (binance.md E.1).
        static let discount: ExactDecimal? = try? ExactDecimal(coefficient: 75, exponent: -2)

        static func exchange(
            seed: UInt64,
            switches: Switches,
            now: Int64
        ) throws(EngineSetupError) -> SimulatedExchange {
            let configuration = ExchangeConfiguration(
                seed: seed,
                markets: Markets.all.map(specification),
                feeDiscount: discount.map { FeeDiscount(asset: "BNB", multiplier: $0) },
                clientOrderIDScope: switches.clientIDsAreOfTheAccount ? .openOrdersOfAccount : .openOrdersOfMarket
            )
            return try SimulatedExchange(configuration, now: now)
        }

        static func openAccount(
            in exchange: inout SimulatedExchange,
            switches: Switches,
            now: Int64
        ) throws(EngineSetupError) {
            let rate = feeRate ?? .zero
            try exchange.openAccount(
                account,
                fees: EngineFees(maker: rate, taker: rate),
                balances: balances,
                usesFeeDiscount: switches.paysFeesInBNB,
                now: now
            )
        }

        private static let balances: [String: ExactDecimal] = [
            "BTC": 10, "USDT": 1_000_000, "ETH": 100, "BNB": 100, "LTC": 500, "TSLAB": 1_000, "币安人生": 10_000,
        ]

        private static func specification(_ market: Market) -> MarketSpec {
            var background = BackgroundTrading()
            background.levels = 50
            if market.quote == "BTC" {
                // A level worth 5000 of the quote would be five thousand bitcoin here.
                background.levelNotional = (try? ExactDecimal(coefficient: 1, exponent: -1)) ?? 1
            }
            return MarketSpec(
                symbol: market.symbol,
                base: market.base,
                quote: market.quote,
                tickSize: market.price.step,
                lotSize: market.lot.step,
                startPrice: market.openingPrice,
                phase: market.status.phase,
                allowedSelfTradeModes: Set(PreventionMode.allowed.compactMap(\.engine)),
                background: background
            )
        }
    }
}
