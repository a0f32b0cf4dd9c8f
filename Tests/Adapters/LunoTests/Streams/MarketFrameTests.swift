import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Every captured frame of a market stream, with what it does.
@Suite("Captured market frames")
struct MarketFrameTests {
    @Test("Snapshot: the sums a price, live, and everybody is told")
    func snapshot() throws {
        var probe = try MarketProbe()
        #expect(probe.book?.state == .resyncing(.started) && !probe.session.isLive(0) && !probe.session.isLive(1))
        let words = try probe.feed(sample: "ws-market-snapshot")
        #expect(words == ["live 0", "book 0", "live 1", "live 2", "ticker 2"])
        #expect(probe.levels(.buy) == ["2762@0.026792", "2761@0.3", "2760@0.2"])
        #expect(probe.levels(.sell) == ["2765@3.925038", "2766@0.5"])
        let book = try #require(probe.book)
        #expect(book.state == .live && book.sequence == 74_538_167 && book.integrity == .sequence && book.isVerified)
        #expect(book.promisedDepth == nil && book.time == Timestamp(milliseconds: 1_790_127_197_639))
        #expect((0...2).allSatisfy { probe.session.isLive($0) })
    }

    @Test("A snapshot of nothing is a live book of nothing")
    func empty() throws {
        var probe = try MarketProbe(pair: "ETHAUD")
        #expect(try probe.feed(sample: "ws-market-snapshot-empty").contains("book 0"))
        #expect(probe.book?.state == .live && probe.levels(.buy).isEmpty && probe.levels(.sell).isEmpty)
        let ticker = try #require(probe.tickers.first)
        #expect(ticker.bid == nil && ticker.ask == nil && ticker.bidPrice == nil)
    }

    @Test("Lists that are null are empty ones")
    func nullSides() throws {
        var probe = try MarketProbe()
        probe.feed(#"{"sequence":"5","asks":null,"bids":null,"status":"ACTIVE","timestamp":1790127197639}"#)
        #expect(probe.book?.state == .live)
    }

    @Test("Delete, then create, as they were captured one after the other")
    func deleteAndCreate() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        #expect(try probe.feed(sample: "ws-market-delete") == ["book 0", "ticker 2"])
        #expect(probe.levels(.sell) == ["2766@0.5"])
        #expect(try probe.feed(sample: "ws-market-create") == ["book 0", "ticker 2"])
        #expect(probe.levels(.sell) == ["2765@3.925038", "2766@0.5"] && probe.book?.sequence == 74_538_169)
    }

    @Test("A trade takes from its maker: price and side are the maker's, and not counter or taker")
    func trade() throws {
        var probe = try MarketProbe()
        for sample in ["ws-market-snapshot", "ws-market-delete", "ws-market-create"] { try probe.feed(sample: sample) }
        #expect(try probe.feed(sample: "ws-market-trade-partial") == ["trade 1 881200", "book 0", "ticker 2"])
        #expect(probe.levels(.sell) == ["2765@2.925038", "2766@0.5"])
        let trade = try #require(probe.trades.first)
        #expect(try trade.price == Sample.decimal("2765") && trade.quantity == 1 && trade.aggressor == .buy)
        #expect(trade.time == Timestamp(milliseconds: 1_790_127_203_900) && trade.symbol.description == "ETH/USDT")
        let ticker = try #require(probe.tickers.first)
        #expect(ticker.last == 2765 && ticker.askPrice == 2765 && ticker.bidPrice == 2762)
        #expect(ticker.ask?.quantity == (try Sample.decimal("2.925038")) && ticker.window == .unknown)
    }

    @Test("The captured trade of XBTZAR fills its maker, and that is all that is told of it")
    func capturedTrade() throws {
        var probe = try MarketProbe(pair: "XBTZAR")
        probe.feed(
            #"{"sequence":"4530030190","asks":[],"bids":[{"id":"BXCSZDNQKCDCDBN","price":"1407042","volume":"0.000399"}"#
                + #"],"status":"ACTIVE","timestamp":1790127208000}"#)
        #expect(try probe.feed(sample: "ws-market-trade") == ["trade 1 33279896", "book 0", "ticker 2"])
        let trade = try #require(probe.trades.first)
        #expect(trade.price == 1_407_042 && trade.aggressor == .sell && trade.id == "33279896")
        #expect(probe.levels(.buy).isEmpty && probe.book?.sequence == 4_530_030_191)
    }

    @Test("Three trades and what is left of the taker in one frame")
    func tradesAndCreate() throws {
        var probe = try MarketProbe()
        for sample in ["snapshot", "delete", "create", "trade-partial"] {
            try probe.feed(sample: "ws-market-" + sample)
        }
        #expect(
            try probe.feed(sample: "ws-market-trade-and-create")
                == ["trade 1 881201", "trade 1 881202", "trade 1 881203", "book 0", "ticker 2"])
        #expect(probe.levels(.sell).isEmpty)
        #expect(probe.levels(.buy) == ["2766@0.1", "2762@0.026792", "2761@0.3", "2760@0.2"])
        #expect(probe.trades.map(\.price) == [2765, 2766, 2766])
        #expect(probe.tickers.first?.last == 2766)
    }

    @Test("Status, frames of nothing and keep-alives change no level, and the first two count")
    func quietFrames() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        #expect(try probe.feed(sample: "ws-keepalive") == [] && probe.output.ending == nil)
        // Captured on another day: without its time, which no later frame could match.
        let noop = try Sample.tree("ws-market-noop").replacing("sequence", with: #""74538168""#)
            .replacing("timestamp", with: "1790127204407")
        #expect(probe.feed(noop.text) == [] && probe.book?.sequence == 74_538_168)
        let status = try Sample.tree("ws-market-status").replacing("sequence", with: #""74538169""#)
        #expect(probe.feed(status.text) == [] && probe.book?.sequence == 74_538_169)
        #expect(probe.feed(Update.frame(74_538_170, status: #"{"status":"NEWEST"}"#)) == [])
        #expect(probe.output.ending == nil && probe.book?.state == .live)
    }

    @Test("Trade updates may be null too")
    func nullTrades() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        let frame = try Sample.tree("ws-market-delete").replacing("trade_updates", with: "null")
        #expect(probe.feed(frame.text) == ["book 0", "ticker 2"])
    }

    @Test("Without a maker's id the deprecated field says the same")
    func oldMaker() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        let row = #"{"sequence":1,"base":"0.1","counter":"1","order_id":"BXHXHWTVVN6GYRE"}"#
        #expect(probe.feed(Update.frame(74_538_168, trades: row)).first == "trade 1 1")
        #expect(probe.levels(.sell) == ["2765@3.925038", "2766@0.4"])
    }

    @Test("Times in seconds, as the documentation shows them, are read as such")
    func seconds() throws {
        var probe = try MarketProbe()
        probe.feed(#"{"sequence":"5","asks":[],"bids":[],"status":"ACTIVE","timestamp":1469031991}"#)
        #expect(probe.book?.time == Timestamp(seconds: 1_469_031_991))
    }

    @Test("A time before 1970 is none, and the frame is good", arguments: [-1, 0, -1_790_127_197_639])
    func negativeTime(_ number: Int) throws {
        var probe = try MarketProbe()
        probe.feed(#"{"sequence":"5","asks":[],"bids":[],"status":"ACTIVE","timestamp":\#(number)}"#)
        #expect(probe.book?.state == .live && probe.book?.time == nil)
    }

    @Test("Keys in any order, unknown keys and unknown frames")
    func leniency() throws {
        var probe = try MarketProbe()
        #expect(probe.feed(#"{"type":"notice","text":"hello"}"#) == [] && probe.output.ending == nil)
        probe.feed(#"{"timestamp":1790127197639,"bids":[],"new":{"a":[1]},"asks":[],"sequence":7}"#)
        #expect(probe.book?.state == .live && probe.book?.sequence == 7)
    }
}
