import VenueSimulator

@testable import SimulatedLuno

extension LunoSample {
    static let orders: [LunoSample] = [
        LunoSample(file: "rest-post-limit-order.json") {
            var client = try LunoClient()
            return client.limit("type=BID&volume=0.001&price=1000000")
        },
        LunoSample(file: "rest-stop-order.json") {
            var client = try LunoClient()
            return client.stop(client.rest())
        },
        LunoSample(file: "rest-order-v3-new.json") {
            var client = try LunoClient()
            return client.order(client.rest("new"))
        },
        LunoSample(file: "rest-order-v3-partially-filled.json") {
            var client = try LunoClient()
            return client.order(try client.partlyFilled())
        },
        LunoSample(file: "rest-order-v3-pending-cancel.json") {
            var client = try LunoClient(["cancelDelayMilliseconds": "1000"])
            let id = try client.partlyFilled()
            _ = client.stop(id)
            return client.order(id)
        },
        LunoSample(file: "rest-order-v3-canceled.json") {
            var client = try LunoClient()
            let id = try client.partlyFilled()
            _ = client.stop(id)
            return client.order(id)
        },
        LunoSample(file: "rest-order-v3-filled.json") {
            var client = try LunoClient()
            let placed = client.limit(
                "type=BID&volume=0.0001&price=\(client.best().ask + 100)&client_order_id=filled")
            return client.order(placed["order_id"] ?? "")
        },
        LunoSample(file: "rest-order-v3-market-buy.json") {
            var client = try LunoClient()
            let placed = client.signed(
                "POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=500&client_order_id=m")
            return client.order(placed["order_id"] ?? "")
        },
        LunoSample(file: "rest-order-v3-awaiting-stop-limit.json") {
            var client = try LunoClient()
            return client.order(client.waitingStop())
        },
        LunoSample(file: "rest-order-v1.json") {
            var client = try LunoClient()
            let placed = client.limit("type=ASK&volume=0.0001&price=\(client.best().bid - 100)")
            return client.signed("GET", "/api/1/orders/" + (placed["order_id"] ?? ""))
        },
        LunoSample(file: "rest-list-orders-v2-open.json") {
            var client = try LunoClient()
            _ = client.rest("a")
            _ = client.waitingStop()
            return client.signed("GET", "/api/exchange/2/listorders")
        },
    ]
}

extension LunoClient {
    /// Buys all of the best level and a little more at its price; the rest of the order stays on the book.
    fileprivate mutating func partlyFilled() throws -> String {
        let price = best().ask
        let placed = limit("type=BID&volume=5&price=\(price)&client_order_id=partly")
        return placed["order_id"] ?? ""
    }

    fileprivate mutating func waitingStop() -> String {
        let bid = best().bid
        let placed = limit(
            "type=ASK&volume=0.001&price=\(bid - 20_000)&stop_price=\(bid - 10_000)&stop_direction=BELOW"
                + "&client_order_id=stp-0001")
        return placed["order_id"] ?? ""
    }
}
