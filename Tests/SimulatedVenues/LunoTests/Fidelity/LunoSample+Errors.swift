import VenueSimulator

@testable import SimulatedLuno

extension LunoSample {
    private static let order = "type=BID&volume=0.001&price=1000000"

    static let errors: [LunoSample] = [
        LunoSample(file: "rest-error-market-unavailable.json", status: 400) {
            var client = try LunoClient()
            return client.send("GET", "/api/1/ticker", "pair=NOSUCH")
        },
        LunoSample(file: "rest-error-internal.json", status: 500) {
            var client = try LunoClient(["orderWriteFault": "internalLost"])
            return client.limit(order)
        },
        LunoSample(file: "rest-error-insufficient-perms.json", status: 403) {
            var client = try LunoClient()
            client.role = .readOnly
            return client.limit(order)
        },
        LunoSample(file: "rest-error-api-key-not-found.json", status: 401) {
            var client = try LunoClient()
            return client.send(
                "GET", "/api/1/balance", headers: ["Authorization": LunoClient.basic("nobody", "secret")])
        },
        LunoSample(file: "rest-error-market-not-allowed.json", status: 400) {
            var client = try LunoClient(["country": "elsewhere"])
            return client.limit(order)
        },
        LunoSample(file: "rest-error-insufficient-balance.json", status: 400) {
            var client = try LunoClient()
            return client.limit("type=ASK&volume=50&price=2000000")
        },
        LunoSample(file: "rest-error-duplicate-client-order-id.json", status: 409) {
            var client = try LunoClient()
            _ = client.rest("same")
            return client.limit(order + "&client_order_id=same")
        },
        LunoSample(file: "rest-error-too-many-requests.json", status: 429) {
            var client = try LunoClient(["rateLimitPerMinute": "1"])
            _ = client.signed("GET", "/api/1/balance")
            return client.signed("GET", "/api/1/balance")
        },
        LunoSample(file: "rest-error-invalid-arguments.json", status: 400) {
            var client = try LunoClient()
            return client.signed("GET", "/api/exchange/3/order")
        },
        LunoSample(file: "rest-error-price-denomination.json", status: 400) {
            var client = try LunoClient()
            return client.limit("type=BID&volume=0.001&price=1000000.5")
        },
        LunoSample(file: "rest-error-order-not-found.json", status: 404) {
            var client = try LunoClient()
            return client.signed("GET", "/api/exchange/3/order", "client_order_id=nothing")
        },
        LunoSample(file: "rest-error-cannot-stop-order.json", status: 400) {
            var client = try LunoClient()
            return client.stop("BX0123456789ABC")
        },
        LunoSample(file: "rest-error-post-only-canceled.json", status: 400) {
            var client = try LunoClient()
            return client.limit("type=BID&volume=0.001&price=\(client.best().ask + 10)&post_only=true")
        },
        LunoSample(file: "rest-error-deadline-exceeded.json", status: 400) {
            var client = try LunoClient()
            return client.limit(order + "&ttl=1&timestamp=\(client.now.milliseconds - 2)")
        },
    ]
}
