import VenueSimulator

@testable import SimulatedLuno

extension LunoSample {
    static let market: [LunoSample] = [
        LunoSample(file: "rest-markets.json") { try open("/api/exchange/1/markets") },
        LunoSample(file: "rest-ticker.json", hasExactPlaces: false) { try open("/api/1/ticker", "pair=XBTZAR") },
        LunoSample(file: "rest-tickers.json") { try open("/api/1/tickers") },
        LunoSample(file: "rest-order-book-top.json", hasExactPlaces: true) {
            try open("/api/1/orderbook_top", "pair=XBTUSDT")
        },
        LunoSample(file: "rest-order-book-full.json") { try open("/api/1/orderbook", "pair=XBTZAR") },
        LunoSample(file: "rest-trades.json", hasExactPlaces: true) { try open("/api/1/trades", "pair=XBTUSDT") },
        LunoSample(file: "rest-candles.json") {
            var client = try LunoClient()
            let since = client.now.milliseconds - 600_000
            return client.signed("GET", "/api/exchange/1/candles", "pair=XBTUSDT&duration=60&since=\(since)")
        },
    ]

    static let account: [LunoSample] = [
        LunoSample(file: "rest-balance.json") { try ask("/api/1/balance", switches: ["savingsAccount": "on"]) },
        LunoSample(file: "rest-fee-info.json") { try ask("/api/1/fee_info", "pair=XBTZAR") },
        LunoSample(file: "rest-transfers.json") {
            try ask("/api/exchange/1/transfers", "account_id=\(Luno.Accounts.id("ZAR"))")
        },
        LunoSample(file: "rest-withdrawals.json") { try ask("/api/1/withdrawals") },
        LunoSample(file: "rest-account-transactions.json") {
            var client = try LunoClient()
            _ = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=SELL&base_volume=0.001")
            let path = "/api/1/accounts/\(Luno.Accounts.id("XBT"))/transactions"
            return client.signed("GET", path, "min_row=-100&max_row=0")
        },
        LunoSample(file: "rest-list-user-trades-null.json") { try ask("/api/1/listtrades", "pair=XBTZAR") },
        LunoSample(
            file: "rest-list-user-trades.json",
            additional: ["client_order_id": "rows 1 and 2 are from before the field existed; row 3 has it"]
        ) {
            var client = try LunoClient()
            _ = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=SELL&base_volume=0.001")
            return client.signed("GET", "/api/1/listtrades", "pair=XBTZAR")
        },
    ]

    private static func open(_ path: String, _ query: String? = nil) throws -> LunoReply {
        var client = try LunoClient()
        return client.send("GET", path, query)
    }

    private static func ask(
        _ path: String, _ query: String = "", switches: [String: String] = [:]
    ) throws -> LunoReply {
        var client = try LunoClient(switches)
        return client.signed("GET", path, query)
    }
}
