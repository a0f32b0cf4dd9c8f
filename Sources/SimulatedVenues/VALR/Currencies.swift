import VenueSimulator

extension VALR {
    /// One currency; the rand's `symbol` is `R`, its `shortName` `ZAR` (valr.md C.1).
    struct Currency: Sendable {
        struct Network: Sendable {
            let name: String
            let minimum: String
            let cost: String
        }

        let shortName: String
        var symbol: String { shortName == "ZAR" ? "R" : shortName }
        let longName: String
        let decimals: Int
        var withdrawalDecimals = 8
        var isActive = true
        /// Weight as collateral; nil when it is none.
        var collateral: String?
        var networks: [Network] = []

        var json: FaceJSON {
            var json: FaceJSON = [
                "symbol": .text(symbol),
                "isActive": .flag(isActive),
                "shortName": .text(shortName),
                "longName": .text(longName),
                "decimalPlaces": .text(String(decimals)),
                "withdrawalDecimalPlaces": .text(String(withdrawalDecimals)),
                "collateral": .flag(collateral != nil),
                "collateralWeight": .text(collateral ?? "0.0"),
            ]
            guard let first = networks.first else { return json }
            json = json.with("defaultNetworkType", .text(first.name))
            let rows = networks.map { network -> FaceJSON in
                [
                    "networkType": .text(network.name),
                    "networkLongName": .text(network.name),
                    "minimumWithdrawAmount": .text(network.minimum),
                    "estimatedSendCost": .text(network.cost),
                    "deposit": true,
                    "withdraw": true,
                ]
            }
            return json.with("supportedNetworks", .list(rows))
        }

        static let all: [Currency] = [
            Currency(
                shortName: "BTC", longName: "Bitcoin", decimals: 8, collateral: "0.95",
                networks: [Network(name: "Bitcoin", minimum: "0.0002", cost: "0.000012")]),
            Currency(
                shortName: "ETH", longName: "Ethereum", decimals: 18, collateral: "0.925",
                networks: [
                    Network(name: "Ethereum", minimum: "0.0005", cost: "0.00028"),
                    Network(name: "Arbitrum", minimum: "0.0005", cost: "0.0002"),
                    Network(name: "Base", minimum: "0.0005", cost: "0.00015"),
                ]),
            Currency(
                shortName: "XRP", longName: "XRP", decimals: 6, withdrawalDecimals: 6, collateral: "0.9",
                networks: [Network(name: "XRP", minimum: "1", cost: "0.2")]),
            Currency(
                shortName: "USDT", longName: "Tether", decimals: 6, withdrawalDecimals: 6, collateral: "0.95",
                networks: [
                    Network(name: "Ethereum", minimum: "10", cost: "3"), Network(name: "Tron", minimum: "5", cost: "2"),
                ]),
            Currency(
                shortName: "USDC", longName: "USD Coin", decimals: 6, withdrawalDecimals: 6, collateral: "1",
                networks: [Network(name: "Ethereum", minimum: "10", cost: "3")]),
            Currency(
                shortName: "BNB", longName: "BNB", decimals: 8,
                networks: [Network(name: "BNB", minimum: "0.01", cost: "0.001")]),
            Currency(
                shortName: "SHIB", longName: "Shiba Inu", decimals: 18,
                networks: [Network(name: "Ethereum", minimum: "500000", cost: "120000")]),
            Currency(
                shortName: "LTC", longName: "Litecoin", decimals: 8,
                networks: [Network(name: "Litecoin", minimum: "0.01", cost: "0.001")]),
            Currency(
                shortName: "BNT", longName: "Bancor", decimals: 18,
                networks: [Network(name: "Ethereum", minimum: "5", cost: "2")]),
            Currency(shortName: "ZAR", longName: "Rand", decimals: 2, withdrawalDecimals: 2, collateral: "1"),
            Currency(shortName: "ZMW", longName: "Zambian Kwacha", decimals: 2, withdrawalDecimals: 2),
            Currency(shortName: "ZEC", longName: "Zcash", decimals: 8, isActive: false),
            Currency(shortName: "DASH", longName: "Dash", decimals: 8, isActive: false),
        ]
    }
}
