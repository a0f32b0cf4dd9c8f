import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// `ws-market-replay.json`: a scripted session with its checkpoints.
@Suite("The replay of the sheet")
struct MarketReplayTests {
    private func replayed() throws -> MarketProbe {
        var probe = try MarketProbe()
        for frame in try #require(Sample.tree("ws-market-replay")["frames"]).elements { probe.feed(frame.text) }
        return probe
    }

    private func texts(_ levels: Tree?) throws -> [String] {
        try (levels?.elements ?? []).map { level in
            let numbers = try level.elements.map { try Sample.decimal(try #require($0.plain)).normalized }
            return "\(numbers[0])@\(numbers[1])"
        }
    }

    @Test("K.5 the book at the end, and at every checkpoint")
    func replay() throws {
        let script = try Sample.tree("ws-market-replay")
        let expected = try #require(script["expected"])
        let checkpoints = try #require(expected["checkpoints"])
        var probe = try MarketProbe()
        var passed = 0
        for frame in try #require(script["frames"]).elements {
            probe.feed(frame.text)
            #expect(probe.output.ending == nil && probe.book?.state == .live)
            guard let number = frame["sequence"]?.plain, let point = checkpoints[number] else { continue }
            passed += 1
            if let ask = point["bestAsk"] { #expect(try texts(.array([ask])) == Array(probe.levels(.sell).prefix(1))) }
            if let bid = point["bestBid"] { #expect(try texts(.array([bid])) == Array(probe.levels(.buy).prefix(1))) }
        }
        #expect(passed == 3)
        #expect(try probe.levels(.buy) == texts(expected["bids"]))
        #expect(try probe.levels(.sell) == texts(expected["asks"]))
        #expect(probe.book?.sequence.map(String.init) == expected["sequence"]?.plain)
    }

    @Test("The gap: the book is lost at once, readers hear it, the connection is made anew")
    func gap() throws {
        var probe = try replayed()
        let words = probe.feed(try #require(Sample.tree("ws-market-replay")["gapFrame"]).text)
        #expect(words == ["marker 0 gap sequence", "marker 1 gap sequence", "marker 2 stale sequence", "book 0"])
        #expect(probe.output.reconnect == .sequence)
        #expect(probe.book?.state == .resyncing(.sequence) && probe.levels(.buy).isEmpty)
        #expect((0...2).allSatisfy { !probe.session.isLive($0) })
        let marker = try #require(probe.markers.first)
        #expect(marker.from == Timestamp(milliseconds: 1_790_127_206_000) && marker.to == probe.now.time)
        #expect(marker.symbol?.description == "ETH/USDT")
        // What still arrives is of no use.
        #expect(try probe.feed(sample: "ws-market-snapshot") == [] && probe.book?.state.isLive == false)
    }

    @Test("The stale frame: dropped; a second one in a row is too much")
    func stale() throws {
        var probe = try replayed()
        let frame = try #require(Sample.tree("ws-market-replay")["staleFrame"]).text
        let before = probe.book
        #expect(probe.feed(frame) == [] && probe.output.ending == nil && probe.book == before)
        #expect(probe.feed(frame).contains("book 0") && probe.output.reconnect == .sequence)
    }
}
