import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// What the venue opens with: its pairs in the engine and the one account behind all keys.
    enum Setup {
        static let account = "trade"
        static let userID = 165_111_215
        /// Maker and taker rate of VIP 0 in fee class A. Both being equal, an order's fee is its dealFunds times this.
        static let feeRate = KuCoin.dec(1, -3)
        /// Trade ids of every pair start here; they are above 2^53 (kucoin.md E.6).
        static let firstTradeID: Int64 = 11_029_373_945_000_000

        static func exchange(seed: UInt64, now: Int64) throws(EngineSetupError) -> SimulatedExchange {
            let configuration = ExchangeConfiguration(
                seed: seed,
                markets: Markets.all.map(specification),
                feeAsset: .quote,
                postOnlyRule: .acceptThenReject,
                clientOrderIDScope: .openOrdersOfAccount,
                limits: HistoryLimits(openOrders: 2_000),
                firstTradeID: firstTradeID
            )
            return try SimulatedExchange(configuration, now: now)
        }

        static func openAccount(in exchange: inout SimulatedExchange, now: Int64) throws(EngineSetupError) {
            try exchange.openAccount(
                account, fees: EngineFees(maker: feeRate, taker: feeRate), balances: trading, now: now)
        }

        /// The trading wallet at the start.
        static let trading: [String: ExactDecimal] = [
            "BTC": 10, "USDT": 1_000_000, "ETH": 100, "KCS": 1_000, "LTC": 500, "GALAX": 1_000_000, "XRP": 100_000,
        ]

        /// The funding wallet, where deposits land; orders cannot use it (E.1).
        static let funding: [(currency: String, amount: ExactDecimal)] = [
            ("USDT", 500), ("BTC", KuCoin.dec(25, -2)),
        ]

        private static func specification(_ market: Market) -> MarketSpec {
            var background = BackgroundTrading()
            background.levels = 120
            if market.quote == "BTC" {
                // A level worth 5000 of the quote would be five thousand bitcoin here.
                background.levelNotional = KuCoin.dec(1, -1)
            }
            return MarketSpec(
                symbol: market.symbol,
                base: market.base,
                quote: market.quote,
                tickSize: market.priceIncrement,
                lotSize: market.baseIncrement,
                startPrice: market.openingPrice,
                // Three decimals of the fee rate on top of tick and lot: fees are exact (C.4).
                quotePrecision: market.priceIncrement.scale + market.baseIncrement.scale + 3,
                phase: market.isEnabled ? .trading : .halt,
                background: market.isDead || !market.isEnabled ? .off : background
            )
        }
    }
}
