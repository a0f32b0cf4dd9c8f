import Testing
import VenueSimulator

@testable import SimulatedKraken

/// A connection from its beginning to its end (kraken.md H.3, I.1, I.2, L.16).
@Suite("Kraken face: life of a socket")
struct KrakenStreamLifeTests {
    @Test("The status comes first; unknown paths are no sockets")
    func opening() throws {
        var client = try KrakenStreamClient()
        let first = try #require(client.frames().first)
        #expect(first.channel == "status" && first.rows.first?.text("system") == "online")
        #expect(first.rows.first?.names == ["version", "system", "api_version", "connection_id"])
        let other = client.rest.face.openStream(
            StreamID(9), for: KrakenStreamClient.upgrade("/v1"), at: client.rest.now)
        guard case .refused(let reply) = other else {
            Issue.record("no such path")
            return
        }
        #expect(reply.status == 404)
        #expect(KrakenFace.hasStreams && KrakenFace.streamPrefixes.account == "/auth")
        var closed = try KrakenStreamClient(["systemStatus": "maintenance"])
        #expect(closed.frames().first?.rows.first?.text("system") == "maintenance")
    }

    @Test("Ping and pong, with and without a number, within the times of the sheet's form")
    func pings() throws {
        var client = try KrakenStreamClient()
        _ = client.frames()
        client.send(#"{"method":"ping","req_id":42}"#)
        let pong = try #require(client.frames().first)
        #expect(pong.names == ["method", "req_id", "time_in", "time_out"] && pong.text("req_id") == "42")
        #expect(pong.text("time_in")?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil)
        client.send(#"{"method":"ping"}"#)
        #expect(client.frames().first?.names == ["method", "time_in", "time_out"])
    }

    @Test("A heartbeat each second of silence, only while something is followed")
    func heartbeats() throws {
        var client = try KrakenStreamClient()
        _ = client.frames()
        client.advance(3_000)
        #expect(client.frames().isEmpty)
        _ = client.subscribe(#""channel":"trade","symbol":["BTC/USD"],"snapshot":false"#)
        client.advance(900)
        #expect(client.frames().isEmpty)
        client.advance(200)
        #expect(client.frames() == [["channel": "heartbeat"]])
        for _ in 0..<5 { client.advance(1_000) }
        #expect(client.frames().count == 5)
    }

    @Test("A connection that follows nothing is closed after a minute; a public one may ping, a private one may not")
    func idle() throws {
        var client = try KrakenStreamClient()
        for _ in 0..<3 {
            client.advance(50_000)
            client.send(#"{"method":"ping"}"#)
        }
        #expect(client.take().allSatisfy { if case .close = $0.content { false } else { true } })
        client.advance(60_000)
        guard case .close? = client.take().last?.content else {
            Issue.record("must be closed")
            return
        }
        #expect(client.rest.face.streams.isEmpty)
        client.rest.face.closeStream(client.id, at: client.rest.now)
        var account = try KrakenStreamClient(isPrivate: true)
        account.advance(50_000)
        account.send(#"{"method":"ping"}"#)
        account.advance(10_000)
        #expect(account.take().contains { if case .close = $0.content { true } else { false } })
    }

    @Test("One answer per symbol; names of v1, bad depths and intervals, and doubles are refused in the sheet's form")
    func answers() throws {
        var client = try KrakenStreamClient()
        _ = client.frames()
        let told = client.subscribe(
            #""channel":"book","symbol":["BTC/USD","XBT/USD","ETH/USD"],"depth":25,"snapshot":false"#)
        #expect(told.map { $0["success"]?.bool } == [true, false, true])
        #expect(told[0]["result"]?.names == ["channel", "depth", "snapshot", "symbol"])
        #expect(told[0].names == ["method", "result", "success", "time_in", "time_out", "req_id"])
        #expect(told[1].errorText == "Currency pair not supported XBT/USD" && told[1].text("symbol") == "XBT/USD")
        #expect(told[1].names == ["error", "method", "req_id", "success", "symbol", "time_in", "time_out"])
        let again = client.subscribe(#""channel":"book","symbol":["BTC/USD"],"depth":10"#)
        #expect(again.first?["success"]?.bool == false, "one depth per symbol and connection")
        for params in [
            #""channel":"book","symbol":["SOL/USD"],"depth":7"#, #""channel":"ohlc","symbol":["SOL/USD"],"interval":2"#,
            #""channel":"ticker","symbol":["SOL/USD"],"event_trigger":"x""#,
            #""channel":"level9","symbol":["SOL/USD"]"#,
            #""channel":"book","symbol":[]"#, #""channel":"book""#, #""symbol":["SOL/USD"]"#,
            #""channel":"executions","token":"x""#, #""channel":"trade","symbol":["AAPLx/USD"]"#,
        ] {
            let told = client.subscribe(params)
            #expect(told.count == 1 && told.first?["success"]?.bool == false, "\(params)")
        }
    }

    @Test("Unsubscribing repeats depth or interval, is answered per symbol, and ends the data")
    func unsubscribing() throws {
        var client = try KrakenStreamClient(frozen: false)
        _ = client.subscribe(#""channel":"book","symbol":["BTC/USD"],"depth":25"#)
        let wrong = client.subscribe(#""channel":"book","symbol":["BTC/USD"],"depth":10"#, method: "unsubscribe")
        #expect(wrong.first?["success"]?.bool == false)
        let right = client.subscribe(#""channel":"book","symbol":["BTC/USD"],"depth":25"#, method: "unsubscribe")
        #expect(right.first?["success"]?.bool == true && right.first?["result"]?.text("symbol") == "BTC/USD")
        client.advance(5_000)
        #expect(client.frames().isEmpty)
    }

    @Test("What is no request is answered, and never ends anything")
    func hostile() throws {
        var client = try KrakenStreamClient(["streamMessages": "0"])
        _ = client.frames()
        for text in [
            "", "{", "[]", "null", "\"subscribe\"", "{}", #"{"method":5}"#, #"{"method":"add_order","params":{}}"#,
            #"{"method":"subscribe","params":[]}"#, #"{"method":"subscribe","params":{"channel":5}}"#,
            #"{"method":"subscribe","params":{"channel":"book","symbol":[5,null,{}]}}"#,
            #"{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":1e99}}"#,
            String(repeating: "[", count: 10_000),
        ] {
            client.send(text)
            let told = client.frames()
            #expect(!told.isEmpty && told.allSatisfy { $0["success"]?.bool == false }, "\(text.prefix(60))")
        }
        client.rest.face.receive([0xFF, 0xFE], from: client.id, at: client.rest.now)
        client.rest.face.receive(Array("{}".utf8), from: StreamID(77), at: client.rest.now)
        #expect(client.frames().count == 1)
    }

    @Test("Too many messages a second are refused; too many connections in ten minutes are banned for ten")
    func limits() throws {
        var client = try KrakenStreamClient(["streamMessages": "3", "streamAttempts": "4"])
        _ = client.frames()
        for _ in 0..<5 { client.send(#"{"method":"ping"}"#) }
        #expect(client.frames().filter { $0.errorText == "Exceeded msg rate" }.count == 2)
        client.advance(1_000)
        client.send(#"{"method":"ping"}"#)
        #expect(client.frames().first?.text("method") == "pong")
        func open(_ number: UInt64) -> Bool {
            client.rest.face.openStream(StreamID(number), for: KrakenStreamClient.upgrade("/v2"), at: client.rest.now)
                == .accepted
        }
        #expect((2...4).allSatisfy { open($0) } && !open(5))
        client.advance(590_000)
        #expect(!open(6))
        client.advance(20_000)
        #expect(open(7))
    }

    @Test("Restoring an older state ends every connection: what was told is of another past")
    func restoring() throws {
        var client = try KrakenStreamClient()
        let saved = client.rest.face.snapshot()
        _ = client.frames()
        try client.rest.face.restore(from: saved)
        guard case .close(code: 1012, _)? = client.take().last?.content else {
            Issue.record("must be closed")
            return
        }
    }
}
