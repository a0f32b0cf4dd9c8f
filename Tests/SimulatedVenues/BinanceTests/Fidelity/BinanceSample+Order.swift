import VenueSimulator

@testable import SimulatedBinance

extension BinanceSample {
    static let orders: [BinanceSample] = [
        BinanceSample(file: "rest-order-new-ack.json") {
            var client = try BinanceClient()
            return client.order(
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000&newOrderRespType=ACK"
            )
        },
        BinanceSample(file: "rest-order-new-full-limit-open.json", kind: .recorded) {
            var client = try BinanceClient()
            return client.order(
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.05&price=60000&icebergQty=0.03"
            )
        },
        BinanceSample(file: "rest-order-new-full-market-filled.json") {
            var client = try BinanceClient()
            return client.order("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.2")
        },
        BinanceSample(file: "rest-order-new-market-expired-partial.json") {
            var client = try BinanceClient()
            return client.order("symbol=BTCUSDT&side=SELL&type=MARKET&quantity=9")
        },
        BinanceSample(file: "rest-order-cancel.json") {
            var client = try BinanceClient()
            client.rest("myOrder1")
            return client.signed(
                "DELETE",
                "/api/v3/order",
                "symbol=BTCUSDT&origClientOrderId=myOrder1&newClientOrderId=cancelMyOrder1"
            )
        },
        BinanceSample(file: "rest-open-orders-cancel-all.json", keptElements: (nil, 2)) {
            var client = try BinanceClient()
            client.rest("one")
            client.rest("two")
            return client.signed("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT")
        },
        BinanceSample(file: "rest-order-amend-keep-priority.json") {
            var client = try BinanceClient()
            client.rest("one")
            return client.amend("one", to: "0.0009", as: "two")
        },
        BinanceSample(file: "rest-order-amendments.json") {
            var client = try BinanceClient()
            let id = client.rest("one")
            _ = client.amend("one", to: "0.0009", as: "two")
            _ = client.amend("two", to: "0.0008", as: "three")
            return client.signed("GET", "/api/v3/order/amendments", "symbol=BTCUSDT&orderId=\(id)")
        },
        BinanceSample(file: "rest-order-query.json") {
            var client = try BinanceClient()
            client.rest("myOrder1")
            return client.signed("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=myOrder1")
        },
        BinanceSample(file: "rest-open-orders.json") {
            var client = try BinanceClient()
            client.rest("myOrder1")
            return client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSDT")
        },
        BinanceSample(file: "rest-all-orders.json", kind: .recorded) {
            var client = try BinanceClient()
            client.rest("one")
            _ = client.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=one")
            return client.signed("GET", "/api/v3/allOrders", "symbol=BTCUSDT")
        },
    ]
}

extension BinanceClient {
    mutating func amend(_ clientID: String, to quantity: String, as newID: String) -> BinanceReply {
        signed(
            "PUT",
            "/api/v3/order/amend/keepPriority",
            "symbol=BTCUSDT&origClientOrderId=\(clientID)&newQty=\(quantity)&newClientOrderId=\(newID)"
        )
    }
}
