import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// What is asked for, and when it counts as taken (valr.md I.2).
@Suite("Streams: subscriptions")
struct SubscriptionTests {
    @Test("Before the connection is up nothing is sent; then everything in one message")
    func beforeOpening() throws {
        var tap = MarketTap()
        #expect(try tap.subscribe(1, .trades, "BTC/ZAR").frames.isEmpty)
        #expect(try tap.subscribe(2, .book(depth: 20), "BTC/ZAR").frames.isEmpty)
        let sent = try #require(tap.open().requests.first)
        #expect(
            sent == #"{"type":"SUBSCRIBE","subscriptions":[{"event":"AGGREGATED_ORDERBOOK_UPDATE","pairs":["BTCZAR"]},"#
                + #"{"event":"NEW_TRADE","pairs":["BTCZAR"]}]}"#)
    }

    @Test("Requests have the form of the sample")
    func form() throws {
        let sample = try Sample.tree("ws-subscribe-request")
        var tap = MarketTap()
        for (slot, channel, symbol) in [
            (1, MarketChannel.book(depth: 40), "BTC/ZAR"), (2, .book(depth: 1), "BTC/USDT"), (3, .trades, "BTC/ZAR"),
        ] { _ = try tap.subscribe(slot, channel, symbol) }
        let text = try #require(tap.open().requests.first)
        let sent = try #require(Tree(text))
        #expect(sent["type"] == sample["type"])
        #expect(sent["subscriptions"]?.elements == Array(try #require(sample["subscriptions"]).elements.prefix(2)))
    }

    @Test("K.9: every SUBSCRIBE has the event's whole list")
    func wholeLists() throws {
        var tap = MarketTap()
        _ = tap.open()
        #expect(try tap.subscribe(1, .trades, "BTC/ZAR").requests == [Frames.list("NEW_TRADE", "BTCZAR")])
        #expect(try tap.subscribe(2, .trades, "ETH/ZAR").requests == [Frames.list("NEW_TRADE", "BTCZAR", "ETHZAR")])
        #expect(try tap.subscribe(3, .trades, "ETH/ZAR").requests.isEmpty, "the pair is in the list already")
        #expect(tap.unsubscribe(2).requests.isEmpty, "another still follows it")
        #expect(tap.unsubscribe(1).requests == [Frames.list("NEW_TRADE", "ETHZAR")])
        #expect(tap.unsubscribe(3).requests == [Frames.list("NEW_TRADE")], "an empty list ends the event")
        #expect(tap.unsubscribe(3, 99).requests.isEmpty)
    }

    @Test("Books up to 40 levels are aggregated, deeper ones order by order")
    func feeds() throws {
        var tap = MarketTap()
        _ = tap.open()
        let shallow = try tap.subscribe(1, .book(depth: 40), "BTC/ZAR")
        #expect(shallow.requests == [Frames.list("AGGREGATED_ORDERBOOK_UPDATE", "BTCZAR")])
        #expect(try tap.book(1).integrity == .replacement && tap.book(1).promisedDepth == 40)
        let deep = try tap.subscribe(2, .book(depth: 41), "BTC/ZAR")
        #expect(deep.requests == [Frames.list("FULL_ORDERBOOK_UPDATE", "BTCZAR")])
        #expect(try tap.book(2).integrity == .sequenceAndChecksum && tap.book(2).promisedDepth == nil)
        #expect(!tap.isLive(1) && !tap.isLive(2))
    }

    @Test(
        "Candles that no message was seen of are refused, for the runtime to poll", arguments: ["15m", "1h", "1d", "x"])
    func candles(_ interval: String) throws {
        var tap = MarketTap()
        _ = tap.open()
        let output = try tap.subscribe(1, .candles(CandleInterval(rawValue: interval)), "BTC/ZAR")
        #expect(output.refusals.map(\.kind) == [.unsupported])
        #expect(output.requests.isEmpty && !tap.isLive(1))
    }

    @Test("Taken by the answer to a ping behind the request, since the venue's SUBSCRIBED is not documented")
    func takenByPong() throws {
        var tap = MarketTap()
        _ = tap.open()
        let asked = try tap.subscribe(1, .trades, "BTC/ZAR")
        #expect(asked.texts.last == #"{"type":"PING"}"#)
        #expect(tap.receive(Frames.nothingSubscribed).lives.isEmpty, "the first ping came before the request")
        #expect(!tap.isLive(1))
        #expect(tap.receive(Frames.pong).lives == [1])
        #expect(tap.isLive(1))
        #expect(tap.receive(Frames.pong).lives.isEmpty)
    }

    @Test("Taken by SUBSCRIBED, one for each request, and by data")
    func takenByAnswer() throws {
        var tap = MarketTap()
        _ = tap.open()
        _ = try tap.subscribe(1, .trades, "BTC/ZAR")
        _ = try tap.subscribe(2, .ticker, "BTC/ZAR")
        #expect(tap.receive(#"{"type":"SUBSCRIBED"}"#).lives == [1])
        #expect(tap.receive(#"{"type":"SUBSCRIBED"}"#).lives == [2])
        _ = try tap.subscribe(3, .trades, "ETH/ZAR")
        let first = tap.receive(Frames.trade("ETHZAR"))
        #expect(first.lives == [3] && first.trades.count == 1)
    }

    @Test("A venue that says it holds no subscriptions has lost ours")
    func lostSubscriptions() throws {
        var tap = try MarketTap(following: [.trades], of: "BTC/ZAR")
        _ = tap.receive(Frames.nothingSubscribed)
        #expect(tap.receive(Frames.nothingSubscribed).reconnects == .refused)
    }

    @Test("A refused frame means that nobody knows what is subscribed")
    func rateLimited() throws {
        var tap = try MarketTap(following: [.trades], of: "BTC/ZAR")
        let text = #"{"type":"RATE_LIMIT_EXCEEDED","data":{"requestType":"SUBSCRIBE"}}"#
        #expect(tap.receive(text).reconnects == .refused)
    }

    @Test("What comes late for a pair that is followed no longer is dropped")
    func late() throws {
        var tap = try MarketTap(following: [.trades, .book(depth: 5)], of: "BTC/ZAR")
        _ = tap.unsubscribe(0, 1)
        #expect(tap.receive(Frames.trade("BTCZAR")).events.isEmpty)
        let book = Frames.aggregated("BTCZAR", bids: [("1", "1")], asks: [], sequence: 1)
        #expect(tap.receive(book).events.isEmpty && !tap.hasBook(1))
        #expect(tap.receive(Frames.trade("XRPZAR")).events.isEmpty, "nobody asked for that one")
    }

    @Test("A book that nobody sends is asked for thrice, then refused")
    func silentBook() throws {
        var tap = try MarketTap(following: [.book(depth: 5)], of: "BTC/ZAR")
        _ = tap.receive(Frames.pong)
        #expect(tap.pass(.seconds(9)).requests.isEmpty)
        let list = Frames.list("AGGREGATED_ORDERBOOK_UPDATE", "BTCZAR")
        let none = Frames.list("AGGREGATED_ORDERBOOK_UPDATE")
        let first = tap.pass(.seconds(1))
        #expect(first.requests == [none, list] && first.marks == ["gap silent"])
        #expect(tap.pass(.seconds(10)).requests == [none, list])
        let end = tap.pass(.seconds(10))
        #expect(end.refusals.map(\.kind) == [.unavailable] && !tap.hasBook(0))
    }
}
