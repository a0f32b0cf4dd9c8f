import AdapterProtocol
import LunoAdapter
import Testing

/// Who is told what, and from when on.
@Suite("Subscribing to a market")
struct MarketSubscribingTests {
    @Test("Whoever comes later hears what stands, and nothing is sent for him")
    func later() throws {
        var probe = try MarketProbe([.trades])
        try probe.feed(sample: "ws-market-snapshot")
        let instrument = probe.instrument
        let words = probe.act { session, now, output in
            session.subscribe(
                [
                    MarketSubscription(slot: 7, channel: .book(depth: 5), instrument: instrument),
                    MarketSubscription(slot: 8, channel: .ticker, instrument: instrument),
                ], at: now, &output)
        }
        #expect(words == ["live 7", "book 7", "live 8", "ticker 8"] && probe.output.frames.isEmpty)
        #expect(probe.session.book(of: 7)?.texts(.sell) == ["2765@3.925038", "2766@0.5"])
        #expect(probe.session.book(of: 8) == nil && probe.session.book(of: 0) == nil)
    }

    @Test("Whoever leaves hears nothing more, and the book goes on for the others")
    func leaving() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        #expect(probe.act { session, now, output in session.unsubscribe([0, 2], at: now, &output) } == [])
        #expect(try probe.feed(sample: "ws-market-delete") == [] && probe.book == nil && !probe.session.isLive(0))
        let instrument = probe.instrument
        _ = probe.act { session, now, output in
            session.subscribe(
                [MarketSubscription(slot: 0, channel: .book(depth: 5), instrument: instrument)], at: now, &output)
        }
        #expect(probe.levels(.sell) == ["2766@0.5"])
    }

    @Test("A session that is opened before anybody subscribes knows its market from the address")
    func byAddress() throws {
        let instrument = try MarketProbe.instrument("ETHUSDT")
        var session = Sample.adapter.makeMarketSession(InstrumentCatalog([instrument], readAt: Sample.now))
        var output = StreamOutput<MarketStreamEvent>()
        let now = StreamInstant(time: Sample.now, elapsed: .zero)
        session.opened(StreamAddress(root: .market, path: "/api/1/stream/ETHUSDT"), at: now, &output)
        session.received(Array(try Sample.body("ws-market-snapshot").utf8).span, at: now, &output)
        session.subscribe(
            [MarketSubscription(slot: 3, channel: .book(depth: 5), instrument: instrument)], at: now, &output)
        #expect(session.isLive(3) && session.book(of: 3)?.bestBid?.price == 2762)
    }

    @Test("A ticker is told when best levels or the last price change, and only then")
    func tickers() throws {
        var probe = try MarketProbe([.ticker])
        try probe.feed(sample: "ws-market-snapshot")
        #expect(probe.feed(Update.create(74_538_168, "BXDEEP000000001", "BID", "2000", "1")) == [])
        #expect(probe.feed(Update.create(74_538_169, "BXBEST000000001", "BID", "2763", "1")) == ["ticker 0"])
        #expect(probe.feed(Update.delete(74_538_170, "BXBEST000000001")) == ["ticker 0"])
        #expect(probe.feed(Update.trade(74_538_171, "BXCPTNDKTTBQ3K4", "0.026792")) == ["ticker 0"])
        let ticker = try #require(probe.tickers.first)
        #expect(ticker.last == 2762 && ticker.bid?.price == 2761 && ticker.baseVolume == nil && ticker.high == nil)
    }

    @Test("Somebody who finds the book wrong gets a new connection")
    func resync() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        let words = probe.act { session, now, output in session.resync(0, because: .audit, at: now, &output) }
        #expect(words.first == "marker 0 gap audit" && probe.output.reconnect == .audit)
        #expect(probe.book?.state == .resyncing(.audit))
    }
}
