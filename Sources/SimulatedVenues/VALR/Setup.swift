import AdapterProtocol
import VenueSimulator

extension VALR {
    /// What the venue opens with: its markets in the engine, the user's account and subaccount.
    enum Setup {
        /// Percent points as `fees/trade` tells them: one tier for all pairs, because the engine's rates are the
        /// account's.
        static func percentages(_ switches: Switches) -> (maker: String, taker: String) {
            (switches.paysMakers ? "-0.01" : "0.08", "0.1")
        }

        /// The share of a trade that a maker gets (valr.md C.4). The engine would pay it from what the maker receives;
        /// VALR pays it in what the maker pays, so the face does it.
        static let makerReward = ExactDecimal("0.0001") ?? .zero

        private static func rates(_ switches: Switches) -> EngineFees {
            EngineFees(
                maker: switches.paysMakers ? .zero : ExactDecimal("0.0008") ?? .zero,
                taker: ExactDecimal("0.001") ?? .zero)
        }

        /// Decimals of balances and fees: more than the currency declares, as recorded (valr.md A.1, C.4).
        static let precision = 14

        static func exchange(
            seed: UInt64, switches: Switches, now: Int64
        ) throws(EngineSetupError) -> SimulatedExchange {
            let configuration = ExchangeConfiguration(
                seed: seed,
                markets: try Markets.all.map { market throws(EngineSetupError) in try specification(market) },
                postOnlyRule: .acceptThenReject,
                clientOrderIDScope: .openOrdersOfAccount
            )
            return try SimulatedExchange(configuration, now: now)
        }

        static func openAccounts(
            in exchange: inout SimulatedExchange, switches: Switches, now: Int64
        ) throws(EngineSetupError) {
            try exchange.openAccount(VALR.account, fees: rates(switches), balances: balances, now: now)
            try exchange.openAccount(
                VALR.subaccount, fees: rates(switches), balances: ["USDT": 50_000, "BTC": 1], now: now)
        }

        static let balances: [String: ExactDecimal] = [
            "BTC": 10, "ETH": 100, "XRP": 100_000, "ZAR": 20_000_000, "USDT": 1_000_000, "USDC": 1_000_000, "BNB": 200,
            "SHIB": 1_000_000_000,
        ]

        private static func specification(_ market: Market) throws(EngineSetupError) -> MarketSpec {
            let lot: ExactDecimal
            do {
                lot = try ExactDecimal(coefficient: 1, exponent: -market.baseDecimals)
            } catch {
                throw .invalidMarket(symbol: market.symbol, reason: "decimals \(market.baseDecimals)")
            }
            return MarketSpec(
                symbol: market.symbol,
                base: market.base,
                quote: market.quote,
                tickSize: market.tick,
                lotSize: lot,
                startPrice: market.openingPrice,
                basePrecision: precision,
                quotePrecision: precision,
                phase: market.isActive ? .trading : .halt,
                // The incoming order loses (valr.md E.10).
                defaultSelfTradeMode: .expireTaker,
                background: background(market)
            )
        }

        private static func background(_ market: Market) -> BackgroundTrading {
            guard market.hasBackground else { return .off }
            var background = BackgroundTrading()
            background.levels = 45
            switch market.quote {
            case "BTC": background.levelNotional = ExactDecimal("0.1") ?? 1
            case "ZAR": background.levelNotional = 90_000
            default: break
            }
            return background
        }
    }
}
