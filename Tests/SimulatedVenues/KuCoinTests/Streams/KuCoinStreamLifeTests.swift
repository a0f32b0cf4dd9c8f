import Foundation
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: a connection's life (kucoin.md H.4, I.1 to I.3, L)")
struct KuCoinStreamLifeTests {
    private func errors(_ client: inout KuCoinClient) -> [Int] {
        client.frames().compactMap { $0.object.number("code") }
    }

    private func closed(_ client: inout KuCoinClient) -> [UInt16] {
        client.arrived().compactMap { if case .close(let code, _) = $0.content { code } else { nil } }
    }

    @Test("The told endpoint is where the client has reached the venue")
    func endpoint() throws {
        var client = try KuCoinClient()
        func endpoint(_ headers: FaceHeaders, _ switches: [String: String] = [:]) -> String? {
            client.requestSwitches = switches
            var all = KuCoinClient.json
            for field in headers.fields { all.add(field.name, field.value) }
            let data = client.send("POST", "/api/v1/bullet-public", headers: all).data
            return (data["instanceServers"] as? [[String: Any]])?.first?.text("endpoint")
        }
        #expect(endpoint(["Host": "127.0.0.1:4711"]) == "ws://127.0.0.1:4711/")
        #expect(endpoint(["Host": "127.0.0.1:4711", "X-Forwarded-Proto": "https"]) == "wss://127.0.0.1:4711/")
        #expect(endpoint(["Host": "localhost:1"], ["streamScheme": "wss"]) == "wss://localhost:1/")
        #expect(endpoint([:]) == "ws://localhost/")
    }

    @Test("A fresh token opens, the welcome has the client's own name")
    func welcome() throws {
        var client = try KuCoinClient()
        #expect(client.connect(7) == .accepted)
        let frames = client.frames(on: 7)
        #expect(frames.map(\.type) == ["welcome"])
        #expect(frames.first?.object.text("id") == "c7")
        #expect(frames.first?.operation == "stream.control")
    }

    @Test("Unknown and expired tokens get an error and the end; other paths are no streams")
    func refusedTokens() throws {
        var client = try KuCoinClient(["tokenLifeSeconds": "60"])
        let token = client.token()
        client.connect(1, token: "nonsense")
        #expect(errors(&client) == [401])
        client.advance(59_900)
        client.connect(2, token: token)
        #expect(errors(&client) == [])
        client.advance(100)
        client.connect(3, token: token)
        let messages = client.arrived()
        #expect(messages.count == 2)
        #expect(messages.last?.content == .close(code: 1000, reason: ""))
        client.tell(#"{"id":"1","type":"ping"}"#, on: 3)
        #expect(client.frames().isEmpty)
        let elsewhere = FaceRequest(method: "GET", target: "/v1?token=\(token)")
        guard case .refused(let reply) = client.face.openStream(StreamID(9), for: elsewhere, at: client.now) else {
            Issue.record("accepted")
            return
        }
        #expect(reply.status == 404)
    }

    @Test("What is said before the welcome is not heard")
    func early() throws {
        var client = try KuCoinClient(["welcomeDelayMilliseconds": "500"])
        client.connect()
        client.subscribe("/market/level2:BTC-USDT")
        #expect(client.frames().isEmpty)
        client.advance(500)
        #expect(client.frames().map(\.type) == ["welcome"])
        client.subscribe("/market/level2:BTC-USDT")
        #expect(client.frames().map(\.type) == ["ack"])
    }

    @Test("A pong for a ping; without pings the venue closes after 60 s (K16)")
    func pings() throws {
        var client = try KuCoinClient.following([])
        client.advance(50_000)
        client.tell(#"{"id":"1763800218000","type":"ping"}"#)
        let pong = client.frames().first
        #expect(pong?.type == "pong")
        #expect(pong?.object.text("id") == "1763800218000")
        client.advance(59_900)
        #expect(closed(&client) == [])
        client.advance(100)
        #expect(closed(&client) == [1000])
        client.tell(#"{"id":"2","type":"ping"}"#)
        #expect(client.arrived().isEmpty)
    }

    @Test("A day is the end of every connection")
    func age() throws {
        var client = try KuCoinClient.following([], ["streamLifeSeconds": "120"])
        for _ in 0..<3 {
            client.advance(39_000)
            client.tell(#"{"id":"1","type":"ping"}"#)
        }
        #expect(closed(&client) == [])
        client.advance(3_000)
        #expect(closed(&client) == [1001])
    }

    @Test("An acknowledgement only when asked for; the id as it was sent")
    func acknowledgements() throws {
        var client = try KuCoinClient.following([])
        client.subscribe("/market/level2:BTC-USDT,ETH-USDT", id: "abc")
        #expect(client.frames().first?.object.text("id") == "abc")
        client.tell(#"{"id":"x","type":"subscribe","topic":"/market/match:BTC-USDT","privateChannel":false}"#)
        client.tell(#"{"id":"y","type":"unsubscribe","topic":"/market/match:BTC-USDT","response":true}"#)
        #expect(client.frames().compactMap { $0.object.text("id") } == ["y"])
    }

    @Test(
        "Topics that the venue does not have, or not for this pair, or not for this kind of connection",
        arguments: [
            ("/market/levelX:BTC-USDT", false, 404), ("/market/level2:BTC-USDT,NOPE-USDT", false, 404),
            ("/market/level2:", false, 404), ("/market/level2", false, 404), ("", false, 404),
            ("/market/candles:BTC-USDT_7min", false, 404), ("/market/candles:BTC-USDT", false, 404),
            ("/market/level2:BTC-USDT", true, 404), ("/spotMarket/tradeOrdersV2", false, 404),
            ("/account/balance", true, 401),
        ])
    func unknown(topic: String, isPrivate: Bool, code: Int) throws {
        var client = try KuCoinClient.following([])
        client.subscribe(topic, isPrivate: isPrivate)
        #expect(errors(&client) == [code])
        client.placed(KuCoinClient.resting())
        #expect(client.frames().isEmpty)
    }

    @Test("Unsupported types, and what is no JSON")
    func types() throws {
        var client = try KuCoinClient.following([])
        client.tell(#"{"id":"1","type":"openTunnel"}"#)
        #expect(errors(&client) == [415])
        for text in ["", "x", "[]", "null", "{\"id\":"] { client.tell(text) }
        #expect(client.arrived().isEmpty)
    }

    @Test("100 messages in 10 s, then 509; pings count (K27)")
    func rate() throws {
        var client = try KuCoinClient.following([])
        for number in 0..<100 { client.tell(#"{"id":"\#(number)","type":"ping"}"#) }
        #expect(client.frames().allSatisfy { $0.type == "pong" })
        client.subscribe("/market/level2:BTC-USDT")
        #expect(errors(&client) == [509])
        client.advance(10_000)
        client.subscribe("/market/level2:BTC-USDT")
        #expect(client.frames().map(\.type) == ["ack"])
    }

    @Test("Topics of a connection and names of a subscription are limited")
    func topics() throws {
        var client = try KuCoinClient.following([], ["streamTopics": "3"])
        client.subscribe("/market/match:BTC-USDT,ETH-USDT")
        client.subscribe("/market/level2:BTC-USDT,ETH-USDT")
        #expect(client.frames().map(\.type) == ["ack", "error"])
        client.tell(#"{"id":"1","type":"unsubscribe","topic":"/market/match:BTC-USDT,ETH-USDT","response":true}"#)
        client.subscribe("/market/level2:BTC-USDT,ETH-USDT")
        #expect(client.frames().map(\.type) == ["ack", "ack"])
        let many = Array(repeating: "BTC-USDT", count: 101).joined(separator: ",")
        client.subscribe("/market/match:\(many)")
        #expect(errors(&client) == [509])
    }

    @Test("Sessions of the user, and new ones per minute")
    func sessions() throws {
        var client = try KuCoinClient(["streamSessions": "2", "streamConnectionsPerMinute": "4"])
        for number in 1...3 { client.connect(UInt64(number)) }
        let frames = client.frames()
        #expect(frames.map(\.type) == ["welcome", "welcome", "error"])
        #expect(frames.last?.object.text("data") == "exceed max session count limitation of 2")
        client.face.closeStream(StreamID(1), at: client.now)
        client.connect(4)
        #expect(client.frames().map(\.type) == ["welcome"])
        guard case .refused(let reply) = client.connect(5) else {
            Issue.record("accepted")
            return
        }
        #expect(reply.status == 429)
        client.advance(60_000)
        client.tell(#"{"id":"1","type":"ping"}"#, on: 2)
        #expect(client.connect(6) == .accepted)
    }

    @Test("Some violations are ignored silently: the first subscription, by a switch")
    func silence() throws {
        var client = try KuCoinClient.following([], ["firstSubscribe": "ignored"])
        client.subscribe("/market/level2:BTC-USDT")
        #expect(client.frames().isEmpty)
        client.subscribe("/market/level2:BTC-USDT")
        #expect(client.frames().map(\.type) == ["ack"])
    }

    @Test("Whoever has left or unsubscribed is told nothing more; others are")
    func leaving() throws {
        var client = try KuCoinClient.following(["/market/level2:BTC-USDT"])
        client.connect(2)
        client.subscribe("/market/level2:BTC-USDT", on: 2)
        _ = client.arrived()
        client.placed(KuCoinClient.resting("a"))
        #expect(client.arrived().map(\.stream.number) == [1, 2])
        client.tell(#"{"id":"1","type":"unsubscribe","topic":"/market/level2:BTC-USDT"}"#, on: 1)
        client.placed(KuCoinClient.resting("b"))
        #expect(client.arrived().map(\.stream.number) == [2])
        client.face.closeStream(StreamID(2), at: client.now)
        client.placed(KuCoinClient.resting("c"))
        #expect(client.arrived().isEmpty)
    }

    @Test("Tokens end on demand: every connection is told so, and none of the old ones opens a new one")
    func expiredTokens() throws {
        var client = try KuCoinClient.following([])
        let token = client.token()
        client.face.disturb(.expireTokens, at: client.now)
        let messages = client.arrived()
        #expect(messages.compactMap(KuCoinStreamFrame.init).first?.object.number("code") == 401)
        #expect(messages.last?.content == .close(code: 1000, reason: ""))
        client.connect(2, token: token)
        #expect(errors(&client) == [401])
        client.connect(3)
        #expect(client.frames().map(\.type) == ["welcome"])
    }

    @Test("Nothing that a client sends can trap")
    func hostile() throws {
        var client = try KuCoinClient.following([], isPrivate: true)
        let texts = [
            #"{"type":5}"#, #"{"id":{},"type":"subscribe","topic":[]}"#, #"{"type":"subscribe","topic":":"}"#,
            #"{"type":"subscribe","topic":"/market/candles:_"}"#, #"{"type":"unsubscribe"}"#,
            #"{"type":"subscribe","topic":"/market/ticker:,,,,","privateChannel":1}"#,
            String(repeating: "[", count: 10_000), "{\"type\":\"ping\",\"id\":\"\u{0}\"}",
        ]
        for text in texts { client.tell(text) }
        for number in [UInt64(99), .max] { client.tell(#"{"type":"ping"}"#, on: number) }
        client.face.closeStream(StreamID(99), at: client.now)
        for query in ["", "?", "?token", "?token=%", "?connectId=1", "?token=%FF"] {
            let request = FaceRequest(method: "GET", target: "/" + query)
            _ = client.face.openStream(StreamID(50), for: request, at: client.now)
        }
        _ = client.arrived()
    }
}
