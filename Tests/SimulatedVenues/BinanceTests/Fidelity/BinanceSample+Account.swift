import AdapterProtocol
import VenueSimulator

@testable import SimulatedBinance

extension BinanceSample {
    static let account: [BinanceSample] = [
        BinanceSample(file: "rest-account.json", kind: .recorded) { try ask("GET", "account") },
        BinanceSample(file: "rest-account-commission.json") { try ask("GET", "account/commission", "symbol=BTCUSDT") },
        BinanceSample(file: "rest-rate-limit-order.json") { try ask("GET", "rateLimit/order") },
        BinanceSample(file: "rest-my-filters.json") { try ask("GET", "myFilters", "symbol=BTCUSDT") },
        BinanceSample(file: "rest-my-trades.json", kind: .recorded) {
            var client = try BinanceClient()
            _ = client.order("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.01")
            return client.signed("GET", "/api/v3/myTrades", "symbol=BTCUSDT")
        },
        BinanceSample(
            file: "rest-my-prevented-matches.json",
            waived: ["/*/makerPreventedQuantity": "printed with six digits only here; quantities have eight elsewhere"]
        ) {
            var client = try BinanceClient()
            let own = client.ownBestAsk()
            _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002")
            return client.signed("GET", "/api/v3/myPreventedMatches", "symbol=BTCUSDT&orderId=\(own)")
        },
        BinanceSample(file: "rest-order-test-commission.json") {
            try ask(
                "POST",
                "order/test",
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000"
                    + "&computeCommissionRates=true"
            )
        },
    ]

    private static func ask(_ method: String, _ path: String, _ parameters: String = "") throws -> BinanceReply {
        var client = try BinanceClient()
        return client.signed(method, "/api/v3/" + path, parameters)
    }
}

extension BinanceClient {
    /// Puts a sell of the own account one tick above the best bid, so that it is the best ask; returns its id.
    mutating func ownBestAsk() -> Int {
        guard let bid = face.exchange.bestBid("BTCUSDT")?.price, let tick = ExactDecimal("0.01"),
            let price = try? bid + tick
        else { return -1 }
        let reply = order(
            "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.002&price=\(price)&newClientOrderId=own"
        )
        return reply.number("orderId") ?? -1
    }
}
