import VenueSimulator

@testable import SimulatedKuCoin

extension KuCoinSample {
    private static let path = KuCoinClient.orders

    private static var full: [String: Any] { KuCoinClient.resting().merging(["remark": "order remarks"]) { $1 } }

    private static func resting(
        _ file: String, tags: String? = nil, waived: [String: String] = [:],
        _ reach: @escaping @Sendable (inout KuCoinClient, String) throws -> KuCoinReply
    ) -> KuCoinSample {
        KuCoinSample(file: file, waived: waived) {
            var client = try KuCoinClient()
            var body = full
            body["tags"] = tags
            body["size"] = "0.00003"
            let id = client.placed(body)
            return try reach(&client, id)
        }
    }

    static let orders: [KuCoinSample] = [
        KuCoinSample(file: "rest-order-place.json") {
            var client = try KuCoinClient()
            return client.post(path, full)
        },
        KuCoinSample(file: "rest-order-test.json") {
            var client = try KuCoinClient()
            return client.post(path + "/test", full)
        },
        KuCoinSample(file: "rest-order-place-sync-open.json") {
            var client = try KuCoinClient()
            return client.post(path + "/sync", full)
        },
        KuCoinSample(file: "rest-order-place-sync-done.json") {
            var client = try KuCoinClient()
            return client.post(path + "/sync", KuCoinClient.market("buy", "size", "0.00001"))
        },
        KuCoinSample(file: "rest-order-batch.json") {
            var client = try KuCoinClient()
            let poor = KuCoinClient.resting("b-2").merging(["price": "100"]) { $1 }
            return client.post(path + "/multi", ["orderList": [full, poor]])
        },
        resting("rest-order-amend.json") { client, id in
            client.post(path + "/alter", ["symbol": "BTC-USDT", "orderId": id, "newPrice": "51000"])
        },
        resting("rest-order-cancel.json") { client, id in client.delete("\(path)/\(id)?symbol=BTC-USDT") },
        resting("rest-order-cancel-client-oid.json") { client, _ in
            client.delete("\(path)/client-order/rest-1?symbol=BTC-USDT")
        },
        resting("rest-order-cancel-sync.json") { client, id in
            client.delete("\(path)/sync/\(id)?symbol=BTC-USDT")
        },
        resting("rest-order-cancel-partial.json") { client, id in
            client.delete("\(path)/cancel/\(id)?symbol=BTC-USDT&cancelSize=0.00001")
        },
        resting("rest-cancel-all-symbol.json") { client, _ in client.delete("\(path)?symbol=BTC-USDT") },
        resting(
            "rest-cancel-all.json", waived: ["failedSymbols": "no pair of the face fails to cancel; composed row"]
        ) { client, _ in client.delete("\(path)/cancelAll") },
        KuCoinSample(file: "rest-dcp-set.json") {
            var client = try KuCoinClient()
            return client.post(path + "/dead-cancel-all", ["timeout": 5])
        },
        KuCoinSample(file: "rest-dcp-query.json") {
            var client = try KuCoinClient()
            _ = client.post(path + "/dead-cancel-all", ["timeout": 5, "symbols": "BTC-USDT,ETH-USDT"])
            return client.get(path + "/dead-cancel-all/query")
        },
    ]

    static let queries: [KuCoinSample] = [
        resting("rest-active-symbols.json") { client, _ in client.get(path + "/active/symbols") },
        resting("rest-open-orders.json", tags: "order tags") { client, _ in
            client.get(path + "/active?symbol=BTC-USDT")
        },
        resting("rest-open-orders-page.json") { client, _ in client.get(path + "/active/page?symbol=BTC-USDT") },
        KuCoinSample(file: "rest-closed-orders.json") {
            var client = try KuCoinClient()
            client.placed(KuCoinClient.market("buy", "size", "0.00001").merging(["remark": "order remarks"]) { $1 })
            return client.get(path + "/done?symbol=BTC-USDT")
        },
        KuCoinSample(file: "rest-order-filled.json") {
            var client = try KuCoinClient()
            let body = KuCoinClient.market("buy", "size", "0.00001").merging(["remark": "order remarks"]) { $1 }
            let id = client.placed(body)
            return client.get("\(path)/\(id)?symbol=BTC-USDT")
        },
        KuCoinSample(file: "rest-order-market-funds-dust.json") {
            var client = try KuCoinClient()
            let id = client.placed(KuCoinClient.market("buy", "funds", "10"))
            return client.get("\(path)/\(id)?symbol=BTC-USDT")
        },
        KuCoinSample(file: "rest-order-partially-filled.json") {
            var client = try KuCoinClient()
            let id = try client.partlyFilled()
            return client.get("\(path)/\(id)?symbol=BTC-USDT")
        },
        KuCoinSample(file: "rest-order-canceled-after-fill.json") {
            var client = try KuCoinClient()
            let id = try client.partlyFilled()
            _ = client.delete("\(path)/sync/\(id)?symbol=BTC-USDT")
            return client.get("\(path)/\(id)?symbol=BTC-USDT")
        },
        KuCoinSample(file: "rest-fills.json") {
            var client = try KuCoinClient()
            client.placed(KuCoinClient.market("buy", "size", "0.00001"))
            return client.get("/api/v1/hf/fills?symbol=BTC-USDT")
        },
        stop("rest-stop-order-place.json") { client, body in client.post("/api/v1/stop-order", body) },
        stop("rest-stop-orders.json") { client, body in
            client.placed(body, at: "/api/v1/stop-order")
            return client.get("/api/v1/stop-order")
        },
        stop("rest-stop-order-cancel.json") { client, body in
            let id = client.placed(body, at: "/api/v1/stop-order")
            return client.delete("/api/v1/stop-order/\(id)")
        },
        stop("rest-stop-order-cancel-client-oid.json") { client, body in
            client.placed(body, at: "/api/v1/stop-order")
            return client.delete("/api/v1/stop-order/cancelOrderByClientOid?clientOid=rest-1&symbol=BTC-USDT")
        },
    ]

    private static func stop(
        _ file: String, _ reach: @escaping @Sendable (inout KuCoinClient, [String: Any]) throws -> KuCoinReply
    ) -> KuCoinSample {
        KuCoinSample(file: file, isPadded: true) {
            var client = try KuCoinClient()
            return try reach(&client, full.merging(["stop": "loss", "stopPrice": "60000"]) { $1 })
        }
    }
}
