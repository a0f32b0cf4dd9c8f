import AdapterProtocol
import VenueSimulator

extension Acorn {
    /// What the venue opens with: its markets in the engine and the one account behind all keys.
    enum Setup {
        static func exchange(seed: UInt64, now: Int64) throws(EngineSetupError) -> SimulatedExchange {
            let configuration = ExchangeConfiguration(
                seed: seed, markets: Markets.all.map(specification), feeAsset: .received, postOnlyRule: .refuse,
                clientOrderIDScope: .allOrdersOfAccount, firstOrderID: 700_001, firstTradeID: 3_000_001)
            return try SimulatedExchange(configuration, now: now)
        }

        static func openAccount(in exchange: inout SimulatedExchange, now: Int64) throws(EngineSetupError) {
            let fees = EngineFees(maker: ExactDecimal("0.0008") ?? .zero, taker: ExactDecimal("0.001") ?? .zero)
            try exchange.openAccount(account, fees: fees, balances: balances, now: now)
        }

        private static let balances: [String: ExactDecimal] = ["BTC": 10, "ETH": 200, "USDT": 1_000_000, "OAK": 5_000]

        private static func specification(_ market: Market) -> MarketSpec {
            var background = market.phase == .trading ? BackgroundTrading() : .off
            if market.quote == "BTC" { background.levelNotional = ExactDecimal("0.1") ?? 1 }
            return MarketSpec(
                symbol: market.name, base: market.base, quote: market.quote, tickSize: market.tick,
                lotSize: market.lot, startPrice: market.opening, phase: market.phase,
                // An order that meets one of its own account ends (API.md, Orders).
                defaultSelfTradeMode: .expireTaker, allowsQuoteAmount: false, allowsAmend: false,
                background: background)
        }
    }
}
