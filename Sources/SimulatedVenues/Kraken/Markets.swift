import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// The assets and pairs that this venue lists. Values of the first rows are those of kraken.md C.4 and the samples.
    enum Markets {
        static let assets: [Asset] = [
            Asset(id: "XXBT", altname: "XBT", decimals: 10, collateralValue: 1),
            Asset(id: "XXDG", altname: "XDG", decimals: 8, displayDecimals: 2),
            Asset(id: "XETH", altname: "ETH", decimals: 10, marginRate: "0.02"),
            Asset(id: "ZEUR", altname: "EUR", decimals: 4, displayDecimals: 2, collateralValue: 1),
            Asset(id: "ZUSD", altname: "USD", decimals: 4, displayDecimals: 2, collateralValue: 1),
            Asset(id: "USDT", altname: "USDT", decimals: 8, displayDecimals: 4),
            Asset(id: "SOL", altname: "SOL", decimals: 10),
            Asset(id: "XTZ", altname: "XTZ", decimals: 8),
            Asset(id: "XLTC", altname: "LTC", decimals: 10),
            Asset(id: "DOT", altname: "DOT", decimals: 10),
            Asset(id: "ADA", altname: "ADA", decimals: 8, displayDecimals: 6),
            Asset(id: "AAPLx", altname: "AAPLx", decimals: 10, assetClass: "tokenized_asset"),
            Asset(id: "XBT.F", altname: "XBT.F", decimals: 10),
            Asset(id: "ATOM.S", altname: "ATOM.S", decimals: 8, displayDecimals: 6),
            Asset(id: "USD.M", altname: "USD.M", decimals: 4, displayDecimals: 2),
            Asset(id: "KFEE", altname: "FEE", decimals: 2, displayDecimals: 2),
        ]

        static let all: [Market] = [
            market("XXBTZUSD", "XXBT", "ZUSD", at: dec(65_000), decimals: 1, minimum: dec(5, -5)) {
                $0.leverage = Array(2...10)
                $0.positionLimits = (300, 240)
            },
            market("XXBTZEUR", "XXBT", "ZEUR", at: dec(60_000), decimals: 1, minimum: dec(5, -5)),
            market("XETHZUSD", "XETH", "ZUSD", at: dec(3_200), decimals: 2, minimum: dec(1, -3)),
            market(
                "XETHXXBT", "XETH", "XXBT", at: dec(4_923, -5), decimals: 6, minimum: dec(1, -3), cost: (10, dec(2, -5))
            ) { $0.leverage = Array(2...10) },
            market("XBTUSDT", "XXBT", "USDT", at: dec(65_010), decimals: 1, minimum: dec(5, -5)) {
                $0.leverage = Array(2...10)
                $0.positionLimits = (80, 80)
                $0.executionVenue = nil
            },
            market("ETHUSDT", "XETH", "USDT", at: dec(3_201), decimals: 2, minimum: dec(1, -3)),
            market("XDGEUR", "XXDG", "ZEUR", at: dec(1_402, -4), decimals: 7, minimum: dec(20), cost: (9, dec(45, -2))),
            market("SOLUSD", "SOL", "ZUSD", at: dec(150), decimals: 2, minimum: dec(2, -2)),
            market("LTCUSDT", "XLTC", "USDT", at: dec(71), decimals: 5, minimum: dec(4, -2), cost: (6, dec(5, -1))),
            market("XTZUSD", "XTZ", "ZUSD", at: dec(7, -1), decimals: 4, minimum: dec(5)) { $0.status = .cancelOnly },
            market("DOTUSD", "DOT", "ZUSD", at: dec(4), decimals: 4, minimum: dec(1)) { $0.status = .postOnly },
            market("ADAUSD", "ADA", "ZUSD", at: dec(4, -1), decimals: 6, minimum: dec(10)) { $0.status = .limitOnly },
            market("AAPLxUSD", "AAPLx", "ZUSD", at: dec(230), decimals: 2, minimum: dec(1, -8)) {
                $0.leverage = [2, 3]
                $0.positionLimits = (400, 400)
            },
        ]

        /// The position of a pair in ``all``, for ids.
        static let indexes = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.key, $0) })

        private static let byAsset = Dictionary(uniqueKeysWithValues: assets.map { ($0.id, $0) })
        private static let byAltname = Dictionary(uniqueKeysWithValues: assets.map { ($0.altname, $0) })
        private static let byDisplay = Dictionary(uniqueKeysWithValues: assets.map { ($0.display, $0) })

        /// Any spelling of C.1, and base and quote spellings in any mix (`BTCUSD`, `XBT/USD`, `XXBTZUSD`).
        private static let bySpelling: [String: Market] = {
            var names: [String: Market] = [:]
            for market in all {
                let slashless = market.base.display + market.quote.display
                for name in [market.key, market.altname, market.wsname, market.display, slashless]
                where names[name] == nil {
                    names[name] = market
                }
            }
            return names
        }()

        static func find(_ spelling: String) -> Market? { bySpelling[spelling] }

        /// The pair of an engine symbol.
        static func of(_ symbol: String) -> Market? { indexes[symbol].map { all[$0] } }

        /// An asset by id, altname or display name.
        static func asset(_ spelling: String) -> Asset? {
            byAsset[spelling] ?? byAltname[spelling] ?? byDisplay[spelling]
        }

        private static func dec(_ coefficient: Int128, _ exponent: Int = 0) -> ExactDecimal {
            Kraken.dec(coefficient, exponent)
        }

        private static func market(
            _ key: String,
            _ base: String,
            _ quote: String,
            at opening: ExactDecimal,
            decimals: Int,
            minimum: ExactDecimal,
            cost: (decimals: Int, minimum: ExactDecimal) = (5, Kraken.dec(5, -1)),
            _ adjust: (inout Market) -> Void = { _ in }
        ) -> Market {
            var market = Market(
                key: key,
                base: byAsset[base] ?? Asset(id: base, altname: base, decimals: 8),
                quote: byAsset[quote] ?? Asset(id: quote, altname: quote, decimals: 8),
                pairDecimals: decimals,
                costDecimals: cost.decimals,
                tick: dec(1, -decimals),
                orderMinimum: minimum,
                costMinimum: cost.minimum,
                openingPrice: opening
            )
            adjust(&market)
            return market
        }
    }
}
