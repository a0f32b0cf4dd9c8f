import Testing
import VenueSimulator

@testable import SimulatedLuno

@Suite("Luno face: limits, read lag, determinism and snapshots")
struct LunoVenueTests {
    @Test("The 301st call of a minute is refused without Retry-After; refused calls cost nothing")
    func limit() throws {
        var client = try LunoClient()
        for _ in 0..<300 { #expect(client.signed("GET", "/api/1/balance").status == 200) }
        let refused = client.signed("GET", "/api/1/balance")
        #expect(refused.status == 429)
        #expect(refused.code == "ErrTooManyRequests")
        #expect(refused.headers.first("Retry-After") == nil)
        #expect(refused.headers.first("x-ratelimit-limit") == "5000, 5000;w=1")
        #expect(client.send("GET", "/api/1/ticker", "pair=XBTZAR").status == 200)
        client.requestSwitches = ["rateLimitBody": "plain"]
        #expect(client.signed("GET", "/api/1/balance").object.isEmpty)
        client.requestSwitches = [:]
        client.advance(60_000)
        #expect(client.signed("GET", "/api/1/balance").status == 200)
    }

    @Test("Counted by address, keys share the budget")
    func limitByAddress() throws {
        var client = try LunoClient(["rateLimitScope": "address", "rateLimitPerMinute": "2"])
        #expect(client.signed("GET", "/api/1/balance").status == 200)
        client.role = .readOnly
        #expect(client.signed("GET", "/api/1/balance").status == 200)
        #expect(client.signed("GET", "/api/1/balance").status == 429)
        client.peer = "127.0.0.2"
        #expect(client.signed("GET", "/api/1/balance").status == 200)
    }

    @Test("With a read lag, reads do not see a write until it has passed")
    func lag() throws {
        var client = try LunoClient()
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        let id = client.rest("lagged")
        client.requestSwitches = [:]
        #expect(client.order(id).status == 404)
        #expect(client.signed("GET", "/api/exchange/2/listorders").rows("orders").isEmpty)
        let balance = client.signed("GET", "/api/1/balance", "assets=ZAR").rows("balance").first
        #expect(balance?["reserved"] as? String == "0.00")
        client.advance(500)
        #expect(client.order(id).status == 200)
    }

    @Test("Seed and calls decide everything; many ticks equal one")
    func determinism() throws {
        var one = try LunoClient(frozen: false)
        var two = try LunoClient(frozen: false)
        one.advance(5_000)
        for _ in 0..<50 { two.advance(100) }
        #expect(one.rest("d") == two.rest("d"))
        let query = "pair=XBTZAR"
        #expect(one.send("GET", "/api/1/orderbook", query).text == two.send("GET", "/api/1/orderbook", query).text)
        #expect(one.face.snapshot() == two.face.snapshot())
    }

    @Test("A snapshot brings orders, client ids, fees, ledgers and pending cancels back")
    func snapshot() throws {
        var client = try LunoClient(["cancelDelayMilliseconds": "500"])
        let id = client.rest("kept")
        let bought = client.signed("POST", "/api/1/marketorder", "pair=XBTZAR&type=BUY&counter_volume=5000")
        let boughtID = bought["order_id"] ?? ""
        _ = client.stop(id)
        let bytes = client.face.snapshot()
        var other = try LunoClient(["cancelDelayMilliseconds": "500"])
        try other.face.restore(from: bytes)
        #expect(other.order(boughtID).text == client.order(boughtID).text)
        #expect(other.order(id).number("expiration_timestamp") ?? 0 > 0)
        #expect(other.rest("kept").isEmpty)
        other.advance(1_000)
        #expect(other.order(id)["status"] == "COMPLETE")
        #expect(throws: FaceError.self) { try other.face.restore(from: Array(bytes.dropLast())) }
        var stranger = try LunoClient(seed: 8)
        #expect(throws: FaceError.self) { try stranger.face.restore(from: bytes) }
    }

    @Test("Operations have the common names, valid or not")
    func operations() throws {
        let client = try LunoClient()
        for (method, target, name) in [
            ("POST", "/api/1/postorder", "order.place"), ("POST", "/api/1/marketorder", "order.place"),
            ("POST", "/api/1/stoporder", "order.cancel"), ("GET", "/api/exchange/3/order", "order.query"),
            ("GET", "/api/exchange/2/listorders?closed=true", "order.history"),
            ("GET", "/api/exchange/2/listorders", "order.open"), ("GET", "/api/1/listtrades", "fill.history"),
            ("GET", "/api/1/balance", "account.balances"), ("GET", "/api/1/orders/x", "order.query"),
        ] {
            #expect(client.face.operation(of: FaceRequest(method: method, target: target)) == name)
        }
        #expect(client.face.operation(of: FaceRequest(method: "GET", target: "/api/1/time")) == nil)
    }

    @Test("Misspelt switches are errors")
    func switches() {
        #expect(throws: FaceError.unknownSwitch(name: "nope")) { try LunoClient(["nope": "1"]) }
        #expect(throws: FaceError.self) { try LunoClient(["emptyLists": "maybe"]) }
        #expect(throws: FaceError.self) { try LunoClient(["rateLimitPerMinute": "-1"]) }
    }
}
