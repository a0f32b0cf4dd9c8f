import Testing
import VenueSimulator

@testable import SimulatedVALR

@Suite("VALR face: limits, read lag, determinism and snapshots")
struct VALRVenueTests {
    @Test("Public calls: 30 in a calendar minute by address, time and status by the second")
    func publicLimit() throws {
        var client = try VALRClient()
        client.advance(30_000)
        for _ in 0..<30 { #expect(client.open("/v1/public/marketsummary").status == 200) }
        let refused = client.open("/v1/public/pairs")
        #expect(refused.status == 429)
        #expect(refused.headers.first("x-valr-ratelimited") == "true")
        #expect(refused.headers.first("Retry-After") == nil)
        #expect(refused.text.hasPrefix("<html>"))
        client.peer = "127.0.0.2"
        #expect(client.open("/v1/public/pairs").status == 200)
        client.peer = "127.0.0.1"
        for _ in 0..<20 { #expect(client.open("/v1/public/time").status == 200) }
        #expect(client.open("/v1/public/time").status == 429)
        #expect(client.open("/v1/public/status").status == 200)
        client.advance(1_000)
        #expect(client.open("/v1/public/time").status == 200)
        client.advance(29_000)
        #expect(client.open("/v1/public/pairs").status == 200)
    }

    @Test("Private calls: 1200 a minute by address, 2000 by key, v1 orders by the second")
    func privateLimit() throws {
        var client = try VALRClient()
        func count(_ wanted: Int) -> Int {
            (0..<wanted).reduce(0) { sum, _ in
                sum + (client.signed("GET", "/v1/orders/open").status == 200 ? 1 : 0)
            }
        }
        #expect(count(1_210) == 1_200)
        client.peer = "127.0.0.2"
        #expect(count(810) == 800)
        #expect(client.rest().isEmpty)
        client.requestSwitches = ["v2Limits": "second"]
        #expect(!client.rest().isEmpty)
        client.requestSwitches = [:]
        let placed = (0..<410).reduce(0) { sum, _ in
            sum + (client.limit("BUY", "0.00002", at: "50000", version: 1).status == 202 ? 1 : 0)
        }
        // One of the 400 was the v2 order above.
        #expect(placed == 399)
        client.advance(60_000)
        #expect(count(1) == 1)
    }

    @Test("With a read lag, reads do not see a write or its end until it has passed")
    func lag() throws {
        var client = try VALRClient()
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        let id = client.rest("lagged")
        client.requestSwitches = [:]
        #expect(client.status(id).code == -1)
        #expect(client.detail(id).text == "[]")
        #expect(client.signed("GET", "/v1/orders/open").rows.isEmpty)
        #expect(client.balance("USDC")["reserved"] as? String == "0")
        client.advance(500)
        #expect(client.status(id)["orderStatusType"] == "Placed")
        #expect(client.balance("USDC")["reserved"] as? String == "50")
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        #expect(client.cancel(id).status == 200)
        client.requestSwitches = [:]
        #expect(client.signed("GET", "/v1/orders/open").column("orderId") == [id])
        #expect(client.status(id)["orderStatusType"] == "Placed")
        client.advance(500)
        #expect(client.signed("GET", "/v1/orders/open").rows.isEmpty)
        #expect(client.status(id)["orderStatusType"] == "Cancelled")
    }

    @Test("Seed and calls decide everything; many ticks equal one")
    func determinism() throws {
        var one = try VALRClient(frozen: false)
        var two = try VALRClient(frozen: false)
        one.rest("early")
        two.rest("early")
        one.advance(5_000)
        for _ in 0..<50 { two.advance(100) }
        #expect(one.rest("d") == two.rest("d"))
        let target = "/v1/public/BTCUSDC/orderbook/full"
        #expect(one.open(target).text == two.open(target).text)
        #expect(one.face.snapshot() == two.face.snapshot())
    }

    @Test("A snapshot brings orders, ids, fills and accepted v1 requests back; damaged and foreign ones change nothing")
    func snapshot() throws {
        var client = try VALRClient()
        let kept = client.rest("kept")
        let bought = client.market("BUY", #""baseAmount":"0.001""#)["id"] ?? ""
        let waiting = client.limit("BUY", "0.001", at: "50000", version: 1)["id"] ?? ""
        let bytes = client.face.snapshot()
        var other = try VALRClient()
        try other.face.restore(from: bytes)
        #expect(other.status(bought).text == client.status(bought).text)
        #expect(other.limit("BUY", "0.001", at: "50000", #","customerOrderId":"kept""#).status == 400)
        #expect(other.status(waiting).code == -1)
        other.advance(20)
        #expect(other.status(waiting)["orderStatusType"] == "Placed")
        #expect(other.signed("GET", "/v1/account/tradehistory").rows.count == 1)
        #expect(other.cancel(kept).status == 200)
        #expect(throws: FaceError.self) { try other.face.restore(from: Array(bytes.dropLast())) }
        #expect(throws: FaceError.self) { try other.face.restore(from: []) }
        #expect(other.status(kept)["orderStatusType"] == "Cancelled")
        var stranger = try VALRClient(seed: 8)
        #expect(throws: FaceError.self) { try stranger.face.restore(from: bytes) }
    }

    @Test("Operations have the common names, valid or not")
    func operations() throws {
        let client = try VALRClient()
        for (method, target, name) in [
            ("POST", "/v2/orders/limit", "order.place"), ("POST", "/v1/orders/market", "order.place"),
            ("POST", "/v1/batch/orders", "order.place"), ("DELETE", "/v2/orders/order", "order.cancel"),
            ("DELETE", "/v1/orders/BTCUSDC", "order.cancelAll"), ("PUT", "/v2/orders/modify", "order.amend"),
            ("GET", "/v1/orders/X/customerorderid/y", "order.query"), ("GET", "/v1/orders/open", "order.open"),
            ("GET", "/v1/orders/history/detail/customerorderid/z", "order.query"),
            ("GET", "/v1/orders/history?limit=1", "order.history"), ("GET", "/v1/account/tradehistory", "fill.history"),
            ("GET", "/v1/account/BTCZAR/tradehistory", "fill.history"), ("GET", "/v1/public/time", "market.time"),
            ("GET", "/v1/account/api-keys/current", "account.keyTest"),
            ("GET", "/v1/public/X/buckets", "market.candles"),
        ] {
            #expect(client.face.operation(of: FaceRequest(method: method, target: target)) == name, "\(target)")
        }
    }

    @Test("Misspelt switches are errors")
    func switches() {
        #expect(throws: FaceError.unknownSwitch(name: "nope")) { try VALRClient(["nope": "1"]) }
        #expect(throws: FaceError.self) { try VALRClient(["readOnly": "maybe"]) }
        #expect(throws: FaceError.self) { try VALRClient(["publicCallsPerMinute": "-1"]) }
        #expect(Set(VALRFace.switches.map(\.name)).count == VALRFace.switches.count)
    }
}
