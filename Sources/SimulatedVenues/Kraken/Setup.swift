import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// What the venue opens with: its pairs in the engine and the one account behind all keys.
    enum Setup {
        static let account = "main"

        static func exchange(seed: UInt64, now: Int64) throws(EngineSetupError) -> SimulatedExchange {
            let configuration = ExchangeConfiguration(
                seed: seed,
                markets: Markets.all.map(specification),
                feeAsset: .quote,
                postOnlyRule: .acceptThenReject,
                clientOrderIDScope: .openOrdersOfAccount
            )
            return try SimulatedExchange(configuration, now: now)
        }

        /// The entry tier: 0.25/0.40 percent as in the samples, or the dearer one of 2026 (kraken.md A.3).
        static func fees(_ switches: Switches) -> EngineFees {
            switches.has("feeSchedule", "2026")
                ? EngineFees(maker: dec(4, -3), taker: dec(8, -3)) : EngineFees(maker: dec(25, -4), taker: dec(4, -3))
        }

        static func openAccount(
            in exchange: inout SimulatedExchange, switches: Switches, now: Int64
        ) throws(EngineSetupError) {
            try exchange.openAccount(account, fees: fees(switches), balances: balances, now: now)
        }

        /// What the account owns at start.
        static let balances: [String: ExactDecimal] = [
            "XXBT": 10, "ZUSD": 1_000_000, "ZEUR": 500_000, "USDT": 500_000, "XETH": 200, "XXDG": 500_000,
            "SOL": 2_000, "XLTC": 500, "XTZ": 1_000, "DOT": 2_000, "AAPLx": 10,
        ]

        /// Lines beside the spot wallet that no order can use (kraken.md C.3).
        static let otherLines: [(asset: String, amount: ExactDecimal)] = [
            ("XBT.F", dec(1, -1)), ("ATOM.S", dec(251, -1)), ("USD.M", dec(1_250_75, -2)), ("KFEE", dec(1_200, -2)),
        ]

        private static func specification(_ market: Market) -> MarketSpec {
            var background = BackgroundTrading()
            background.levels = 50
            if market.quote.id == "XXBT" {
                // A level worth 5000 of the quote would be five thousand bitcoin here.
                background.levelNotional = dec(1, -1)
            }
            return MarketSpec(
                symbol: market.key,
                base: market.base.id,
                quote: market.quote.id,
                tickSize: market.tick,
                lotSize: market.lot,
                startPrice: market.openingPrice,
                basePrecision: market.base.decimals,
                quotePrecision: market.costDecimals,
                phase: market.status == .cancelOnly ? .cancelOnly : .trading,
                defaultSelfTradeMode: .expireTaker,
                allowedSelfTradeModes: [.expireTaker, .expireMaker, .expireBoth],
                background: background
            )
        }
    }
}
