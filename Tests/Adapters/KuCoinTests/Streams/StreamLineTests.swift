import AdapterProtocol
import AdapterTesting
import Testing

/// Welcome, pings, subscriptions and what the venue says to them (kucoin.md I.1 to I.3).
@Suite("The line to the venue")
struct StreamLineTests {
    private func trades(_ count: Int) throws -> [MarketSubscription] {
        try (0..<count).map { slot in try MarketWire.subscription(slot, .trades, "A\(slot)/USDT") }
    }

    private func ending(_ wire: MarketWire) -> StreamCause? {
        if case .reconnect(let cause, _)? = wire.output.ending { cause } else { nil }
    }

    private func error(_ id: String, _ code: Int) -> String {
        #"{"id":"\#(id)","type":"error","code":\#(code),"data":"text"}"#
    }

    @Test("Nothing is asked for before the welcome: the venue would not hear it")
    func welcome() throws {
        var wire = try MarketWire()
        wire.output.removeAll()
        wire.session.subscribe([try MarketWire.subscription(0, .trades)], at: wire.now, &wire.output)
        wire.session.opened(MarketWire.address, at: wire.now, &wire.output)
        #expect(wire.sent.isEmpty)
        #expect(wire.output.wakeAt == .seconds(10))
        wire.receive(try Wire.frame("ws-welcome"))
        #expect(wire.sent.count == 1)
    }

    @Test("A subscription as the sheet spells it; the acknowledgement makes it live")
    func subscribe() throws {
        var wire = try MarketWire()
        wire.open()
        wire.subscribe([
            try MarketWire.subscription(4, .book(depth: 20), "BTC/USDT"),
            try MarketWire.subscription(5, .book(depth: 20)),
        ])
        let sent = try #require(wire.sent.first.flatMap { Tree($0) })
        #expect(wire.sent.count == 1)
        let sample = try Sample.tree("ws-subscribe")
        #expect(sent.replacing("id", with: "0") == sample.replacing("id", with: "0"))
        #expect(!wire.session.isLive(4))
        wire.receive(try Sample.tree("ws-ack").replacing("id", with: sent["id"]?.text ?? "").text)
        #expect(wire.told == ["live 4", "live 5"])
        // A book is live with its levels, not before.
        #expect(!wire.session.isLive(4))
        wire.receive(try Sample.tree("ws-ack").replacing("id", with: sent["id"]?.text ?? "").text)
        #expect(wire.told.isEmpty)
    }

    @Test("Unsubscribing: the frame of the sheet, and nothing is told any more")
    func unsubscribe() throws {
        var wire = try MarketWire.live([
            try MarketWire.subscription(0, .trades, "BTC/USDT"), try MarketWire.subscription(1, .book(depth: 5)),
        ])
        wire.unsubscribe([1])
        let sample = try Sample.tree("ws-unsubscribe").replacing("id", with: "0").replacing("response", with: "false")
        #expect(wire.sent.compactMap { Tree($0)?.replacing("id", with: "0") } == [sample])
        wire.receive(Wire.change(1, 1))
        #expect(wire.output.events.isEmpty)
        #expect(wire.session.book(of: 1) == nil)
        wire.unsubscribe([1, 77])
        #expect(wire.sent.isEmpty)
    }

    @Test("What is unsubscribed before the welcome is never asked for")
    func unsubscribedEarly() throws {
        var wire = try MarketWire()
        wire.subscribe(try trades(2))
        wire.unsubscribe([0])
        #expect(wire.sent.isEmpty)
        wire.open()
        #expect(wire.sent.compactMap { Tree($0)?["topic"]?.plain } == ["/market/match:A1-USDT"])
    }

    @Test("At most a hundred names in a frame, channels apart (K27)")
    func groups() throws {
        var wire = try MarketWire()
        wire.open()
        wire.subscribe(try trades(150) + [try MarketWire.subscription(200, .ticker)])
        let topics = wire.sent.compactMap { Tree($0)?["topic"]?.plain }
        #expect(topics.map { $0.split(separator: ",").count } == [100, 50, 1])
        #expect(topics.last == "/market/ticker:ETH-USDT")
    }

    @Test("Two followers of one topic are one subscription; the second is live at once")
    func shared() throws {
        var wire = try MarketWire.live([try MarketWire.subscription(0, .trades)])
        wire.subscribe([try MarketWire.subscription(1, .trades)])
        #expect(wire.sent.isEmpty)
        #expect(wire.told == ["live 1"])
        wire.receive(try Wire.frame("ws-trade").replacing("BTC-USDT", with: "ETH-USDT"))
        #expect(wire.told == ["trade 0", "trade 1"])
        wire.unsubscribe([0])
        #expect(wire.sent.isEmpty)
        wire.unsubscribe([1])
        #expect(wire.sent.count == 1)
    }

    @Test("A ping as a text every 18 s, a pong within 10 s or the connection is dead (K16)")
    func pings() throws {
        var wire = try MarketWire()
        wire.open()
        #expect(wire.output.wakeAt == .seconds(18))
        wire.wait(.seconds(17))
        #expect(wire.sent.isEmpty)
        wire.wait(.seconds(1))
        let ping = try #require(wire.sent.first)
        #expect(ping.contains(#""type":"ping""#))
        #expect(wire.output.wakeAt == .seconds(28))
        wire.receive(#"{"id":"\#(wire.sentIDs.first ?? "")","type":"pong"}"#)
        #expect(wire.output.wakeAt == .seconds(36))
        wire.wait(.seconds(18))
        #expect(wire.sent.count == 1)
        wire.wait(.seconds(9))
        #expect(wire.output.ending == nil)
        wire.wait(.seconds(1))
        #expect(ending(wire) == .silent)
    }

    @Test("The interval that the venue told replaces the usual one")
    func toldInterval() throws {
        var wire = try MarketWire()
        wire.session.opened(
            StreamAddress(root: .market, path: "", pingInterval: .seconds(5)), at: wire.now, &wire.output)
        wire.receive(try Wire.frame("ws-welcome"))
        #expect(wire.output.wakeAt == .seconds(5))
    }

    @Test("Without a welcome within 10 s the connection is given up")
    func noWelcome() throws {
        var wire = try MarketWire()
        wire.session.opened(MarketWire.address, at: wire.now, &wire.output)
        wire.wait(.seconds(10))
        #expect(ending(wire) == .silent)
    }

    @Test("Not acknowledged within 5 s: once more, then a new connection")
    func noAcknowledgement() throws {
        var wire = try MarketWire()
        wire.open()
        wire.subscribe(try trades(1))
        let first = wire.sent
        wire.wait(.seconds(5))
        #expect(wire.sent == first)
        wire.wait(.seconds(4))
        #expect(wire.output.ending == nil)
        wire.wait(.seconds(1))
        #expect(ending(wire) == .silent)
    }

    @Test("One bad name fails the whole list: each is asked for alone, and only the bad one is refused")
    func notFound() throws {
        var wire = try MarketWire()
        wire.open()
        wire.subscribe(try trades(3))
        wire.receive(error(try #require(wire.sentIDs.first), 404))
        #expect(wire.told.isEmpty)
        #expect(wire.output.wakeAt == .zero)
        var ids: [String] = []
        for _ in 0..<3 {
            wire.wait(.milliseconds(110))
            ids += wire.sentIDs
        }
        try #require(ids.count == 3)
        wire.receive(error(ids[1], 404))
        #expect(wire.told == ["refused 1 unknownSymbol"])
        wire.receive(#"{"id":"\#(ids[0])","type":"ack"}"#)
        #expect(wire.told == ["live 0"])
        wire.receive(#"{"id":"\#(ids[2])","type":"ack"}"#)
        #expect(wire.told == ["live 2"])
        #expect(wire.output.ending == nil)
    }

    @Test("Too many requests: the same again after the window, a few times, then a new connection (K27)")
    func limited() throws {
        var wire = try MarketWire()
        wire.open()
        wire.subscribe(try trades(2))
        for _ in 0..<3 {
            let id = try #require(wire.sentIDs.last)
            wire.receive(#"{"id":"0","type":"pong"}"#)
            wire.receive(error(id, 509))
            #expect(wire.output.ending == nil)
            wire.wait(.seconds(9))
            #expect(!wire.sent.contains { $0.contains("subscribe") })
            wire.wait(.seconds(1))
            #expect(wire.sent.filter { $0.contains("A0-USDT,A1-USDT") }.count == 1)
        }
        wire.receive(error(try #require(wire.sentIDs.last), 509))
        #expect(ending(wire) == .refused)
    }

    @Test("An old token: a new connection with a new one (K17)")
    func expired() throws {
        var wire = try MarketWire()
        wire.session.opened(MarketWire.address, at: wire.now, &wire.output)
        wire.receive(try Wire.frame("ws-error-token-expired"))
        #expect(ending(wire) == .token)
    }

    @Test("Too many sessions are an error of the connection")
    func sessions() throws {
        var wire = try MarketWire()
        wire.open()
        wire.receive(try Wire.frame("ws-error-too-many-sessions"))
        #expect(ending(wire) == .refused)
    }

    @Test("Errors that answer nothing of ours, and words that nobody knows, are nobody's business")
    func unknown() throws {
        var wire = try MarketWire.live(try trades(1))
        for text in [
            try Wire.frame("ws-error-topic-not-found"), #"{"type":"error","code":404,"data":"x"}"#,
            #"{"id":"9","type":"notice","data":{"a":[1,2]}}"#, #"{"type":"message"}"#,
            #"{"type":"message","topic":"/market/level9:ETH-USDT","subject":"x","data":[]}"#,
            #"{"type":"message","topic":"/market/match:A0-USDT","subject":"trade.l4match","data":{"price":0}}"#,
            #"{"id":"7","type":"ack","data":{}}"#,
        ] {
            wire.receive(text)
            #expect(wire.output.events.isEmpty)
            #expect(wire.output.ending == nil)
        }
    }

    @Test("Candles of a length that the venue does not have are refused before anything is sent")
    func oddCandles() throws {
        var wire = try MarketWire()
        wire.open()
        wire.subscribe([try MarketWire.subscription(3, .candles(CandleInterval(rawValue: "7m")))])
        #expect(wire.told == ["refused 3 unsupported"])
        #expect(wire.sent.isEmpty)
    }
}
