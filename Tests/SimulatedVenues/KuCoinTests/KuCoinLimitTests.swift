import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: budgets (kucoin.md H)")
struct KuCoinLimitTests {
    @Test("Weights are counted per pool, in windows that start with the first call")
    func pools() throws {
        var client = try KuCoinClient()
        let first = client.get("/api/v1/accounts")
        #expect(first.header("limit") == 2_000 && first.header("remaining") == 1_995)
        #expect(first.header("reset") == 30_000)
        client.advance(10_000)
        let spot = client.get("/api/v1/hf/orders/active?symbol=BTC-USDT")
        #expect(spot.header("limit") == 4_000 && spot.header("remaining") == 3_998)
        let second = client.get("/api/v1/accounts")
        #expect(second.header("remaining") == 1_990 && second.header("reset") == 20_000)
        client.advance(20_000)
        #expect(client.get("/api/v1/accounts").header("remaining") == 1_995)
    }

    @Test("Above the budget 429000 until the reset; another address has its own public one")
    func exceeded() throws {
        var client = try KuCoinClient(["publicBudget": "10"])
        #expect(client.send("GET", "/api/v1/timestamp").header("remaining") == 7)
        #expect(client.send("GET", "/api/v1/market/allTickers").code == "429000")
        #expect(client.send("GET", "/api/v1/timestamp").isSuccess)
        #expect(client.send("GET", "/api/v1/timestamp").isSuccess)
        let refused = client.send("GET", "/api/v1/timestamp")
        #expect(refused.status == 429 && refused.header("remaining") == 1)
        client.peer = "127.0.0.9"
        #expect(client.send("GET", "/api/v1/timestamp").isSuccess)
        client.peer = "127.0.0.1"
        client.advance(30_000)
        #expect(client.send("GET", "/api/v1/timestamp").isSuccess)
    }

    @Test("All keys of the account share its budget, and the level raises it")
    func account() throws {
        var client = try KuCoinClient(["vipLevel": "3"])
        #expect(client.get("/api/v2/user-info").data.number("level") == 3)
        let one = client.get("/api/v1/hf/fills?symbol=BTC-USDT")
        client.role = .readOnly
        let two = client.get("/api/v1/hf/fills?symbol=BTC-USDT")
        #expect(one.header("limit") == 10_000)
        #expect(two.header("remaining") == 9_996)
    }

    @Test("The network blocks an address above 500 requests in 10 s, with a page that is no JSON")
    func network() throws {
        var client = try KuCoinClient(["cdnLimit": "on"])
        for _ in 0..<500 { #expect(client.send("GET", "/api/v1/my-ip").isSuccess) }
        let page = client.send("GET", "/api/v1/my-ip")
        #expect(page.status == 429 && page.object.isEmpty && page.text.contains("1015"))
        client.advance(29_000)
        #expect(client.send("GET", "/api/v1/my-ip").status == 429)
        client.advance(2_000)
        #expect(client.send("GET", "/api/v1/my-ip").isSuccess)
    }

    @Test("A tick back in time changes nothing, and how many ticks led to an instant does not matter")
    func ticks() throws {
        var one = try KuCoinClient(frozen: false)
        var many = try KuCoinClient(frozen: false)
        one.placed(KuCoinClient.resting())
        many.placed(KuCoinClient.resting())
        var stop = KuCoinClient.market("buy", "funds", "10", "stop")
        stop["stop"] = "entry"
        stop["stopPrice"] = one.ticker("bestAsk")
        #expect(many.ticker("bestAsk") == stop.text("stopPrice"))
        let isWaiting =
            one.post("/api/v1/stop-order", stop).isSuccess && many.post("/api/v1/stop-order", stop).isSuccess
        #expect(isWaiting)
        one.advance(5_000)
        for _ in 0..<50 { many.advance(100) }
        let isSame = one.face.snapshot() == many.face.snapshot()
        #expect(isSame)
        let book = "/api/v1/market/orderbook/level2_20?symbol=BTC-USDT"
        let before = one.send("GET", book).text
        one.face.tick(to: one.now.advanced(byMilliseconds: -3_000))
        #expect(one.send("GET", book).text == before)
    }
}
