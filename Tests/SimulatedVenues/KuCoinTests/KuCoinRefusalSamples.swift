import VenueSimulator

@testable import SimulatedKuCoin

extension KuCoinRefusalSample {
    private static let orders = KuCoinClient.orders

    static let all: [KuCoinRefusalSample] = gateway + trading

    private static let gateway: [KuCoinRefusalSample] = [
        KuCoinRefusalSample(file: "rest-error-missing-header.json", status: 400) {
            var client = try KuCoinClient()
            return client.send("GET", "/api/v1/accounts")
        },
        KuCoinRefusalSample(file: "rest-error-timestamp.json", status: 400) {
            var client = try KuCoinClient()
            let headers = client.headers("GET", "/api/v1/accounts", "", at: "1763800000000")
            return client.send("GET", "/api/v1/accounts", headers: headers)
        },
        KuCoinRefusalSample(file: "rest-error-key-not-exists.json", status: 401) {
            var client = try KuCoinClient()
            client.role = .expired
            return client.get("/api/v1/accounts")
        },
        KuCoinRefusalSample(file: "rest-error-passphrase.json", status: 401) {
            try tampered("KC-API-PASSPHRASE")
        },
        KuCoinRefusalSample(file: "rest-error-signature.json", status: 401) {
            try tampered("KC-API-SIGN")
        },
        KuCoinRefusalSample(file: "rest-error-ip.json", status: 403) {
            var client = try KuCoinClient()
            client.role = .otherIP
            return client.get("/api/v1/accounts")
        },
        KuCoinRefusalSample(file: "rest-error-permission.json", status: 403) {
            var client = try KuCoinClient()
            client.role = .readOnly
            return client.post(orders, KuCoinClient.resting())
        },
        KuCoinRefusalSample(file: "rest-error-rate-limit.json", status: 429) {
            var client = try KuCoinClient(["spotBudget": "1"])
            return client.get(orders + "/active?symbol=BTC-USDT")
        },
        KuCoinRefusalSample(file: "rest-error-rate-limit-system.json", status: 429) {
            var client = try KuCoinClient(["systemOverload": "on"])
            return client.get(orders + "/active?symbol=BTC-USDT")
        },
        KuCoinRefusalSample(file: "rest-error-deprecated.json") {
            var client = try KuCoinClient()
            return client.get("/api/v1/orders?status=active")
        },
        KuCoinRefusalSample(file: "rest-error-internal.json", status: 500) {
            try place([:], ["orderTimeout": "placed"])
        },
        KuCoinRefusalSample(file: "rest-error-uta-user-not-found.json") {
            var client = try KuCoinClient()
            return client.post("/api/ua/v1/unified/order/place", ["symbol": "BTC-USDT"])
        },
    ]

    private static let trading: [KuCoinRefusalSample] = [
        KuCoinRefusalSample(file: "rest-error-insufficient-balance.json") { try place(["size": "1000"]) },
        KuCoinRefusalSample(file: "rest-error-max-price.json") {
            var client = try KuCoinClient()
            let reply = client.post(
                orders,
                ["side": "buy", "symbol": "DEADCOIN-USDT", "type": "limit", "price": "2", "size": "10"])
            // The sample's bound is of another pair: its form counts.
            guard reply.message == "Max. price: 1.10000000000000000000" else { return reply }
            let body = reply.text.replacing("1.10000000000000000000", with: "0.02500000000000000000")
            return KuCoinReply(FaceReply(status: reply.status, headers: reply.headers, body: Array(body.utf8)))
        },
        KuCoinRefusalSample(file: "rest-error-min-funds.json") { try place(["price": "9000"]) },
        KuCoinRefusalSample(file: "rest-error-price-increment.json") { try place(["price": "50000.05"]) },
        KuCoinRefusalSample(file: "rest-error-size-increment.json") { try place(["size": "0.000010001"]) },
        KuCoinRefusalSample(file: "rest-error-symbol-not-exists.json") { try place(["symbol": "NOPE-USDT"]) },
        KuCoinRefusalSample(file: "rest-error-unsupported-pair.json") {
            try place(["symbol": "NOPE-USDT"], ["unknownSymbolOnPlace": "400100"])
        },
        KuCoinRefusalSample(file: "rest-error-symbol-not-started.json") {
            // Before the auction of the new listing has ended.
            var client = try KuCoinClient()
            client.now = SimulatedInstant(milliseconds: 1_763_800_000_000)
            return client.post(
                orders,
                ["side": "buy", "symbol": "NEWCOIN-USDT", "type": "limit", "price": "1", "size": "10"])
        },
        KuCoinRefusalSample(file: "rest-error-duplicate-client-oid.json") {
            var client = try KuCoinClient()
            client.placed(KuCoinClient.resting())
            return client.post(orders, KuCoinClient.resting())
        },
        KuCoinRefusalSample(file: "rest-error-order-not-exist.json") {
            var client = try KuCoinClient()
            return client.get(orders + "/670fd33bf9406e0007ab3945?symbol=BTC-USDT")
        },
        KuCoinRefusalSample(file: "rest-error-order-not-exist-odd-code.json") {
            var client = try KuCoinClient(["unknownOrderCode": "order_not_exist"])
            return client.get(orders + "/client-order/nope?symbol=BTC-USDT")
        },
        KuCoinRefusalSample(file: "rest-error-cancel-not-allowed.json") {
            var client = try KuCoinClient()
            let id = client.placed(KuCoinClient.market("buy", "funds", "10"))
            return client.delete("\(orders)/\(id)?symbol=BTC-USDT")
        },
    ]

    private static func place(
        _ change: [String: String], _ switches: [String: String] = [:]
    ) throws -> KuCoinReply {
        var client = try KuCoinClient(switches)
        return client.post(orders, KuCoinClient.resting().merging(change) { $1 })
    }

    private static func tampered(_ header: String) throws -> KuCoinReply {
        var client = try KuCoinClient()
        var headers = client.headers("GET", "/api/v1/accounts", "")
        headers.set(header, KuCoinClient.hmac("something else", "secret"))
        return client.send("GET", "/api/v1/accounts", headers: headers)
    }
}
