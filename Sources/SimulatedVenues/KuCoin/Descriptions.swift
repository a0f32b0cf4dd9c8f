import AdapterProtocol
import VenueSimulator

extension KuCoin.Market {
    /// The row of `GET /api/v2/symbols` (kucoin.md C.2).
    func description(_ now: Int64) -> FaceJSON {
        [
            "symbol": .text(symbol), "name": .text(name), "baseCurrency": .text(base), "quoteCurrency": .text(quote),
            "feeCurrency": .text(quote), "market": .text(zone), "baseMinSize": .amount(baseMinSize),
            "quoteMinSize": .amount(quoteMinSize), "baseMaxSize": .amount(baseMaxSize),
            "quoteMaxSize": .amount(quoteMaxSize), "baseIncrement": .amount(baseIncrement),
            "quoteIncrement": .amount(quoteIncrement), "priceIncrement": .amount(priceIncrement),
            "priceLimitRate": .amount(priceLimitRate), "minFunds": .amount(minFunds),
            "isMarginEnabled": .flag(isMarginEnabled), "enableTrading": .flag(isEnabled),
            "feeCategory": .integer(feeCategory), "makerFeeCoefficient": "1.00", "takerFeeCoefficient": "1.00",
            "st": .flag(isSpecial), "callauctionIsEnabled": .flag(auction != nil),
            "callauctionPriceFloor": auction.map { .amount($0.floor) } ?? .null,
            "callauctionPriceCeiling": auction.map { .amount($0.ceiling) } ?? .null,
            "callauctionFirstStageStartTime": stage(0), "callauctionSecondStageStartTime": stage(1),
            "callauctionThirdStageStartTime": stage(2),
            "tradingStartTime": auction.map { .integer($0.start) } ?? .null,
        ]
    }

    private func stage(_ index: Int) -> FaceJSON {
        guard let stages = auction?.stages, index < stages.count else { return .null }
        return .integer(stages[index])
    }
}

extension KuCoin {
    /// One currency with the chains it moves on (kucoin.md D).
    struct Currency: Sendable {
        let code: String
        /// The display name, which may change (C.1).
        let name: String
        let fullName: String
        var precision = 8
        let chains: [Chain]

        struct Chain: Sendable {
            let name: String
            let id: String
            let minimum: String
            let fee: String
            let confirms: Int
        }

        static let all: [Currency] = [
            Currency(
                code: "BTC", name: "BTC", fullName: "Bitcoin",
                chains: [
                    Chain(name: "BTC", id: "btc", minimum: "0.001", fee: "0.0005", confirms: 3),
                    Chain(name: "Lightning Network", id: "btcln", minimum: "0.00001", fee: "0.000015", confirms: 1),
                ]),
            Currency(
                code: "USDT", name: "USDT", fullName: "Tether",
                chains: [
                    Chain(name: "TRC20", id: "trx", minimum: "5", fee: "1", confirms: 1),
                    Chain(name: "ERC20", id: "eth", minimum: "20", fee: "4", confirms: 12),
                ]),
            simple("ETH", "Ethereum", "eth"),
            simple("KCS", "KuCoin Token", "kcc"),
            simple("LTC", "Litecoin", "ltc"),
            simple("XRP", "XRP", "xrp"),
            simple("GALAX", "Gala", "eth", name: "GALA"),
            simple("NEWCOIN", "New Coin", "eth"),
            simple("DEADCOIN", "Dead Coin", "eth"),
        ]

        private static func simple(_ code: String, _ full: String, _ chain: String, name: String? = nil) -> Currency {
            Currency(
                code: code, name: name ?? code, fullName: full,
                chains: [Chain(name: chain.uppercased(), id: chain, minimum: "0.01", fee: "0.005", confirms: 12)])
        }

        /// The row of `GET /api/v3/currencies`.
        var description: FaceJSON {
            [
                "currency": .text(code), "name": .text(name), "fullName": .text(fullName),
                "precision": .integer(precision), "confirms": .null, "contractAddress": .null,
                "isMarginEnabled": true, "isDebitEnabled": true, "chains": .list(chains.map(row)),
            ]
        }

        private func row(_ chain: Chain) -> FaceJSON {
            [
                "chainName": .text(chain.name), "withdrawalMinSize": .text(chain.minimum),
                "depositMinSize": .text(chain.minimum), "withdrawFeeRate": "0",
                "withdrawalMinFee": .text(chain.fee), "isWithdrawEnabled": true, "isDepositEnabled": true,
                "confirms": .integer(chain.confirms), "preConfirms": 1, "contractAddress": "",
                "withdrawPrecision": .integer(precision), "maxWithdraw": .null,
                "maxDeposit": chain.id == "btcln" ? "0.03" : .null, "needTag": .flag(code == "XRP"),
                "chainId": .text(chain.id),
            ]
        }
    }
}
