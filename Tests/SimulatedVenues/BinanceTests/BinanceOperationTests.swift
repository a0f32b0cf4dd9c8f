import Testing
import VenueSimulator

@testable import SimulatedBinance

@Suite("Binance face: what the server asks about requests")
struct BinanceOperationTests {
    @Test(
        "Operations have their common names, whether the request is valid or not",
        arguments: [
            ("POST", "/api/v3/order", "order.place"), ("POST", "/api/v3/order/test", "order.test"),
            ("DELETE", "/api/v3/order", "order.cancel"), ("DELETE", "/api/v3/openOrders", "order.cancelAll"),
            ("GET", "/api/v3/order", "order.query"), ("PUT", "/api/v3/order/amend/keepPriority", "order.amend"),
            ("POST", "/api/v3/order/cancelReplace", "order.replace"), ("GET", "/api/v3/openOrders", "order.open"),
            ("GET", "/api/v3/allOrders", "order.history"), ("GET", "/api/v3/myTrades", "fill.history"),
            ("GET", "/api/v3/account", "account.balances"), ("GET", "/sapi/v1/asset/tradeFee", "account.fees"),
            ("GET", "/sapi/v1/account/apiRestrictions", "account.keyTest"),
            ("GET", "/api/v3/exchangeInfo", "market.instruments"), ("GET", "/api/v3/depth", "market.depth"),
            ("GET", "/api/v3/ticker/24hr", "market.ticker"), ("GET", "/api/v3/trades", "market.trades"),
            ("GET", "/api/v3/klines", "market.candles"), ("GET", "/api/v3/time", "market.time"),
            ("GET", "/api/v3/ping", "market.ping"), ("GET", "/api/v3/nothing", nil), ("PATCH", "/api/v3/order", nil),
        ] as [(String, String, String?)]
    )
    func operations(method: String, path: String, name: String?) throws {
        let client = try BinanceClient()
        #expect(client.face.operation(of: FaceRequest(method: method, path: path)) == name)
    }

    @Test("The reply of the limiting fault is the venue's -1003")
    func limited() throws {
        let client = try BinanceClient()
        let reply = BinanceReply(client.face.rateLimitReply(retryAfterSeconds: 7))
        #expect(reply.status == 429)
        #expect(reply.code == -1003)
        #expect(reply.headers.first("Retry-After") == "7")
    }

    @Test("A tick back in time changes nothing, and how many ticks led to an instant does not matter")
    func ticks() throws {
        var one = try BinanceClient(frozen: false)
        var many = try BinanceClient(frozen: false)
        one.advance(5_000)
        for _ in 0..<50 { many.advance(100) }
        let isSame = one.face.snapshot() == many.face.snapshot()
        #expect(isSame)
        let before = one.send("GET", "/api/v3/depth", "symbol=BTCUSDT").text
        one.face.tick(to: one.now.advanced(byMilliseconds: -3_000))
        #expect(one.send("GET", "/api/v3/depth", "symbol=BTCUSDT").text == before)
    }

    @Test("Every declared switch can be set to every setting it names")
    func switches() throws {
        for declared in BinanceFace.switches {
            for setting in declared.settings.isEmpty ? ["0", declared.initial] : declared.settings {
                _ = try Binance.Switches([declared.name: setting])
            }
        }
    }
}
