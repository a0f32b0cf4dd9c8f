import AdapterProtocol
import Fidelity
import Foundation
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedBinance

/// The face against every captured message of the venue's streams: the same keys and types.
@Suite("Binance face: fidelity of its streams")
struct BinanceStreamFidelityTests {
    private func sample(_ file: String, _ path: String...) throws -> Shape {
        var shape = try Shape(VenueSamples.bytes("binance", file + ".json"))
        for part in path {
            switch shape {
            case .members(let members): shape = try #require(members[part])
            case .list(let elements): shape = try #require(Int(part).map { elements[$0] })
            default: break
            }
        }
        return shape
    }

    /// Decimal places are those of the venue's recordings: eight for money.
    private func expectSame(_ expected: Shape, _ actual: Shape, waived: Set<String> = [], _ what: String) {
        let comparison = ShapeComparison(recordedPlaces: [:], waived: waived)
        let differences = comparison.differences(expected: expected, actual: actual)
            // Official examples are illustrative in their digits; recordings are compared with theirs below.
            .filter { !$0.contains("decimal(places") }
        #expect(differences.isEmpty, "\(what): \(differences.joined(separator: "\n"))")
    }

    private func client() throws -> BinanceClient { try BinanceClient() }

    /// Lets somebody take from the book.
    private func trade(_ client: inout BinanceClient, _ symbol: String = "BTCUSDT", side: String = "BUY") {
        #expect(client.order("symbol=\(symbol)&side=\(side)&type=MARKET&quantity=0.01").status == 200)
    }

    @Test("Answers to control messages")
    func control() throws {
        var client = try client()
        _ = client.open()
        client.say(#"{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms","btcusdt@trade"],"id":1}"#)
        client.say(#"{"method":"UNSUBSCRIBE","params":["btcusdt@trade"],"id":2}"#)
        client.say(#"{"method":"LIST_SUBSCRIPTIONS","id":3}"#)
        let heard = client.heard()
        #expect(
            heard.map(\.text) == [
                #"{"result":null,"id":1}"#, #"{"result":null,"id":2}"#, #"{"result":["btcusdt@depth@100ms"],"id":3}"#,
            ])
        expectSame(try sample("ws-subscribe", "listResult"), try heard[2].shape(), "list")
        client.say(#"{"method":"SUBSCRIBE","params":["x"],"id":19}"#)
        expectSame(try sample("ws-subscribe", "errorNested"), try client.heard()[0].shape(), "nested")
        var flat = try BinanceClient(["streamErrors": "flat"])
        _ = flat.open()
        flat.say(#"{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":1.5}"#)
        let refusal = flat.heard()[0]
        #expect(refusal.code == 2)
        #expect(refusal.object["msg"] as? String == "Invalid request: request ID must be an unsigned integer")
    }

    @Test("Trades, aggregate trades, best prices and depth, combined and raw")
    func market() throws {
        for target in ["/stream", "/ws"] {
            var client = try client()
            let names = ["trade", "aggTrade", "bookTicker", "depth@100ms"].map { "btcusdt@" + $0 }
            _ = client.follow(names, target: target)
            trade(&client)
            client.advance(100)
            let heard = client.heard()
            func message(_ kind: String) throws -> BinanceMessage {
                try #require(heard.first { ($0.data["e"] as? String ?? "bookTicker") == kind }, "\(kind)")
            }
            let isCombined = target == "/stream"
            #expect(heard.allSatisfy { ($0.name != nil) == isCombined })
            let inner: String? = isCombined ? "data" : nil
            expectSame(try sample("ws-trade"), try message("trade").shape(inner), "trade")
            expectSame(try sample("ws-agg-trade", "data"), try message("aggTrade").shape(inner), "aggTrade")
            expectSame(try sample("ws-book-ticker", "data"), try message("bookTicker").shape(inner), "bookTicker")
            // A buyer takes from the sellers: that side has the rows, the sample's other one is empty.
            let depth = try message("depthUpdate")
            let captured = try sample("ws-depth-update", "raw")
            guard case .members(var wanted) = captured, case .members(var found) = try depth.shape(inner) else {
                Issue.record("a depth message is an object")
                return
            }
            for side in ["a", "b"] { (wanted[side], found[side]) = (nil, nil) }
            #expect(wanted == found)
            let rows = try #require(depth.data["a"] as? [[String]])
            #expect(rows.allSatisfy { $0.count == 2 && $0.allSatisfy { $0.split(separator: ".").last?.count == 8 } })
        }
    }

    @Test("Tickers, candles and partial depth")
    func timed() throws {
        var client = try client()
        _ = client.follow([
            "btcusdt@ticker", "btcusdt@kline_1m", "!miniTicker@arr", "btcusdt@miniTicker", "btcusdt@depth5@100ms",
            "btcusdt@avgPrice", "btcusdt@referencePrice",
        ])
        trade(&client)
        client.advance(2_000)
        let heard = client.heard()
        func data(_ name: String) throws -> Shape {
            try #require(heard.first { $0.name == name }, "\(name)").shape("data")
        }
        expectSame(try sample("ws-ticker-24hr"), try data("btcusdt@ticker"), "ticker")
        expectSame(try sample("ws-kline", "data"), try data("btcusdt@kline_1m"), "kline")
        expectSame(try sample("ws-mini-ticker-arr"), try data("!miniTicker@arr"), "miniTicker")
        expectSame(try sample("ws-mini-ticker-arr", "0"), try data("btcusdt@miniTicker"), "one miniTicker")
        expectSame(try sample("ws-partial-depth"), try data("btcusdt@depth5@100ms"), "partial depth")
        #expect(Set(heard.compactMap(\.name)).count == 7)
    }

    @Test("The notice of a shutdown in its three forms")
    func shutdown() throws {
        var client = try BinanceClient(["streamLifeSeconds": "60", "shutdownNoticeSeconds": "30"])
        _ = client.open("/stream", as: 1)
        _ = client.open("/ws", as: 2)
        _ = client.open("/ws-api/v3", as: 3)
        client.advance(30_000)
        let notices = client.heard().filter { !$0.isPing }
        #expect(notices.map(\.stream) == [StreamID(1), StreamID(2), StreamID(3)])
        for (notice, form) in zip(notices, ["combinedStream", "rawStream", "wsApi"]) {
            #expect(try notice.shape() == sample("ws-server-shutdown", form))
        }
        client.advance(30_000)
        #expect(client.heard().compactMap(\.closing) == [1001, 1001, 1001] && client.face.streams.isEmpty)
    }

    @Test("Sessions and subscriptions of the WebSocket API")
    func api() throws {
        var client = try client()
        // As the examples were taken: `wsapi-session.json` says so of its connection.
        _ = client.open("/ws-api/v3?returnRateLimits=false")
        client.say(client.subscription())
        let subscribed = client.heard()[0]
        expectSame(try sample("wsapi-user-data-subscribe", "signatureResponse"), try subscribed.shape(), "subscribe")
        client.say(client.subscription())
        #expect(try client.heard()[0].shape() == sample("wsapi-errors", "alreadySubscribed"))
        client.say(BinanceClient.request("session.subscriptions"))
        let list = client.heard()[0]
        #expect(list.text == #"{"id":"7","status":200,"result":[{"subscriptionId":0}]}"#)
        client.say(BinanceClient.request("userDataStream.subscribe", ["apiKey": "x"]))
        let unread = client.heard()[0]
        expectSame(try sample("wsapi-errors", "unreadParameters"), try unread.shape(), "unread")
        #expect(
            unread.error["msg"] as? String
                == "Not all sent parameters were read; read '0' parameter(s) but was sent '1'.")
        client.say(BinanceClient.request("userDataStream.unsubscribe"))
        let ended = client.heard()
        #expect(try ended[0].shape() == sample("wsapi-user-data-subscribe", "unsubscribeResponse"))
        #expect(try ended[1].shape() == sample("wsuser-event-stream-terminated"))
        var greedy = try BinanceClient(["weightLimit": "3", "banAfterRefusals": "2"])
        _ = greedy.open("/ws-api/v3")
        for _ in 0..<2 { greedy.say(BinanceClient.request("session.status")) }
        let refused = greedy.heard()
        #expect(refused[0].object["status"] as? Int == 429 && refused[1].object["status"] as? Int == 418)
        expectSame(try sample("wsapi-errors", "banned"), try refused[1].shape(), "banned")
        #expect(refused[2].closing == 1008)
    }

    @Test("The account's events: new, traded, cancelled, amended, expired, prevented; balances")
    func events() throws {
        var client = try client()
        _ = client.listen()
        let bid = try #require(client.face.exchange.bestBid("BTCUSDT")).price
        let price = Binance.fixed(bid, places: 2)
        #expect(
            client.order("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.02&price=\(price)").status
                == 200)
        let new = try client.shapes()
        expectSame(try withoutMatch("wsuser-execution-report-new"), try #require(new["NEW"]), "new")
        expectSame(try sample("wsuser-account-position"), try #require(new["position"]), "position")
        let order = try #require(
            client.signed("GET", "/api/v3/openOrders", "symbol=BTCUSDT").rows.first?["orderId"] as? Int)
        _ = client.signed("PUT", "/api/v3/order/amend/keepPriority", "symbol=BTCUSDT&orderId=\(order)&newQty=0.01")
        expectSame(
            try sample("wsuser-execution-report-replaced"), try #require(client.shapes()["REPLACED"]), "replaced")
        _ = client.signed("DELETE", "/api/v3/order", "symbol=BTCUSDT&orderId=\(order)")
        expectSame(
            try sample("wsuser-execution-report-canceled"), try #require(client.shapes()["CANCELED"]), "cancelled")
        #expect(client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01").status == 200)
        expectSame(try sample("wsuser-execution-report-trades", "0"), try #require(client.shapes()["TRADE"]), "trade")
        #expect(
            client.order("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.01&price=\(price)").status
                == 200)
        expectSame(
            try sample("wsuser-execution-report-ioc-expired"), try #require(client.shapes()["EXPIRED"]), "expired")
        // Better than the market's best, so that the account meets itself.
        let better = Binance.fixed(try bid + ExactDecimal(parsing: "0.01"), places: 2)
        #expect(
            client.order("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=\(better)").status
                == 200)
        _ = client.heard()
        #expect(
            client.order("symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.01&price=\(better)").status
                == 200)
        expectSame(
            try sample("wsuser-execution-report-trade-prevention"), try #require(client.shapes()["TRADE_PREVENTION"]),
            "prevented")
    }

    /// The captured new order carries a match id, which an order without a prevented match has not.
    private func withoutMatch(_ file: String) throws -> Shape {
        guard case .members(var members) = try sample(file), case .members(var event)? = members["event"] else {
            return .null
        }
        event["v"] = nil
        members["event"] = .members(event)
        return .members(members)
    }
}

extension BinanceClient {
    /// The shapes of the account's messages since the last call, by execution type.
    fileprivate mutating func shapes() throws -> [String: Shape] {
        var shapes: [String: Shape] = [:]
        for message in heard() where !message.event.isEmpty {
            shapes[message.event["x"] as? String ?? "position"] = try message.shape()
        }
        return shapes
    }
}
