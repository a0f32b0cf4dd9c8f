import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// The pitfalls of luno.md section K that concern streams, under their numbers. K.5 is in the replay's tests, K.6 and K.23
/// in those of opening, K.24 in those of the account; what K.6 leads to is the runtime's.
@Suite("Pitfalls of the sheet: streams")
struct StreamPitfallTests {
    @Test("K.4 a maker that is traded whole is gone, although nobody deletes it")
    func phantoms() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        probe.feed(Update.trade(74_538_168, "BXFE5AZB7UUXWPT", "3.925038"))
        #expect(probe.levels(.sell) == ["2766@0.5"])
        // It is gone from the orders too: it cannot trade again.
        probe.feed(Update.trade(74_538_169, "BXFE5AZB7UUXWPT", "0.000001"))
        #expect(probe.output.reconnect == .contradiction)
    }

    @Test("K.7 frames that come seconds late leave the book stale until they are in time again")
    func late() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        let start: Int64 = 1_790_127_203_000
        probe.feed(Update.frame(74_538_168, time: start), after: .seconds(1))
        // 4.9 s behind the first frame are bearable, 5.1 s are not.
        #expect(probe.feed(Update.frame(74_538_169, time: start + 100), after: .seconds(5)) == [])
        #expect(probe.book?.state == .live)
        let words = probe.feed(
            Update.trade(74_538_170, "BXFE5AZB7UUXWPT", "1").replacing("1790127203000", with: "\(start + 200)"),
            after: .milliseconds(300))
        #expect(
            words == [
                "trade 1 881300", "marker 0 stale late", "marker 1 stale late", "marker 2 stale late", "book 0",
            ])
        #expect(probe.book?.state.description == "stale: late" && !probe.session.isLive(0))
        let back = probe.feed(Update.frame(74_538_171, time: start + 5_300), after: .milliseconds(10))
        #expect(
            back == [
                "marker 0 resynced late", "marker 1 resynced late", "marker 2 resynced late", "book 0", "ticker 2",
            ])
        #expect(probe.book?.state == .live && probe.levels(.sell).first == "2765@2.925038")
    }

    @Test("K.7 a wrong local clock makes no frame late, and a minute of lateness ends the connection")
    func lateForLong() throws {
        var probe = try MarketProbe()
        try probe.feed(sample: "ws-market-snapshot")
        // Our clock is hours off from these stamps.
        let start: Int64 = 1_790_000_000_000
        probe.feed(Update.frame(74_538_168, time: start))
        #expect(probe.book?.state == .live)
        probe.feed(Update.frame(74_538_169, time: start), after: .seconds(6))
        #expect(probe.book?.state.isLive == false && probe.output.ending == nil)
        probe.feed(Update.frame(74_538_170, time: start), after: .seconds(59))
        #expect(probe.output.ending == nil)
        probe.feed(Update.frame(74_538_171, time: start), after: .seconds(2))
        #expect(probe.output.reconnect?.rawValue == "late")
    }

    @Test("K.22 numbers and times beyond 32 bits stay whole")
    func wideNumbers() throws {
        var probe = try MarketProbe(pair: "XBTZAR")
        probe.feed(
            #"{"sequence":"9007199254740993","asks":[],"bids":[{"id":"A","price":"1","volume":"2"}],"#
                + #""status":"ACTIVE","timestamp":1790127208000}"#)
        probe.feed(Update.trade(9_007_199_254_740_994, "A", "1", number: 9_007_199_254_740_995))
        #expect(probe.trades.first?.id == "9007199254740995" && probe.book?.sequence == 9_007_199_254_740_994)
    }

    @Test("K.25 trades are read from the book's stream, even where only they are wanted")
    func tradesOnly() throws {
        var probe = try MarketProbe([.trades])
        #expect(try probe.feed(sample: "ws-market-snapshot") == ["live 0"])
        #expect(probe.feed(Update.trade(74_538_168, "BXFE5AZB7UUXWPT", "1")) == ["trade 0 881300"])
        #expect(probe.output.frames.isEmpty)
    }

    @Test("K.26 a session can be printed without a secret in it")
    func secrets() throws {
        let probe = try MarketProbe()
        let signer = try Sample.signer(id: "mykey", secret: "hunter2hunter2")
        var text = ""
        dump(probe, to: &text)
        dump(signer, to: &text)
        #expect(!text.contains("hunter2"))
    }
}
