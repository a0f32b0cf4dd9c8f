import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: public calls (kucoin.md D)")
struct KuCoinMarketTests {
    private static let market = "/api/v1/market/"

    @Test("The book: best first, not crossed, 20 and 100 levels, the sequence of the ticker")
    func book() throws {
        var client = try KuCoinClient()
        for (name, depth) in [("level2_20", 20), ("level2_100", 100)] {
            let data = client.send("GET", Self.market + "orderbook/\(name)?symbol=BTC-USDT").data
            let bids = try #require(data["bids"] as? [[String]])
            let asks = try #require(data["asks"] as? [[String]])
            #expect(bids.count == depth && asks.count == depth && (bids + asks).allSatisfy { $0.count == 2 })
            let prices = try (bids.reversed() + asks).map { try ExactDecimal(parsing: $0[0]) }
            #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 < $1 })
            #expect(data.text("sequence") == client.ticker("sequence"))
        }
        #expect(client.get("/api/v3/market/orderbook/level2?symbol=BTC-USDT").isSuccess)
    }

    @Test("Trades: oldest first, nanoseconds, 100 of them")
    func trades() throws {
        var client = try KuCoinClient()
        client.placed(KuCoinClient.market("buy", "size", "0.0001"))
        let rows = client.send("GET", Self.market + "histories?symbol=BTC-USDT").rows
        let times = rows.compactMap { $0.number("time") }
        #expect(rows.count == 100 && times == times.sorted())
        #expect(times.last == Int(KuCoinClient.start.nanoseconds))
        #expect(rows.last?.text("side") == "buy")
    }

    @Test("Candles: newest first, close before high, bounds in seconds, at most 1500")
    func candles() throws {
        var client = try KuCoinClient()
        let path = Self.market + "candles?symbol=BTC-USDT&type="
        let rows = try #require(client.send("GET", path + "1min").object["data"] as? [[String]])
        #expect(rows.count <= 1_500 && rows.count > 1_000 && rows.allSatisfy { $0.count == 7 })
        let starts = rows.compactMap { Int64($0[0]) }
        #expect(starts == starts.sorted(by: >))
        for row in rows.prefix(50) {
            let values = try row.dropFirst().map { try ExactDecimal(parsing: $0) }
            #expect(values[2] >= max(values[0], values[1]) && values[3] <= min(values[0], values[1]))
        }
        let (end, start) = (starts[0], starts[3])
        func count(_ client: inout KuCoinClient) -> Int {
            let reply = client.send("GET", path + "1min&startAt=\(start)&endAt=\(end)")
            return (reply.object["data"] as? [[String]])?.count ?? -1
        }
        #expect(count(&client) == 3)
        client.requestSwitches = ["candleEnd": "inclusive"]
        #expect(count(&client) == 4)
        for type in ["3min", "1hour", "8hour", "1day", "1week", "1month"] {
            #expect(client.send("GET", path + type).isSuccess)
        }
        #expect(client.send("GET", path + "7min").status == 400)
    }

    @Test("An unknown pair, in the three forms of Annex 2.4", arguments: ["null", "900001", "400100"])
    func unknown(setting: String) throws {
        var client = try KuCoinClient(["unknownSymbolOnReads": setting])
        for path in ["orderbook/level1", "orderbook/level2_20", "stats", "histories", "candles"] {
            let reply = client.send("GET", Self.market + path + "?symbol=NOPE-USDT&type=1min")
            #expect(setting == "null" ? reply.isNull : reply.code == setting, "\(path)")
        }
        #expect(client.send("GET", Self.market + "stats").status == 400)
    }

    @Test("Renamed, dead and upcoming pairs, zones and currencies")
    func names() throws {
        var client = try KuCoinClient()
        #expect(client.send("GET", "/api/v2/symbols/GALAX-USDT").data.text("name") == "GALA-USDT")
        #expect(client.send("GET", "/api/v2/symbols?market=BTC").rows.map { $0.text("symbol") } == ["ETH-BTC"])
        #expect(client.send("GET", "/api/v3/currencies/GALAX").data.text("name") == "GALA")
        let quotes = Set(client.send("GET", "/api/v2/symbols").rows.compactMap { $0.text("quoteCurrency") })
        #expect(quotes == ["USDT", "BTC"])
        #expect(client.send("GET", "/api/v1/symbols").code == "401000")
        let dead = client.send("GET", Self.market + "stats?symbol=DEADCOIN-USDT").data
        #expect(dead["last"] is String == false && dead.text("vol") == "0")
        #expect(client.send("GET", "/api/v1/my-ip").object["data"] as? String == "127.0.0.1")
    }

    @Test(
        "Operations have their common names, whether the request is valid or not",
        arguments: [
            ("POST", "/api/v1/hf/orders", "order.place"), ("POST", "/api/v1/hf/orders/sync", "order.place"),
            ("POST", "/api/v1/hf/orders/test", "order.test"), ("POST", "/api/v1/hf/orders/alter", "order.replace"),
            ("DELETE", "/api/v1/hf/orders/abc", "order.cancel"), ("DELETE", "/api/v1/hf/orders", "order.cancelAll"),
            ("DELETE", "/api/v1/hf/orders/cancelAll", "order.cancelAll"),
            ("DELETE", "/api/v1/hf/orders/client-order/x", "order.cancel"),
            ("DELETE", "/api/v1/hf/orders/cancel/x", "order.amend"),
            ("GET", "/api/v1/hf/orders/x", "order.query"), ("GET", "/api/v1/hf/orders/active", "order.open"),
            ("GET", "/api/v1/hf/orders/done", "order.history"), ("GET", "/api/v1/hf/fills", "fill.history"),
            ("GET", "/api/v1/accounts", "account.balances"), ("GET", "/api/v1/trade-fees", "account.fees"),
            ("GET", "/api/v1/user/api-key", "account.keyTest"), ("GET", "/api/v2/symbols", "market.instruments"),
            ("GET", "/api/v1/market/orderbook/level2_20", "market.depth"),
            ("GET", "/api/v1/market/allTickers", "market.ticker"),
            ("GET", "/api/v1/market/histories", "market.trades"), ("GET", "/api/v1/market/candles", "market.candles"),
            ("GET", "/api/v1/timestamp", "market.time"), ("GET", "/api/v1/status", "market.ping"),
            ("GET", "/api/v1/nothing", nil), ("PATCH", "/api/v1/hf/orders", nil),
        ] as [(String, String, String?)]
    )
    func operations(method: String, path: String, name: String?) throws {
        let client = try KuCoinClient()
        #expect(client.face.operation(of: FaceRequest(method: method, path: path)) == name)
    }
}
