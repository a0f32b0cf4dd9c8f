import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// FULL_ORDERBOOK_SNAPSHOT and _UPDATE (valr.md I.6).
@Suite("Streams: books order by order")
struct FullBookTests {
    private typealias Entry = Frames.Entry

    private func tap(_ symbol: String = "BTC/USDC", strict: Bool = false) throws -> MarketTap {
        try MarketTap(following: [.book(depth: 100)], of: symbol, VALRAdapter(stopsOnChecksum: strict))
    }

    private func sequence() throws -> [Tree] { try Sample.tree("ws-full-orderbook-sequence").elements }

    private func level(_ price: String, _ quantity: String) throws -> BookLevel {
        BookLevel(price: try Sample.decimal(price), quantity: try Sample.decimal(quantity))
    }

    @Test(
        "The three messages of the sample: levels, numbers and checksums agree, strict or not",
        arguments: [false, true])
    func sample(_ strict: Bool) throws {
        var tap = try tap(strict: strict)
        let messages = try sequence()
        let first = tap.receive(messages[0].text)
        #expect(first.lives == [0] && first.books == [0] && first.markers.isEmpty)
        #expect(
            try tap.book().levels(.sell) == [
                level("45363", "0.01102078"), level("45662", "0.0018"), level("45891", "0.0036"),
            ])
        #expect(try tap.book().levels(.buy) == [level("45147", "0.01114782"), level("45121", "0.00169")])
        #expect(tap.receive(messages[1].text).marks.isEmpty)
        #expect(try tap.book().levels(.sell).map(\.price) == [45363, 45662, 45891, 46125])
        #expect(try tap.book().bestAsk?.quantity == Sample.decimal("0.00102078"))
        #expect(tap.receive(messages[2].text).marks.isEmpty)
        #expect(
            try tap.book().levels(.buy) == [
                level("45147", "0.00014782"), level("45130", "0.02"), level("45121", "0.00169"),
            ])
        #expect(try tap.book().sequence == 589_628_043 && tap.book().isVerified && tap.isLive())
        #expect(try tap.book().time == Timestamp(milliseconds: 1_644_303_210_100))
    }

    @Test("The captured message of removals, on a book that has these orders")
    func recorded() throws {
        let message = try Sample.tree("ws-full-orderbook-update")
        let data = try #require(message["data"])
        var entries: [Entry] = []
        for (name, side) in [("Asks", Side.sell), ("Bids", .buy)] {
            for level in try #require(data[name]).elements {
                let id = try #require(level["Orders"]?.elements.first?["orderId"]?.plain)
                entries.append(Entry(side, try #require(level["Price"]?.plain), id, "1"))
            }
        }
        #expect(entries.count == 12)
        var tap = try tap("PYUSD/USDT")
        _ = tap.receive(Frames.full("PYUSDUSDT", isSnapshot: true, entries, sequence: 173_335 - 12))
        #expect(tap.isLive())
        _ = tap.receive(message.text)
        #expect(try tap.book().bids.count == 0 && tap.book().asks.count == 0 && tap.book().sequence == 173_335)
    }

    private func start(_ tap: inout MarketTap) {
        _ = tap.receive(
            Frames.full(
                "BTCUSDC", isSnapshot: true,
                [Entry(.buy, "10", "b1", "1"), Entry(.buy, "9", "b2", "2"), Entry(.sell, "11", "s1", "3")],
                sequence: 100, checksum: nil))
    }

    private func update(_ entries: [Frames.Entry], _ sequence: Int64) -> String {
        Frames.full("BTCUSDC", entries, sequence: sequence, checksum: nil)
    }

    @Test("A gap in the count of entries loses the book, and it is asked for anew")
    func gap() throws {
        var tap = try tap()
        start(&tap)
        let lost = tap.receive(update([Entry(.buy, "10", "b3", "1")], 102))
        #expect(lost.marks == ["gap sequence"] && lost.books == [0])
        #expect(lost.markers.first?.from == Timestamp(milliseconds: 1_711_543_154_427))
        #expect(
            lost.requests == [Frames.list("FULL_ORDERBOOK_UPDATE"), Frames.list("FULL_ORDERBOOK_UPDATE", "BTCUSDC")])
        #expect(try tap.book().state == .resyncing(.sequence) && tap.book().bids.count == 0)
        #expect(tap.receive(update([Entry(.buy, "10", "b4", "1")], 103)).events.isEmpty, "nothing to change yet")
        start(&tap)
        #expect(tap.isLive())
    }

    @Test("K.10: what a change names is no best price, and entries of the L1 feeds are none of ours")
    func bestPrice() throws {
        var tap = try tap()
        start(&tap)
        _ = tap.receive(update([Entry(.sell, "12", "s2", "1"), Entry(.buy, "8", "b3", "1")], 102))
        let book = try tap.book()
        #expect(try book.bestBid == level("10", "1") && book.bestAsk == level("11", "3"))
        for message in try Sample.tree("ws-ob-l1-sequence").elements {
            let output = tap.receive(message.text)
            #expect(output.events.isEmpty && output.ending == nil)
        }
        #expect(try tap.book() == book && tap.isLive())
    }

    @Test("Removals and repeats count, in message order the last wins")
    func counting() throws {
        var tap = try tap()
        start(&tap)
        _ = tap.receive(
            update([Entry(.buy, "10", "b1", "5"), Entry(.buy, "10", "b1", "0"), Entry(.buy, "10", "b9", "4")], 103))
        #expect(try tap.book().bestBid == level("10", "4") && tap.isLive())
    }

    @Test("The same message again is ignored; an older one is not explained and loses the book")
    func backwards() throws {
        var tap = try tap()
        start(&tap)
        let message = update([Entry(.buy, "10", "b1", "7")], 101)
        _ = tap.receive(message)
        #expect(tap.receive(message).events.isEmpty && tap.isLive())
        #expect(tap.receive(update([Entry(.buy, "10", "b1", "1")], 100)).marks == ["gap sequence"])
    }

    @Test("Changes before the snapshot are nothing to go by")
    func beforeSnapshot() throws {
        var tap = try tap()
        #expect(tap.receive(update([Entry(.buy, "10", "b1", "1")], 101)).events.isEmpty)
        #expect(!tap.isLive())
    }

    @Test("Removing an unknown order: nothing behind the best price, a loss at it")
    func unknownRemoval() throws {
        var tap = try tap()
        start(&tap)
        #expect(tap.receive(update([Entry(.buy, "8", "zz", "0")], 101)).marks.isEmpty)
        #expect(tap.isLive())
        #expect(tap.receive(update([Entry(.buy, "10.5", "zz", "0")], 102)).marks == ["gap contradiction"])
    }

    @Test("An order that is told at another price has moved, whichever half comes first")
    func moved() throws {
        var tap = try tap()
        start(&tap)
        _ = tap.receive(update([Entry(.sell, "10.5", "s1", "3"), Entry(.sell, "11", "s1", "0")], 102))
        #expect(try tap.book().levels(.sell) == [level("10.5", "3")])
        _ = tap.receive(update([Entry(.sell, "10.5", "s1", "0"), Entry(.sell, "12", "s1", "1")], 104))
        #expect(try tap.book().levels(.sell) == [level("12", "1")])
        #expect(tap.receive(update([Entry(.sell, "11", "s1", "0")], 105)).marks == ["gap contradiction"])
    }

    @Test(
        "A side changed, a negative quantity, a price of zero",
        arguments: [
            ("sell", "12", "b1", "1"), ("buy", "10", "b1", "-1"), ("buy", "0", "b7", "1"), ("buy", "-3", "b7", "1"),
        ])
    func contradictions(_ side: String, _ price: String, _ id: String, _ quantity: String) throws {
        var tap = try tap()
        start(&tap)
        let entry = Entry(side == "buy" ? .buy : .sell, price, id, quantity)
        #expect(tap.receive(update([entry], 101)).marks == ["gap contradiction"])
        #expect(!tap.isLive())
    }

    @Test("Crossed once: not live, and no harm when the next message uncrosses it; twice it is lost")
    func crossed() throws {
        var tap = try tap()
        start(&tap)
        #expect(tap.receive(update([Entry(.buy, "11", "b5", "1")], 101)).marks.isEmpty)
        #expect(try tap.book().state == .resyncing(.crossed) && !tap.isLive())
        _ = tap.receive(update([Entry(.sell, "11", "s1", "0")], 102))
        #expect(tap.isLive())
        _ = tap.receive(update([Entry(.sell, "11", "s2", "1")], 103))
        #expect(tap.receive(update([Entry(.sell, "11", "s3", "1")], 104)).marks == ["gap crossed"])
        let snapshot = Frames.full(
            "BTCUSDC", isSnapshot: true, [Entry(.buy, "5", "b", "1"), Entry(.sell, "5", "s", "1")], sequence: 9)
        #expect(tap.receive(snapshot).lives.isEmpty && !tap.isLive())
    }

    @Test("After three losses in a minute the aggregated book takes its place")
    func fallback() throws {
        var tap = try tap()
        for round in 0..<2 {
            start(&tap)
            #expect(tap.receive(update([], 200)).marks == ["gap sequence"], "round \(round)")
        }
        start(&tap)
        let last = tap.receive(update([], 200))
        #expect(
            last.requests == [
                #"{"type":"SUBSCRIBE","subscriptions":[{"event":"AGGREGATED_ORDERBOOK_UPDATE","pairs":["BTCUSDC"]},"#
                    + #"{"event":"FULL_ORDERBOOK_UPDATE","pairs":[]}]}"#
            ])
        #expect(try tap.book().integrity == .replacement && tap.book().state == .resyncing(.sequence))
        start(&tap)
        #expect(!tap.isLive(), "orders are not followed any more")
        let message = Frames.aggregated("BTCUSDC", bids: [("9", "1")], asks: [("10", "1")], sequence: 3)
        let back = tap.receive(message)
        #expect(back.marks == ["resynced sequence"] && back.books == [0] && tap.isLive())
        #expect(tap.unsubscribe(0).requests == [Frames.list("AGGREGATED_ORDERBOOK_UPDATE")])
    }

    @Test("Losses more than a minute apart are no reason to fall back")
    func rareLosses() throws {
        var tap = try tap()
        for _ in 0..<5 {
            start(&tap)
            _ = tap.receive(update([], 200))
            for _ in 0..<2 {
                _ = tap.receive(Frames.pong)
                start(&tap)
                _ = tap.pass(.seconds(31))
            }
        }
        #expect(try tap.book().integrity == .sequenceAndChecksum)
    }
}
