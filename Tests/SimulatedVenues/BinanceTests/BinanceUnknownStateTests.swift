import Testing

@testable import SimulatedBinance
@testable import VenueSimulator

@Suite("Binance face: read lag, lost answers, determinism, snapshots (binance.md E.8, L.18, L.19)")
struct BinanceUnknownStateTests {
    @Test("A placement stays invisible to reads for its lag, the cancel sees it at once")
    func lag() throws {
        var client = try BinanceClient()
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        let id = client.rest("late")
        client.requestSwitches = [:]
        let query = "symbol=BTCUSDT&origClientOrderId=late"
        #expect(client.signed("GET", "/api/v3/order", query).code == -2013)
        #expect(client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSDT").text == "[]")
        #expect(client.locked("USDT") == "0.00000000")
        client.advance(499)
        #expect(client.signed("GET", "/api/v3/order", query).code == -2013)
        client.advance(1)
        #expect(client.signed("GET", "/api/v3/order", query).number("orderId") == id)
        #expect(client.locked("USDT") == "60.00000000")
        client.requestSwitches = [FaceSwitch.visibilityLag: "500"]
        _ = client.signed("DELETE", "/api/v3/order", query)
        client.requestSwitches = [:]
        #expect(client.signed("GET", "/api/v3/order", query)["status"] == "NEW")
        #expect(client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSDT").rows.count == 1)
        #expect(client.signed("DELETE", "/api/v3/order", query).code == -2011)
        client.advance(500)
        #expect(client.signed("GET", "/api/v3/order", query)["status"] == "CANCELED")
    }

    @Test("Fills of a lagging order are missing from myTrades for as long")
    func laggingFills() throws {
        var client = try BinanceClient([FaceSwitch.visibilityLag: "1000"])
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001")
        #expect(client.signed("GET", "/api/v3/myTrades", "symbol=BTCUSDT").text == "[]")
        client.advance(1_000)
        #expect(!client.signed("GET", "/api/v3/myTrades", "symbol=BTCUSDT").rows.isEmpty)
    }

    @Test("-1007 comes with the order placed or not placed", arguments: ["placed", "notPlaced"])
    func timeout(setting: String) throws {
        var client = try BinanceClient()
        client.requestSwitches = ["orderTimeout": setting]
        let reply = client.order(
            "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=60000&newClientOrderId=lost"
        )
        #expect(reply.status == 504)
        #expect(reply.code == -1007)
        client.requestSwitches = [:]
        let found = client.signed("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=lost")
        #expect(found.status == (setting == "placed" ? 200 : 400))
    }

    @Test("Same seed and same calls give the same bytes, headers included")
    func determinism() throws {
        func walk() throws -> [[UInt8]] {
            var client = try BinanceClient(seed: 42, frozen: false)
            var out: [[UInt8]] = []
            for step in 0..<20 {
                client.advance(250)
                let reply =
                    step.isMultiple(of: 2)
                    ? client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=50")
                    : client.send("GET", "/api/v3/depth", "symbol=BTCUSDT&limit=5")
                out.append(reply.body)
                out.append(Array((reply.headers.first("x-mbx-uuid") ?? "").utf8))
            }
            return out + [client.face.snapshot()]
        }
        let isSame = try walk() == walk()
        #expect(isSame)
    }

    @Test("A snapshot keeps orders, balances, amendments and counts; a foreign one changes nothing")
    func snapshot() throws {
        var client = try BinanceClient()
        let id = client.rest("kept")
        _ = client.amend("kept", to: "0.0009", as: "kept2")
        _ = client.order("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.1")
        let saved = client.face.snapshot()
        var other = try BinanceClient()
        try other.face.restore(from: saved)
        other.face.exchange.isBackgroundActive = false
        for (path, query) in [
            ("order", "symbol=BTCUSDT&orderId=\(id)"), ("openOrders", ""), ("myTrades", "symbol=ETHUSDT"),
            ("account", ""), ("order/amendments", "symbol=BTCUSDT&orderId=\(id)"), ("rateLimit/order", ""),
        ] {
            let one = client.signed("GET", "/api/v3/" + path, query)
            let two = other.signed("GET", "/api/v3/" + path, query)
            #expect(one.status == 200)
            #expect(one.text == two.text)
        }
        let before = other.face.snapshot()
        #expect(throws: FaceError.self) { try other.face.restore(from: Array("{}".utf8)) }
        var foreign = try BinanceClient(seed: 8)
        #expect(throws: FaceError.self) { try foreign.face.restore(from: saved) }
        let isUntouched = other.face.snapshot() == before
        #expect(isUntouched)
    }

    @Test("A damaged snapshot is refused and never traps")
    func damage() throws {
        var client = try BinanceClient()
        client.rest("kept")
        let saved = client.face.snapshot()
        var random = SplitMix64(seed: 5)
        let text = String(decoding: saved, as: UTF8.self)
        for (part, replacement) in [
            (#""length":60000"#, #""length":0"#), (#""bans":0"#, #""bans":9223372036854775807"#),
            (#""openedAt":1763800000000"#, #""openedAt":-9223372036854775808"#), (#""version":1"#, #""version":2"#),
        ] {
            let isThere = text.contains(part)
            #expect(isThere)
            #expect(throws: FaceError.self) {
                try client.face.restore(from: Array(text.replacing(part, with: replacement).utf8))
            }
        }
        for _ in 0..<200 {
            var broken = saved
            broken[Int(random.next() % UInt64(broken.count))] = UInt8(truncatingIfNeeded: random.next())
            do { try client.face.restore(from: broken) } catch { continue }
            _ = client.signed("GET", "/api/v3/openOrders")
            _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001")
        }
    }

    @Test("Times come in microseconds to those who ask")
    func microseconds() throws {
        var client = try BinanceClient()
        let reply = client.send("GET", "/api/v3/time", headers: ["X-MBX-TIME-UNIT": "MICROSECOND"])
        #expect(reply.number("serverTime") == Int(client.now.microseconds))
    }

    @Test("Random requests never trap and always get an answer of the venue")
    func noise() throws {
        var client = try BinanceClient(["weightLimit": "50000000"])
        var random = SplitMix64(seed: 99)
        let names = [
            "symbol", "side", "type", "quantity", "price", "limit", "orderId", "timestamp", "signature", "symbols",
            "startTime", "endTime", "fromId", "interval", "timeZone", "recvWindow", "newQty", "cancelReplaceMode",
            "cancelOrderId", "timeInForce", "stopPrice", "quoteOrderQty", "offset", "status", "idList", "icebergQty",
        ]
        let values = [
            "BTCUSDT", "LTCBTC", "", "%", "%zz", "1e400", "-1", "99999999999999999999999999999999999999999", "[",
            "[\"\"]",
            "+", "9223372036854775807", "9223372036854775", "99999999999999", "0", "1", "0.00000001", "0.001", "60000",
            "99999999999999999999", "LIMIT", "MARKET", "STOP_LOSS", "BUY", "SELL", "GTC", "1m", "1w", "1M", "1s",
            "14:00", "ALLOW_FAILURE", "\u{0}", "&&", "=",
        ]
        for _ in 0..<6_000 {
            let route = Binance.Route.all[Int(random.next() % UInt64(Binance.Route.all.count))]
            let fixed = random.next().isMultiple(of: 2) ? "symbol=BTCUSDT&" : ""
            let query =
                fixed
                + (0..<(random.next() % 8)).map { _ in
                    names[Int(random.next() % UInt64(names.count))] + "="
                        + values[Int(random.next() % UInt64(values.count))]
                }.joined(separator: "&")
            let reply =
                random.next().isMultiple(of: 2)
                ? client.signed(route.method, route.path, query) : client.send(route.method, route.path, query)
            #expect((200..<600).contains(reply.status))
            if reply.headers.first("Content-Type") == "application/json;charset=UTF-8" { #expect(reply.json != nil) }
        }
    }
}

extension BinanceClient {
    mutating func locked(_ asset: String) -> String? {
        let balances = signed("GET", "/api/v3/account").object["balances"] as? [[String: Any]]
        return balances?.first { $0["asset"] as? String == asset }?["locked"] as? String
    }
}
