import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedVALR

/// Who gets in, and how long connections live (valr.md I.1, I.3, J.1).
@Suite("VALR face: streams, connections")
struct VALRStreamOpeningTests {
    @Test("The trade socket takes anybody, the account socket needs a key")
    func admission() throws {
        var client = try VALRClient()
        #expect(client.connect("/ws/trade", as: 1, isSigned: false).status == 101)
        #expect(client.frames().isEmpty, "nobody is greeted without a key")
        #expect(client.connect("/ws/trade", as: 2).status == 101)
        #expect(client.frames().map(\.text) == [#"{"type":"AUTHENTICATED"}"#])
        #expect(client.connect("/ws/account", as: 3, isSigned: false).status == 403)
        #expect(client.connect("/ws/account", as: 4).status == 101)
        #expect(client.frames().first?.type == "AUTHENTICATED")
        #expect(client.connect("/ws/nothing", as: 5).status == 404)
        client.role = .readOnly
        #expect(client.connect("/ws/account", as: 6).status == 101)
        client.role = .expired
        #expect(client.connect("/ws/account", as: 7).status == 401)
        #expect(client.connect("/ws/trade", as: 8).status == 401, "a wrong key is worse than none")
        client.role = .otherIP
        #expect(client.connect("/ws/account", as: 9).status == 401)
    }

    @Test("Signatures cover the path, and are used once")
    func signatures() throws {
        var client = try VALRClient()
        let headers = client.headers("GET", "/ws/trade", "", stamp: String(client.now.milliseconds))
        let wrong = FaceRequest(method: "GET", target: "/ws/account", headers: headers)
        #expect(client.face.openStream(StreamID(1), for: wrong, at: client.now).status == 401)
        #expect(client.connect("/ws/account", as: 2, stamp: "1795305600050").status == 101)
        #expect(client.connect("/ws/account", as: 3, stamp: "1795305600050").status == 401)
        #expect(client.connect("/ws/account", as: 4, stamp: "1795305500000").status == 401, "older than the window")
    }

    @Test("The vectors W1 and W2, of the documentation's key")
    func vectors() throws {
        var client = try VALRClient(["exampleKey": "on", "receiveWindowMilliseconds": "0"])
        client.pair = VALR.KeyRing.example
        #expect(
            client.headers("GET", "/ws/account", "", stamp: "1750165361040").first("X-VALR-SIGNATURE")?.hasPrefix(
                "e0c09b79") == true)
        #expect(client.connect("/ws/account", as: 1, stamp: "1750165361040").status == 101)
        #expect(client.connect("/ws/trade", as: 2, stamp: "1750165361041").status == 101)
        client.subaccount = VALR.subaccount
        #expect(client.connect("/ws/account", as: 3, stamp: "1750165361042").status == 101)
    }

    @Test("A subaccount has events of its own; a bound key must not name it")
    func subaccounts() throws {
        var client = try VALRClient()
        client.subaccount = VALR.subaccount
        let greeting = client.account()
        #expect(
            Set(
                greeting.filter { $0.type == "BALANCE_UPDATE" }.compactMap {
                    ($0.data["currency"] as? [String: Any])?["shortName"] as? String
                }) == ["USDT", "BTC"])
        client.pair = client.face.keys.bound
        #expect(client.connect("/ws/account", as: 2).status == 401)
        client.subaccount = nil
        #expect(client.connect("/ws/account", as: 3).status == 101)
    }

    @Test("Sixty new clients a minute and address")
    func limit() throws {
        var client = try VALRClient()
        for id: UInt64 in 1...60 { #expect(client.connect("/ws/trade", as: id, isSigned: false).status == 101) }
        #expect(client.connect("/ws/trade", as: 61, isSigned: false).status == 429)
        client.peer = "127.0.0.2"
        #expect(client.connect("/ws/trade", as: 62, isSigned: false).status == 101)
        client.peer = "127.0.0.1"
        client.advance(60_000)
        #expect(client.connect("/ws/trade", as: 63, isSigned: false).status == 101)
    }

    @Test("PONG, with a word for a trade socket without subscriptions", arguments: ["message", "data"])
    func pong(_ field: String) throws {
        var client = try VALRClient(["pongField": field])
        _ = client.reader()
        client.say(#"{"type":"PING"}"#)
        #expect(client.frames().map(\.text) == [#"{"type":"PONG","\#(field)":"NO_SUBSCRIPTIONS"}"#])
        client.follow("NEW_TRADE")
        _ = client.frames()
        client.say(#"{"type":"PING"}"#)
        #expect(client.frames().map(\.text) == [#"{"type":"PONG"}"#])
    }

    @Test("A client that does not ping is dropped, one that does stays")
    func silence() throws {
        var client = try VALRClient()
        _ = client.connect("/ws/trade", as: 1)
        _ = client.connect("/ws/trade", as: 2)
        _ = client.frames()
        for _ in 0..<3 {
            client.advance(30_000)
            client.say(#"{"type":"PING"}"#, on: 2)
        }
        client.advance(200)
        let closed = client.frames().filter { $0.closeCode != nil }
        #expect(closed.map(\.stream) == [StreamID(1)])
        client.say(#"{"type":"PING"}"#, on: 1)
        client.face.closeStream(StreamID(1), at: client.now)
        #expect(client.frames().isEmpty, "nothing follows a close")
    }

    @Test("K.20: fifteen minutes without a key, however busy")
    func age() throws {
        var client = try VALRClient()
        _ = client.connect("/ws/trade", as: 1, isSigned: false)
        _ = client.connect("/ws/trade", as: 2)
        var closed: [StreamID] = []
        for minute in 1...32 {
            client.advance(30_000)
            for id: UInt64 in [1, 2] { client.say(#"{"type":"PING"}"#, on: id) }
            let ended = client.frames().filter { $0.closeCode != nil }.map(\.stream)
            if minute < 30 { #expect(ended.isEmpty) }
            closed += ended
        }
        #expect(closed == [StreamID(1)])
    }

    @Test(
        "Texts that the venue does not know are not answered",
        arguments: [
            "", "{", "[]", "7", #"{"type":5}"#, #"{"type":"HELLO"}"#, #"{"type":"SUBSCRIBE"}"#,
            #"{"type":"SUBSCRIBE","subscriptions":[{"event":"NOTHING","pairs":["BTCUSDC"]},{"pairs":7},9]}"#,
            #"{"type":"SUBSCRIBE","subscriptions":[{"event":"NEW_TRADE","pairs":[1,null,"NOPE"]}]}"#,
        ])
    func nonsense(_ text: String) throws {
        var client = try VALRClient(["subscribedAnswer": "silent"])
        _ = client.connect("/ws/trade", as: 1)
        _ = client.connect("/ws/account", as: 2)
        _ = client.frames()
        client.say(text, on: 1)
        client.say(text, on: 2)
        client.say(text, on: 99)
        #expect(client.frames().isEmpty)
    }
}
