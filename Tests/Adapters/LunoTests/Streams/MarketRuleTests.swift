import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// The tables of luno.md I.2 and I.3, row by row.
@Suite("Sequence and book rules")
struct MarketRuleTests {
    private static let first: Int64 = 74_538_168

    private func following() throws -> MarketProbe {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        return probe
    }

    @Test("Duplicates between good frames are dropped, however many")
    func duplicates() throws {
        var probe = try following()
        for number in Self.first...Self.first + 5 {
            let frame = Update.create(number, "BXNEW\(number)", "BID", "2700", "1")
            probe.feed(frame)
            #expect(probe.feed(frame) == [] && probe.output.ending == nil)
        }
        #expect(probe.levels(.buy).last == "2700@6")
    }

    @Test("An update before the snapshot says nothing, and the snapshot counts")
    func early() throws {
        var probe = try MarketProbe()
        #expect(probe.feed(Update.delete(Self.first, "BXFE5AZB7UUXWPT")) == [] && probe.output.ending == nil)
        try probe.feed(sample: "ws-market-snapshot")
        #expect(probe.book?.state == .live && probe.book?.sequence == 74_538_167)
        #expect(probe.feed(Update.delete(Self.first, "BXFE5AZB7UUXWPT")) == ["book 0", "ticker 2"])
    }

    @Test("Deleting what is not there is no error, and counts")
    func unknownDelete() throws {
        var probe = try following()
        #expect(probe.feed(Update.delete(Self.first, "BXUNKNOWN000000")) == [])
        #expect(probe.output.ending == nil && probe.book?.sequence == UInt64(Self.first))
    }

    @Test(
        "What contradicts the book loses it",
        arguments: [
            Update.trade(first, "BXUNKNOWN000000", "1"), Update.trade(first, "BXFE5AZB7UUXWPT", "3.925039"),
            Update.trade(first, "BXFE5AZB7UUXWPT", "0"), Update.trade(first, "BXFE5AZB7UUXWPT", "-1"),
            Update.create(first, "BXFE5AZB7UUXWPT", "BID", "1", "1"), Update.create(first, "A", "BID", "0", "1"),
            Update.create(first, "A", "BID", "-1", "1"), Update.create(first, "A", "ASK", "3000", "0"),
            Update.create(first, "A", "ASK", "3000", "-0.1"),
            Update.create(first, "A", "ASK", "99999999999999999999999999", "1"),
            Update.frame(
                first,
                trades: Update.tradeRow("BXHXHWTVVN6GYRE", "0.2") + "," + Update.tradeRow("BXHXHWTVVN6GYRE", "0.2")),
        ])
    func contradictions(_ frame: String) throws {
        var probe = try following()
        let words = probe.feed(frame)
        #expect(probe.output.reconnect == .contradiction && probe.trades.isEmpty)
        #expect(words.contains("marker 1 gap contradiction") && words.last == "book 0")
        #expect(probe.book?.state == .resyncing(.contradiction) && probe.levels(.sell).isEmpty)
    }

    @Test("An unknown kind of order cannot be understood")
    func unknownType() throws {
        var probe = try following()
        probe.feed(Update.create(Self.first, "A", "AUCTION", "3000", "1"))
        #expect(probe.output.reconnect == .undecodable && probe.book?.state == .resyncing(.undecodable))
    }

    @Test("An update without a number, and one with a number that is none")
    func noNumber() throws {
        for frame in [
            #"{"trade_updates":[],"create_update":null,"delete_update":null,"timestamp":1}"#,
            #"{"sequence":null,"trade_updates":[]}"#, #"{"sequence":"1.5","trade_updates":[]}"#,
            #"{"sequence":"99999999999999999999","trade_updates":[]}"#,
        ] {
            var probe = try following()
            probe.feed(frame)
            #expect(probe.output.reconnect == .undecodable, "\(frame)")
        }
    }

    @Test("Numbers at the ends of their range")
    func extremes() throws {
        var probe = try MarketProbe()
        probe.feed(#"{"sequence":"9223372036854775807","asks":[],"bids":[],"timestamp":1790127197639}"#)
        #expect(probe.book?.state == .live)
        #expect(probe.feed(Update.frame(.max)) == [] && probe.output.ending == nil)
        probe.feed(Update.frame(.min))
        #expect(probe.output.reconnect == .sequence)
        var negative = try MarketProbe()
        negative.feed(#"{"sequence":"-1","asks":[],"bids":[],"timestamp":1790127197639}"#)
        #expect(negative.output.reconnect == .undecodable)
    }

    @Test("A crossed book is never live: one frame may mend it, a second one loses it")
    func crossed() throws {
        var probe = try following()
        #expect(probe.feed(Update.create(Self.first, "BXCROSS00000001", "BID", "2765.00", "1")) == ["book 0"])
        #expect(probe.book?.state == .resyncing(.crossed) && probe.output.ending == nil && !probe.session.isLive(0))
        #expect(probe.feed(Update.delete(Self.first + 1, "BXCROSS00000001")) == ["book 0"])
        #expect(probe.book?.state == .live)
        probe.feed(Update.create(Self.first + 2, "BXCROSS00000002", "ASK", "2762.00", "1"))
        probe.feed(Update.frame(Self.first + 3))
        #expect(probe.output.reconnect == .crossed && probe.book?.state == .resyncing(.crossed))
    }

    @Test("A snapshot that is crossed, has an order twice, or one of nothing, is no book")
    func badSnapshots() throws {
        let row = { (id: String, price: String, volume: String) in
            #"{"id":"\#(id)","price":"\#(price)","volume":"\#(volume)"}"#
        }
        let cases: [(asks: String, bids: String, StreamCause)] = [
            (row("A", "10", "1"), row("B", "10", "1"), .crossed),
            (row("A", "10", "1") + "," + row("A", "11", "1"), "", .contradiction),
            (row("A", "10", "1"), row("A", "9", "1"), .contradiction),
            (row("A", "10", "0"), "", .contradiction), (row("A", "-10", "1"), "", .contradiction),
            ("", row("A", "10", "-1"), .contradiction),
        ]
        for (asks, bids, cause) in cases {
            var probe = try MarketProbe()
            let words = probe.feed(
                #"{"sequence":"5","asks":[\#(asks)],"bids":[\#(bids)],"timestamp":1790127197639}"#)
            #expect(probe.output.reconnect == cause && words.isEmpty, "\(asks) \(bids)")
            #expect(probe.book?.state.isLive == false)
        }
    }

    @Test("Half a snapshot is none")
    func halfSnapshot() throws {
        var probe = try MarketProbe()
        probe.feed(#"{"sequence":"5","asks":[],"timestamp":1790127197639}"#)
        #expect(probe.output.reconnect == .undecodable)
    }

    @Test("A second snapshot on a connection never replaces the book unseen")
    func secondSnapshot() throws {
        var probe = try following()
        probe.feed(Update.delete(Self.first, "BXFE5AZB7UUXWPT"))
        #expect(try probe.feed(sample: "ws-market-snapshot") == [] && probe.levels(.sell) == ["2766@0.5"])
        let newer = try Sample.tree("ws-market-snapshot").replacing("sequence", with: #""74538200""#)
        probe.feed(newer.text)
        #expect(probe.output.reconnect == .sequence)
    }

    @Test("Rows of a snapshot in any order make the same book")
    func anyOrder() throws {
        let tree = try Sample.tree("ws-market-snapshot")
        var probe = try MarketProbe()
        let asks = Tree.array(try #require(tree["asks"]).elements.reversed())
        let bids = Tree.array(try #require(tree["bids"]).elements.reversed())
        probe.feed(tree.replacing("asks", with: asks.text).replacing("bids", with: bids.text).text)
        #expect(probe.levels(.sell) == ["2765@3.925038", "2766@0.5"])
        #expect(probe.levels(.buy) == ["2762@0.026792", "2761@0.3", "2760@0.2"])
    }

    @Test("Ids longer than a word are told apart to the last byte; a finer price than announced is kept exact")
    func longIDs() throws {
        var probe = try following()
        probe.feed(Update.create(Self.first, "BX0123456789ABCDEF-0001", "BID", "2700.125", "1"))
        probe.feed(Update.create(Self.first + 1, "BX0123456789ABCDEF-0002", "BID", "2700.125", "2"))
        probe.feed(Update.delete(Self.first + 2, "BX0123456789ABCDEF-0001"))
        #expect(probe.levels(.buy).last == "2700.125@2" && probe.output.ending == nil)
        probe.feed(Update.delete(Self.first + 3, "BXCPTNDKTTBQ3K4"))
        #expect(probe.levels(.buy) == ["2761@0.3", "2760@0.2", "2700.125@2"])
    }
}
