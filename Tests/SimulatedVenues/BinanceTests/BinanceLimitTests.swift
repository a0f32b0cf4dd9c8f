import Testing
import VenueSimulator

@testable import SimulatedBinance

@Suite("Binance face: limits and their headers (binance.md H, L.21)")
struct BinanceLimitTests {
    @Test("The weight of the minute is shown on every answer and starts anew with the minute")
    func weight() throws {
        var client = try BinanceClient()
        let first = client.send("GET", "/api/v3/depth", "symbol=BTCUSDT&limit=500")
        #expect(first.headers.first("X-MBX-USED-WEIGHT-1M") == "25")
        #expect(first.headers.first("x-mbx-used-weight") == "25")
        #expect(client.send("GET", "/api/v3/ticker/24hr").headers.first("X-MBX-USED-WEIGHT-1M") == "105")
        let wallet = client.send("GET", "/sapi/v1/system/status")
        #expect(wallet.headers.first("X-SAPI-USED-IP-WEIGHT-1M") == "1")
        #expect(wallet.headers.first("X-MBX-USED-WEIGHT-1M") == nil)
        let refused = client.send("GET", "/api/v3/account")
        #expect(refused.headers.first("X-MBX-USED-WEIGHT-1M") == "125")
        client.advance(60_000)
        #expect(client.send("GET", "/api/v3/ping").headers.first("X-MBX-USED-WEIGHT-1M") == "1")
        client.peer = "192.0.2.1"
        #expect(client.send("GET", "/api/v3/time").headers.first("X-MBX-USED-WEIGHT-1M") == "1")
    }

    @Test("Order writes weigh nothing when they succeed and one when they fail")
    func writes() throws {
        var client = try BinanceClient()
        let placed = client.order("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000")
        #expect(placed.headers.first("X-MBX-USED-WEIGHT-1M") == "0")
        #expect(placed.headers.first("X-MBX-ORDER-COUNT-10S") == "1")
        #expect(placed.headers.first("X-MBX-ORDER-COUNT-1D") == "1")
        let refused = client.order("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=1")
        #expect(refused.headers.first("X-MBX-USED-WEIGHT-1M") == "1")
        #expect(refused.headers.first("X-MBX-ORDER-COUNT-10S") == nil)
    }

    @Test("Over the limit comes 429 with Retry-After, then a ban with its end in the text")
    func bans() throws {
        var client = try BinanceClient(["weightLimit": "10", "banAfterRefusals": "3"])
        client.advance(-BinanceClient.start.milliseconds % 60_000 + 60_000 + 15_000)
        #expect(client.send("GET", "/api/v3/depth", "symbol=BTCUSDT").status == 200)
        #expect(client.send("GET", "/api/v3/depth", "symbol=BTCUSDT").status == 200)
        let refused = client.send("GET", "/api/v3/ping")
        #expect(refused.status == 429)
        #expect(refused.code == -1003)
        #expect(refused.headers.first("Retry-After") == "45")
        _ = client.send("GET", "/api/v3/ping")
        let banned = client.send("GET", "/api/v3/ping")
        #expect(banned.status == 418)
        let until = client.now.milliseconds + 120_000
        #expect(banned.message?.contains("IP banned until \(until).") == true)
        #expect(banned.headers.first("Retry-After") == "120")
        client.advance(119_999)
        #expect(client.send("GET", "/api/v3/ping").status == 418)
        client.advance(1)
        #expect(client.send("GET", "/api/v3/ping").status == 200)
    }

    @Test("The raw request limit stands beside the weight")
    func rawRequests() throws {
        var client = try BinanceClient(["rawRequestLimit": "2"])
        _ = client.send("GET", "/api/v3/ping")
        _ = client.send("GET", "/api/v3/ping")
        #expect(client.send("GET", "/api/v3/ping").status == 429)
    }

    @Test("Unfilled orders: the count stops at the limit, a first fill gives one back, cancels none")
    func orderCount() throws {
        var client = try BinanceClient(["orderLimit10Seconds": "2"])
        client.rest("one")
        _ = client.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=one")
        let market = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001")
        #expect(market.headers.first("X-MBX-ORDER-COUNT-10S") == "1")
        client.rest("two")
        let refused = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001")
        #expect(refused.status == 429)
        #expect(refused.message == "Too many new orders; current limit is 2 orders per 10 SECOND.")
        #expect(refused.headers.first("Retry-After") != nil)
        let rows = client.signed("GET", "/api/v3/rateLimit/order").rows
        #expect(rows.map { $0["count"] as? Int } == [2, 2])
        client.advance(10_000)
        #expect(client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001").status == 200)
    }

    @Test("A withdrawal history costs a tenth of the account's minute")
    func walletWeight() throws {
        var client = try BinanceClient()
        for call in 1...10 {
            let reply = client.signed("GET", "/sapi/v1/capital/withdraw/history")
            #expect(reply.status == 200)
            #expect(reply.headers.first("X-SAPI-USED-UID-WEIGHT-1M") == String(call * 18_000))
        }
        #expect(client.signed("GET", "/sapi/v1/capital/withdraw/history").status == 429)
    }
}
