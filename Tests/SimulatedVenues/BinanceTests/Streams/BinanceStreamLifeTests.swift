import Foundation
import Testing
import VenueSimulator

@testable import SimulatedBinance

/// The life of a connection, every limit and every refusal (binance.md H, I, J).
@Suite("Binance face: connections")
struct BinanceStreamLifeTests {
    @Test(
        "Only the venue's doors open",
        arguments: [
            ("/stream", true), ("/stream?streams=btcusdt@trade/ethusdt@depth", true), ("/ws", true),
            ("/ws/btcusdt@trade", true),
            ("/ws-api/v3", true), ("/ws-api/v3?returnRateLimits=false", true), ("/", false), ("/api/v3/time", false),
            ("/streams", false), ("/ws-api/v2", false), ("/ws/%FF", false),
        ])
    func doors(_ target: String, opens: Bool) throws {
        var client = try BinanceClient()
        #expect((client.open(target) != nil) == opens)
        #expect(client.heard().isEmpty && client.face.streams.isEmpty != opens)
        client.face.closeStream(StreamID(1), at: client.now)
        #expect(client.face.streams.isEmpty)
    }

    @Test("Streams named in the address are followed; percent-encoded names, too")
    func address() throws {
        var client = try BinanceClient()
        _ = client.open("/stream?streams=btcusdt@trade/%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9Fusdt@trade")
        client.say(#"{"method":"LIST_SUBSCRIPTIONS","id":3}"#)
        #expect(client.heard()[0].object["result"] as? [String] == ["btcusdt@trade", "币安人生usdt@trade"])
    }

    @Test("A blocked region gets no connection")
    func region() throws {
        var client = try BinanceClient(["region": "blocked"])
        let request = FaceRequest(method: "GET", target: "/stream")
        guard case .refused(let reply) = client.face.openStream(StreamID(1), for: request, at: client.now) else {
            Issue.record("must be refused")
            return
        }
        #expect(reply.status == 451)
    }

    @Test("Three hundred attempts in five minutes, and no more")
    func attempts() throws {
        var client = try BinanceClient()
        for number in 1...300 { #expect(client.open("/stream", as: UInt64(number)) != nil) }
        #expect(client.open("/stream", as: 301) == nil)
        client.peer = "127.0.0.2"
        #expect(client.open("/stream", as: 302) != nil)
        client.peer = "127.0.0.1"
        client.advance(300_001)
        #expect(client.open("/stream", as: 303) != nil)
    }

    @Test("K13 the sixth control message within a second ends the connection")
    func messageRate() throws {
        var client = try BinanceClient()
        _ = client.open()
        for id in 1...5 { client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\(id)}") }
        #expect(client.heard().count == 5)
        client.advance(1_000)
        for id in 1...6 { client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\(id)}") }
        let heard = client.heard()
        #expect(
            heard.count == 6 && heard.last?.closing == 1008
                && heard.last?.content == .close(code: 1008, reason: "Too many requests"))
        client.say(#"{"method":"LIST_SUBSCRIPTIONS","id":9}"#)
        #expect(client.heard().isEmpty && client.face.streams.isEmpty)
        var strict = try BinanceClient(["streamMessageLimit": "1"])
        _ = strict.open()
        for id in 1...2 { strict.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\(id)}") }
        #expect(strict.heard().last?.closing == 1008)
    }

    @Test("1024 streams a connection")
    func streamLimit() throws {
        var client = try BinanceClient()
        _ = client.open()
        let names = (0..<1024).map { "\"x\($0)@trade\"" }.joined(separator: ",")
        client.say("{\"method\":\"SUBSCRIBE\",\"params\":[\(names)],\"id\":1}")
        client.say(#"{"method":"SUBSCRIBE","params":["x5@trade"],"id":2}"#)
        client.say(#"{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":3}"#)
        let heard = client.heard()
        #expect(heard.map(\.code) == [nil, nil, 4])
    }

    @Test(
        "Requests that are none",
        arguments: [
            ("{", 3), ("[]", 3), (#"{"method":"SUBSCRIBE","id":1}"#, 2),
            (#"{"method":"SUBSCRIBE","params":[],"id":1}"#, 2),
            (#"{"method":"SUBSCRIBE","params":[1],"id":1}"#, 2),
            (#"{"method":"SUBSCRIBE","params":"x@trade","id":1}"#, 2),
            (#"{"method":"SUBSCRIBE","params":["btcusdt"],"id":1}"#, 2), (#"{"method":"DANCE","id":1}"#, 2),
            (#"{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":[]}"#, 2), (#"{"id":1}"#, 2),
            (#"{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":1,"x":1}"#, 2),
            (#"{"method":"GET_PROPERTY","params":["colour"],"id":1}"#, 0),
            (#"{"method":"SET_PROPERTY","params":["combined","yes"],"id":1}"#, 1),
        ])
    func refused(_ text: String, code: Int) throws {
        var client = try BinanceClient()
        _ = client.open()
        client.say(text)
        #expect(client.heard().map(\.code) == [code])
        #expect(client.face.streams.subscribers.isEmpty)
    }

    @Test("Properties change how messages are wrapped; ids may be texts or null")
    func properties() throws {
        var client = try BinanceClient()
        _ = client.follow(["btcusdt@trade"])
        client.say(#"{"method":"SET_PROPERTY","params":["combined",false],"id":"abc"}"#)
        client.say(#"{"method":"GET_PROPERTY","params":["combined"],"id":null}"#)
        #expect(client.heard().map(\.text) == [#"{"result":null,"id":"abc"}"#, #"{"result":false,"id":null}"#])
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        #expect(client.heard().first?.object["e"] as? String == "trade")
    }

    @Test("Names of markets or kinds that do not exist are taken, and silent")
    func silentNames() throws {
        var client = try BinanceClient()
        _ = client.follow(["nousdt@trade", "btcusdt@dance", "BTCUSDT@trade", "btcusdt@depth7", "btcusdt@kline_7m"])
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        client.advance(5_000)
        #expect(client.heard().isEmpty)
    }

    @Test("A ping every 20 s, an end after 24 h")
    func age() throws {
        var client = try BinanceClient()
        _ = client.open()
        client.advance(19_900)
        #expect(client.heard().isEmpty)
        client.advance(100)
        #expect(client.heard().map(\.isPing) == [true])
        client.advance(40_000)
        #expect(client.heard().filter(\.isPing).count == 2)
        var old = try BinanceClient(["streamLifeSeconds": "30"])
        _ = old.open()
        old.advance(30_000)
        #expect(old.heard().last?.closing == 1001)
    }

    @Test("Many steps or one, the same messages at the same times")
    func steps() throws {
        var slow = try BinanceClient(frozen: false)
        var fast = slow
        let names = ["btcusdt@depth@100ms", "btcusdt@trade", "btcusdt@ticker", "btcusdt@kline_1m"]
        _ = slow.follow(names)
        _ = fast.follow(names)
        for _ in 0..<50 { slow.advance(100) }
        fast.advance(5_000)
        let messages = slow.heard().map(\.text)
        #expect(messages == fast.heard().map(\.text) && messages.count > 20)
    }

    @Test("Times in microseconds for those who ask")
    func microseconds() throws {
        var client = try BinanceClient()
        _ = client.follow(["btcusdt@trade"], target: "/stream?timeUnit=MICROSECOND")
        _ = client.order("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")
        #expect(client.heard().first?.data["T"] as? Int == Int(client.now.milliseconds) * 1_000)
    }

    @Test("A venue that is restored ends its connections")
    func restored() throws {
        var client = try BinanceClient()
        _ = client.follow(["btcusdt@depth"])
        try client.face.restore(from: client.face.snapshot())
        #expect(client.heard().map(\.closing) == [1001] && client.face.streams.isEmpty)
    }
}
