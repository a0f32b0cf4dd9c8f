import AdapterProtocol
import VenueSimulator

extension Luno {
    /// What the venue opens with: its markets in the engine and the one user behind all keys.
    enum Setup {
        static func rates(_ switches: Switches) -> EngineFees {
            EngineFees(
                maker: ExactDecimal(switches.hasMakerRebate ? "-0.0001" : "0.0040") ?? .zero,
                taker: ExactDecimal("0.0060") ?? .zero
            )
        }

        static func exchange(
            seed: UInt64, switches: Switches, now: Int64
        ) throws(EngineSetupError) -> SimulatedExchange {
            let configuration = ExchangeConfiguration(
                seed: seed,
                markets: try Markets.all.map(specification),
                feeAsset: switches.feesInCounter ? .quote : .base,
                postOnlyRule: switches.refusesCrossingPostOnly ? .refuse : .acceptThenReject,
                clientOrderIDScope: .allOrdersOfAccount,
                firstTradeID: 7_562_000
            )
            return try SimulatedExchange(configuration, now: now)
        }

        static func openAccount(
            in exchange: inout SimulatedExchange, switches: Switches, now: Int64
        ) throws(EngineSetupError) {
            try exchange.openAccount(Luno.account, fees: rates(switches), balances: balances, now: now)
        }

        static let balances: [String: ExactDecimal] = [
            "XBT": 10, "ZAR": 20_000_000, "USDT": 1_000_000, "ETH": 100, "LTC": 500, "BCH": 100, "SOL": 1_000,
            "ADA": 100_000, "NEW": 10_000,
        ]

        private static func specification(_ market: Market) throws(EngineSetupError) -> MarketSpec {
            MarketSpec(
                symbol: market.id,
                base: market.base,
                quote: market.counter,
                tickSize: try step(market.priceScale, market),
                lotSize: try step(market.volumeScale, market),
                startPrice: market.openingPrice,
                // No self-trade prevention is offered (luno.md E.3).
                defaultSelfTradeMode: .none,
                background: background(market)
            )
        }

        /// The launch market has no past and no traders: its book and its trades are empty.
        private static func background(_ market: Market) -> BackgroundTrading {
            guard market.status == .active else { return .off }
            var background = BackgroundTrading()
            background.levels = 50
            switch market.counter {
            case "XBT": background.levelNotional = ExactDecimal("0.1") ?? 1
            case "ZAR": background.levelNotional = 100_000
            default: break
            }
            return background
        }

        private static func step(_ scale: Int, _ market: Market) throws(EngineSetupError) -> ExactDecimal {
            do {
                return try ExactDecimal(coefficient: 1, exponent: -scale)
            } catch {
                throw .invalidMarket(symbol: market.id, reason: "scale \(scale)")
            }
        }
    }
}
