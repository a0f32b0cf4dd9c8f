import AdapterProtocol
import AdapterTesting
import Testing

/// The sheet's frames of market data, value by value (kucoin.md I.4).
@Suite("Captured market frames")
struct MarketStreamSampleTests {
    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func candles(_ wire: MarketWire) -> [Candle] {
        wire.output.events.compactMap { if case .candle(_, let candle) = $0 { candle } else { nil } }
    }

    @Test("A trade: the taker's side, nanoseconds as a text, the sequence as its id")
    func trade() throws {
        var wire = try MarketWire.live([try MarketWire.subscription(7, .trades, "BTC/USDT")])
        wire.receive(try Wire.frame("ws-trade"))
        guard case .trade(7, let trade)? = wire.output.events.first else {
            Issue.record("no trade")
            return
        }
        #expect(
            trade
                == PublicTrade(
                    id: "11067996711960577", symbol: try Sample.bitcoin().symbol, price: 67_523,
                    quantity: try decimal("0.003"), aggressor: .buy,
                    time: Timestamp(nanoseconds: 1_729_843_222_921_000_000)))
    }

    @Test("A ticker: best prices and last trade, no sums; its time under either spelling")
    func ticker() throws {
        let frame = try Wire.frame("ws-ticker")
        for text in [frame, frame.replacing("\"time\"", with: "\"Time\"")] {
            var wire = try MarketWire.live([try MarketWire.subscription(1, .ticker, "BTC/USDT")])
            wire.receive(text)
            guard case .ticker(1, let ticker)? = wire.output.events.first else {
                Issue.record("no ticker")
                return
            }
            #expect(ticker.bid == BookLevel(price: try decimal("67218.6"), quantity: try decimal("0.01045638")))
            #expect(ticker.ask == BookLevel(price: try decimal("67218.7"), quantity: try decimal("1.92318539")))
            #expect(ticker.last == 67_220)
            #expect(ticker.high == nil)
            #expect(ticker.window == .unknown)
            #expect(ticker.time == Timestamp(milliseconds: 1_729_757_723_612))
        }
    }

    @Test("A candle grows until a later one begins; then it is told closed, and late corrections are too (K24)")
    func candle() throws {
        var wire = try MarketWire.live([try MarketWire.subscription(2, .candles(.hour), "BTC/USDT")])
        let frame = try Wire.frame("ws-candle")
        wire.receive(frame)
        let first = try #require(candles(wire).first)
        #expect(first.openTime == Timestamp(seconds: 1_729_839_600))
        #expect(first.open == (try decimal("67644.9")))
        #expect(first.close == (try decimal("67437.6")))
        #expect(first.high == (try decimal("67724.8")))
        #expect(first.low == (try decimal("67243.8")))
        #expect(first.baseVolume == (try decimal("44.88321441")))
        #expect(first.quoteVolume == (try decimal("3027558.991928447")))
        #expect(!first.isClosed)
        wire.receive(frame.replacing("\"1729839600\"", with: "\"1729843200\""))
        #expect(candles(wire).map(\.openTime.milliseconds) == [1_729_839_600_000, 1_729_843_200_000])
        #expect(candles(wire).map(\.isClosed) == [true, false])
        #expect(candles(wire).first?.close == first.close)
        wire.receive(frame.replacing("67437.6", with: "67437.7"))
        #expect(candles(wire).map(\.isClosed) == [true])
        #expect(candles(wire).first?.close == (try decimal("67437.7")))
    }

    @Test("Topics that nobody follows are left alone", arguments: ["ws-ticker-all", "ws-snapshot", "ws-level1"])
    func others(_ name: String) throws {
        var wire = try MarketWire.live([try MarketWire.subscription(1, .ticker, "BTC/USDT")])
        wire.receive(try Wire.frame(name))
        #expect(wire.output.events.isEmpty)
        #expect(wire.output.ending == nil)
    }

    @Test("The keys of a frame in any order say the same", arguments: ["ws-trade", "ws-ticker", "ws-candle"])
    func anyOrder(_ name: String) throws {
        guard case .object(let members) = try Sample.tree(name) else { return }
        let topics = [
            try MarketWire.subscription(0, .trades, "BTC/USDT"), try MarketWire.subscription(1, .ticker, "BTC/USDT"),
            try MarketWire.subscription(2, .candles(.hour), "BTC/USDT"),
        ]
        var straight = try MarketWire.live(topics)
        straight.receive(try Wire.frame(name))
        var turned = try MarketWire.live(topics)
        turned.receive(Tree.object(members.reversed()).text)
        #expect(turned.told.count == 1)
        #expect("\(turned.output.events)" == "\(straight.output.events)")
    }
}
