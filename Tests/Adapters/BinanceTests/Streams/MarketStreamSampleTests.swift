import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Every captured stream message, as the session takes it.
@Suite("Captured stream messages")
struct MarketStreamSampleTests {
    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    /// A message inside the wrapper of combined streams.
    private func combined(_ stream: String, _ sample: Tree) -> String {
        "{\"stream\":\"\(stream)\",\"data\":\(sample.text)}"
    }

    @Test("The subscription is the captured one, with our streams; the captured answer makes it live")
    func subscribing() throws {
        let samples = try Sample.tree("ws-subscribe")
        var rig = MarketRig()
        let bitcoin = try Sample.bitcoin()
        rig.subscribe([
            MarketSubscription(slot: 3, channel: .trades, instrument: bitcoin),
            MarketSubscription(slot: 4, channel: .ticker, instrument: bitcoin),
        ])
        #expect(rig.sent.isEmpty)
        rig.open()
        let expected = try #require(samples["subscribe"])
            .replacing("params", with: #"["btcusdt@trade","btcusdt@ticker"]"#)
        #expect(rig.sent.map(\.text) == [expected.text])
        #expect(!rig.session.isLive(3))
        rig.receive(try #require(samples["ack"]).text)
        #expect(rig.told == ["live 3", "live 4"] && rig.session.isLive(3) && rig.session.isLive(4))
        rig.forget()
        rig.unsubscribe([3])
        #expect(rig.sent.map(\.text) == [try #require(samples["unsubscribe"]).text])
        #expect(!rig.session.isLive(3) && rig.session.isLive(4))
    }

    @Test(
        "Both captured shapes of a refusal end a lone subscription for good", arguments: ["errorNested", "errorFlat"])
    func refusals(_ shape: String) throws {
        let answer = try #require(Sample.tree("ws-subscribe")[shape]).replacing("id", with: "1")
        var rig = MarketRig()
        rig.subscribe([MarketSubscription(slot: 0, channel: .trades, instrument: try Sample.bitcoin())])
        rig.open()
        rig.receive(answer.text)
        #expect(rig.told == [shape == "errorNested" ? "refused 0 rateLimited" : "refused 0 badRequest"])
        #expect(rig.ending == nil && !rig.session.isLive(0))
    }

    @Test("A trade: the buyer who made is a seller who took")
    func trade() throws {
        let instrument = try Sample.instrument("BNB/BTC")
        var rig = MarketRig.following([.trades], of: [instrument])
        rig.receive(combined("bnbbtc@trade", try Sample.tree("ws-trade")))
        #expect(
            rig.trades == [
                PublicTrade(
                    id: "12345", symbol: instrument.symbol, price: try decimal("0.001"), quantity: 100,
                    aggressor: .sell, time: Timestamp(milliseconds: 1_672_515_782_136))
            ])
        rig.receive(
            combined(
                "bnbbtc@trade", try Sample.tree("ws-trade").replacing("t", with: "12346").replacing("m", with: "false"))
        )
        #expect(rig.trades.last?.aggressor == .buy && rig.markers.isEmpty)
    }

    @Test("A ticker")
    func ticker() throws {
        let instrument = try Sample.instrument("BNB/BTC")
        var rig = MarketRig.following([.ticker], of: [instrument])
        rig.receive(combined("bnbbtc@ticker", try Sample.tree("ws-ticker-24hr")))
        let expected = Ticker(
            symbol: instrument.symbol, bid: BookLevel(price: try decimal("0.0024"), quantity: 10),
            ask: BookLevel(price: try decimal("0.0026"), quantity: 100), last: try decimal("0.0025"),
            open: try decimal("0.0010"), high: try decimal("0.0025"), low: try decimal("0.0010"), baseVolume: 10_000,
            quoteVolume: 18, window: .rolling24Hours, time: Timestamp(milliseconds: 1_672_515_782_136))
        #expect(rig.tickers == [expected])
        let empty = try Sample.tree("ws-ticker-24hr").replacing("b", with: "\"0.00000000\"")
            .replacing("B", with: "\"0.00000000\"")
        rig.receive(combined("bnbbtc@ticker", empty))
        #expect(rig.tickers.last?.bid == nil && rig.tickers.last?.ask != nil)
    }

    @Test("A candle that grows, and one that is closed")
    func candle() throws {
        var rig = MarketRig.following([.candles(.minute)], of: [try Sample.instrument("NKN/USDT")])
        let sample = try Sample.body("ws-kline")
        rig.receive(sample)
        let expected = Candle(
            openTime: Timestamp(milliseconds: 1_633_998_480_000), open: try decimal("0.3527"),
            high: try decimal("0.3528"), low: try decimal("0.3522"), close: try decimal("0.3528"), baseVolume: 25_877,
            quoteVolume: try decimal("9116.046"), tradeCount: 30, isClosed: false)
        #expect(rig.candles == [expected])
        rig.receive(sample.replacing("\"x\":false", with: "\"x\":true"))
        #expect(rig.candles.last?.isClosed == true)
    }

    @Test("A depth message: kept and a snapshot asked for")
    func depth() throws {
        var rig = MarketRig.following([.book(depth: 20)], of: [try Sample.instrument("NKN/USDT")])
        rig.receive(try #require(Sample.tree("ws-depth-update")["combined"]).text)
        #expect(rig.asked.map(\.slot) == [0] && rig.asked.map(\.depth) == [1000] && rig.asked[0].pause == .zero)
        #expect(rig.told.isEmpty && rig.book()?.state == .resyncing(.started))
        // Bare events have no stream: they are none of ours.
        rig.receive(try #require(Sample.tree("ws-depth-update")["raw"]).text)
        #expect(rig.asked.count == 1 && rig.ending == nil)
    }

    @Test("The notice of a shutdown, in either form: the next connection is opened first")
    func shutdown() throws {
        for form in ["rawStream", "combinedStream"] {
            var rig = MarketRig.following([.trades], of: [try Sample.bitcoin()])
            rig.receive(try #require(Sample.tree("ws-server-shutdown")[form]).text)
            #expect(rig.ending == .replace(.shutdown), "\(form)")
        }
    }

    @Test(
        "What is not followed is passed over",
        arguments: ["ws-agg-trade", "ws-book-ticker", "ws-mini-ticker-arr", "ws-partial-depth"])
    func others(_ sample: String) throws {
        var rig = MarketRig.following([.trades, .book(depth: 5), .ticker], of: [try Sample.instrument("NKN/USDT")])
        rig.forget()
        rig.receive(try Sample.body(sample))
        #expect(rig.told.isEmpty && rig.ending == nil && rig.asked.isEmpty)
    }

    @Test(
        "A bare event whose kind is no text is passed over",
        arguments: [#"{"e":5,"E":1770123456789}"#, #"{"e":null}"#, #"{"e":{"e":"serverShutdown"}}"#])
    func oddKinds(_ message: String) throws {
        var rig = MarketRig.following([.trades], of: [try Sample.bitcoin()])
        rig.forget()
        rig.receive(message)
        #expect(rig.told.isEmpty && rig.ending == nil && rig.session.isLive(0))
    }

    @Test("The name of the stream may come after its data")
    func order() throws {
        var rig = MarketRig.following([.trades], of: [try Sample.instrument("BNB/BTC")])
        rig.receive("{\"data\":\(try Sample.body("ws-trade")),\"stream\":\"bnbbtc@trade\"}")
        #expect(rig.trades.map(\.id) == ["12345"])
    }
}
