import VenueSimulator

@testable import SimulatedVALR

extension VALRSample {
    static let market: [VALRSample] = [
        VALRSample(file: "rest-server-time.json") { try open("/v1/public/time") },
        VALRSample(file: "rest-status-online.json") { try open("/v1/public/status") },
        VALRSample(file: "rest-currencies.json") { try open("/v1/public/currencies") },
        VALRSample(file: "rest-pairs.json") { try open("/v1/public/pairs") },
        VALRSample(file: "rest-order-types.json") { try open("/v1/public/ordertypes?includeInactivePairs=true") },
        VALRSample(file: "rest-market-summary-all.json") { try open("/v1/public/marketsummary") },
        VALRSample(file: "rest-order-book.json") { try ask("/v1/marketdata/BTCUSDC/orderbook") },
        VALRSample(file: "rest-order-book-full.json") { try open("/v1/public/BTCUSDT/orderbook/full") },
        VALRSample(file: "rest-trades.json") { try open("/v1/public/BTCUSDT/trades") },
        VALRSample(file: "rest-buckets.json") { try open("/v1/public/BTCUSDC/buckets") },
    ]

    static let account: [VALRSample] = [
        VALRSample(file: "rest-balances.json") { try ask("/v1/account/balances") },
        VALRSample(
            file: "rest-fees-trade.json",
            needs: ("makerPercentage", "pairs without a book have no maker and taker rate (valr.md E.2)")
        ) { try ask("/v1/account/fees/trade") },
        VALRSample(file: "rest-api-key-current.json") { try ask("/v1/account/api-keys/current") },
        VALRSample(
            file: "rest-api-key-current-restricted.json",
            waived: ["isSubAccount": "recorded in 2021, before the field existed (valr.md F)"]
        ) {
            var client = try VALRClient()
            client.role = .otherIP
            client.peer = "203.0.113.7"
            return [client.signed("GET", "/v1/account/api-keys/current")]
        },
        VALRSample(file: "rest-account-trade-history.json") {
            var client = try VALRClient()
            _ = client.market("BUY", #""baseAmount":"0.2""#, pair: "XRPZAR")
            _ = client.market("BUY", #""baseAmount":"0.001""#)
            return [client.signed("GET", "/v1/account/tradehistory")]
        },
        VALRSample(
            file: "rest-transaction-history.json",
            kept: ([2, 3], "rebates, SIMPLE orders and fiat withdrawals are out of scope (valr.md scope)")
        ) {
            var client = try VALRClient()
            _ = client.limit("BUY", "0.001", at: String(client.best().ask))
            _ = client.market("BUY", #""baseAmount":"0.001""#)
            return [client.signed("GET", "/v1/account/transactionhistory?transactionTypes=LIMIT_BUY,MARKET_BUY")]
        },
        VALRSample(file: "rest-deposit-history.json") { try ask("/v1/wallet/crypto/deposit/history") },
        VALRSample(file: "rest-withdraw-history.json") { try ask("/v1/wallet/crypto/withdraw/history") },
    ]

    private static func open(_ target: String) throws -> [VALRReply] {
        var client = try VALRClient()
        return [client.open(target)]
    }

    private static func ask(_ target: String) throws -> [VALRReply] {
        var client = try VALRClient()
        return [client.signed("GET", target)]
    }
}
