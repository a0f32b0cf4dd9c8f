import AdapterProtocol
import AdapterTesting
import Testing

/// Recorded traffic with the states that it must lead to (binance.md I.1); 25 of them were proven by the venue itself.
@Suite("Recorded books")
struct DepthReplayTests {
    private func book(_ tree: Tree, of symbol: Symbol) throws -> OrderBook {
        func side(_ name: String) throws -> [BookLevel] {
            try (tree[name]?.elements ?? []).map { try #require(try level($0)) }
        }
        return OrderBook(
            symbol: symbol, bids: try side("bids"), asks: try side("asks"),
            sequence: try #require(tree["lastUpdateId"]?.plain.flatMap { UInt64($0) }), time: nil)
    }

    private func level(_ tree: Tree?) throws -> BookLevel? {
        guard let texts = tree?.elements.compactMap(\.plain), texts.count == 2 else { return nil }
        return BookLevel(price: try Sample.decimal(texts[0]), quantity: try Sample.decimal(texts[1]))
    }

    @Test(
        "Every state is the expected one, wherever in the traffic the snapshot arrives",
        arguments: ["lrcbtc", "nknusdt"], [1, 2, 3, 8])
    func replay(_ market: String, arrival: Int) throws {
        let sample = try Sample.tree("ws-depth-replay-" + market)
        let name = try #require(sample["symbol"]?.plain)
        let instrument = try Sample.instrument(market == "lrcbtc" ? "LRC/BTC" : "NKN/USDT", native: name)
        var rig = MarketRig.following([.book(depth: 5)], of: [instrument])
        let diffs = try #require(sample["diffs"]).elements
        let expected = try #require(sample["expected"]).elements
        #expect(diffs.count == expected.count && diffs.count >= 15)
        var checked = 0
        for (index, (diff, state)) in zip(diffs, expected).enumerated() {
            rig.receive("{\"stream\":\"\(market)@depth@100ms\",\"data\":\(diff.text)}")
            if index == arrival - 1 {
                rig.receive(.success(try book(try #require(sample["snapshot"]), of: instrument.symbol)))
            }
            guard index >= arrival - 1 else { continue }
            let book = try #require(rig.book())
            #expect(book.state.isLive && rig.ending == nil)
            guard state["action"]?.plain == "apply" else { continue }
            #expect(book.sequence == state["u"]?.plain.flatMap { UInt64($0) })
            #expect(try book.bestBid == level(state["bestBid"]) && book.bestAsk == level(state["bestAsk"]))
            if state["confirmedByBookTicker"]?.plain == "true" { checked += 1 }
        }
        #expect(rig.markers.isEmpty && rig.asked.count == 1)
        #expect(checked == Int(sample["bookTickersAtTheSameUpdateId"]?.plain ?? "") || arrival > 2)
    }

    @Test("One message less, and the book is lost at the next one")
    func missing() throws {
        let sample = try Sample.tree("ws-depth-replay-nknusdt")
        let instrument = try Sample.instrument("NKN/USDT")
        var rig = MarketRig.following([.book(depth: 5)], of: [instrument])
        let diffs = try #require(sample["diffs"]).elements.map {
            "{\"stream\":\"nknusdt@depth@100ms\",\"data\":\($0.text)}"
        }
        rig.receive(diffs[0])
        let snapshot = try book(try #require(sample["snapshot"]), of: instrument.symbol)
        rig.receive(.success(snapshot))
        for diff in diffs[1..<20] { rig.receive(diff) }
        rig.forget()
        rig.receive(diffs[21])
        #expect(rig.told == ["gap 0 sequence", "book 0"] && rig.book()?.state == .resyncing(.sequence))
        #expect(rig.asked.count == 1 && rig.markers[0].from != nil && rig.markers[0].to == rig.now.time)
    }
}
