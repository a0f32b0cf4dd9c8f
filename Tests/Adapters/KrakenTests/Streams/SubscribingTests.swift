import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Asking for channels and what comes of it (kraken.md I.1, I.2).
@Suite("Subscribing to market data")
struct SubscribingTests {
    @Test("A frame per kind, with v2 names, depth, interval and trigger; nothing before the connection is up")
    func frames() throws {
        let bitcoin = try Sample.bitcoin()
        let ripple = try Sample.instrument("XRP/EUR", "XRPEUR")
        var stream = try MarketStream()
        stream.subscribe([
            Wire.subscription(1, .book(depth: 20), bitcoin), Wire.subscription(2, .book(depth: 25), ripple),
            Wire.subscription(3, .trades, bitcoin), Wire.subscription(4, .ticker, bitcoin),
            Wire.subscription(5, .candles(.fiveMinutes), bitcoin),
        ])
        #expect(stream.sent.isEmpty)
        stream.open()
        #expect(
            stream.sent.map(\.text) == [
                #"{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD","XRP/EUR"],"depth":25,"#
                    + #""snapshot":true},"req_id":1}"#,
                #"{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USD"],"snapshot":false},"req_id":2}"#,
                #"{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD"],"event_trigger":"bbo","#
                    + #""snapshot":true},"req_id":3}"#,
                #"{"method":"subscribe","params":{"channel":"ohlc","symbol":["BTC/USD"],"interval":5,"#
                    + #""snapshot":true},"req_id":4}"#,
            ])
    }

    @Test("At most fifty symbols a frame")
    func batches() throws {
        let subscriptions = try (0..<120).map { number in
            Wire.subscription(number, .trades, try Sample.instrument("A\(number)/USD", "A\(number)USD"))
        }
        let stream = try MarketStream(subscriptions)
        #expect(stream.sent.compactMap { $0["params"]?["symbol"]?.elements.count } == [50, 50, 20])
    }

    @Test("One acknowledgement per symbol makes that symbol live, and no other")
    func acknowledgements() throws {
        let ripple = try Sample.instrument("XRP/EUR", "XRPEUR")
        var stream = try MarketStream([
            Wire.subscription(1, .trades, try Sample.bitcoin()), Wire.subscription(2, .trades, ripple),
        ])
        #expect(stream.receive(Wire.ack(1, "trade", "XRP/EUR")) == ["live 2"])
        #expect(stream.session.isLive(2) && !stream.session.isLive(1))
        #expect(stream.receive(Wire.ack(1, "trade")) == ["live 1"])
        #expect(stream.receive(Wire.ack(1, "trade")).isEmpty, "told once")
    }

    @Test("The captured acknowledgement and refusal")
    func captured() throws {
        var stream = try MarketStream([Wire.subscription(1, .trades, try Sample.bitcoin())])
        let ack = try Sample.tree("ws-subscribe-ack").replacing("req_id", with: "1").text
        #expect(stream.receive(ack) == ["live 1"])
        let old = try Sample.instrument("XBT/USD", "XBTUSD")
        stream.subscribe([Wire.subscription(2, .ticker, old)])
        let error = try Sample.tree("ws-subscribe-error").replacing("req_id", with: "2").text
        #expect(stream.receive(error) == ["refused 2 unknownSymbol"])
        #expect(stream.output.ending == nil && !stream.session.isLive(2))
    }

    @Test("A refusal without a symbol is one of all symbols of its request")
    func wholeRefusal() throws {
        var stream = try MarketStream([
            Wire.subscription(1, .trades, try Sample.bitcoin()), Wire.subscription(2, .ticker, try Sample.bitcoin()),
        ])
        let told = stream.receive(Wire.refusal(1, "EGeneral:Permission denied", symbol: nil))
        #expect(told == ["refused 1 permission"])
    }

    @Test("Too many messages, and a refusal of nobody knows what, end the connection; both may be mended")
    func limits() throws {
        for text in [
            Wire.refusal(1, "Exceeded msg rate"), "{\"error\":\"Unsupported field: 'x'\",\"success\":false}",
        ] {
            var stream = try MarketStream([Wire.subscription(1, .trades, try Sample.bitcoin())])
            stream.receive(text)
            guard case .reconnect(.refused, _) = stream.output.ending else {
                Issue.record("\(text) must end the connection")
                continue
            }
        }
    }

    @Test("What the venue has no stream for is refused before anything is sent")
    func unsupported() throws {
        var stream = try MarketStream()
        stream.open()
        stream.subscribe([
            Wire.subscription(1, .book(depth: 1001), try Sample.bitcoin()),
            Wire.subscription(2, .candles(CandleInterval(rawValue: "3m")), try Sample.bitcoin()),
        ])
        #expect(stream.told == ["refused 1 unsupported", "refused 2 unsupported"])
        #expect(stream.sent.isEmpty)
    }

    @Test("Two readers of one book are one subscription; a deeper one starts it anew")
    func sharing() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        stream.receive(Wire.ack(1, "book"))
        stream.receive(try Wire.sample("ws-book-snapshot"))
        stream.subscribe(try Wire.bitcoinBook(depth: 5, slot: 2))
        #expect(stream.sent.isEmpty)
        #expect(stream.told.suffix(2) == ["live 2", "book 2"])
        stream.subscribe(try Wire.bitcoinBook(depth: 100, slot: 3))
        #expect(stream.sent.first?["method"]?.plain == "unsubscribe")
        #expect(stream.sent.first?["params"]?["depth"]?.plain == "10", "by the depth that was asked for")
        #expect(stream.told.contains("gap BTC/USD: thin at 1"))
        stream.receive(Wire.ack(2, "book", method: "unsubscribe"))
        #expect(stream.sent.first?["params"]?["depth"]?.plain == "100")
    }

    @Test("The last reader's leaving ends the subscription; what still comes is dropped; it can be asked for again")
    func leaving() throws {
        var stream = try MarketStream(try Wire.bitcoinBook() + Wire.bitcoinBook(slot: 2))
        stream.receive(Wire.ack(1, "book"))
        stream.receive(try Wire.sample("ws-book-snapshot"))
        stream.unsubscribe([1])
        #expect(stream.sent.isEmpty)
        stream.unsubscribe([2, 77])
        #expect(stream.sent.first?["method"]?.plain == "unsubscribe")
        #expect(stream.receive(try Wire.sample("ws-book-update-1")).isEmpty)
        #expect(stream.session.book(of: 2) == nil)
        stream.subscribe(try Wire.bitcoinBook(slot: 3))
        #expect(stream.sent.isEmpty, "not before the venue has ended the first one")
        stream.receive(Wire.ack(2, "book", method: "unsubscribe"))
        #expect(stream.sent.first?["method"]?.plain == "subscribe")
        stream.receive(Wire.ack(3, "book"))
        #expect(stream.receive(try Wire.sample("ws-book-snapshot")) == ["live 3", "book 3"])
    }

    @Test("No answer, or no snapshot after the answer, within ten seconds ends the connection")
    func deadlines() throws {
        var silent = try MarketStream([Wire.subscription(1, .trades, try Sample.bitcoin())])
        silent.pass(.seconds(11))
        #expect(silent.output.ending != nil)
        var empty = try MarketStream(try Wire.bitcoinBook())
        empty.receive(Wire.ack(1, "book"))
        empty.pass(.seconds(11))
        #expect(empty.output.ending != nil)
        var fine = try MarketStream([Wire.subscription(1, .trades, try Sample.bitcoin())])
        fine.receive(Wire.ack(1, "trade"))
        fine.pass(.seconds(60))
        #expect(fine.output.ending == nil)
    }

    @Test("A quiet connection is pinged every five seconds, a busy one never; the pong is nothing more")
    func pings() throws {
        var stream = try MarketStream([Wire.subscription(1, .trades, try Sample.bitcoin())])
        stream.receive(Wire.ack(1, "trade"))
        for _ in 0..<8 {
            stream.pass(.seconds(1))
            #expect(stream.receive(try Wire.sample("ws-heartbeat")).isEmpty)
            #expect(stream.sent.isEmpty)
        }
        stream.pass(.seconds(5))
        #expect(stream.sent.first?.text == #"{"method":"ping","req_id":2}"#)
        #expect(stream.receive(try Wire.sample("ws-pong")).isEmpty)
        #expect(stream.output.ending == nil)
    }
}
