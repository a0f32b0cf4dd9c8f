import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// AGGREGATED_ORDERBOOK_UPDATE (valr.md I.5).
@Suite("Streams: aggregated books")
struct AggregatedBookTests {
    private func tap() throws -> MarketTap { try MarketTap(following: [.book(depth: 20)], of: "BTC/ZAR") }

    private func frame(
        _ bids: [(String, String)], _ asks: [(String, String)], _ sequence: Int64
    ) -> String {
        Frames.aggregated("BTCZAR", bids: bids, asks: asks, sequence: sequence)
    }

    @Test("The captured message: every level, the number and the time")
    func sample() throws {
        var tap = try MarketTap(following: [.book(depth: 20)], of: "PYUSD/USDT")
        let output = tap.receive(try Sample.text("ws-aggregated-orderbook-update"))
        #expect(output.books == [0] && output.lives == [0] && output.markers.isEmpty)
        let book = try tap.book()
        #expect(book.state == .live && book.isVerified && tap.isLive())
        #expect(book.asks.count == 7 && book.bids.count == 7)
        #expect(try book.bestBid == BookLevel(price: Sample.decimal("0.99727"), quantity: Sample.decimal("498.38")))
        #expect(try book.bestAsk == BookLevel(price: Sample.decimal("0.99735"), quantity: Sample.decimal("495.26")))
        #expect(try book.levels(.sell).last?.price == Sample.decimal("9699.99999"))
        #expect(book.sequence == 173_347)
        #expect(book.time?.description == "2024-03-27T12:39:52.562Z")
    }

    @Test("Every message replaces the whole book; gaps mean nothing, an empty side is empty")
    func replacement() throws {
        var tap = try tap()
        _ = tap.receive(frame([("10", "1"), ("9", "2")], [("11", "1")], 5))
        #expect(tap.receive(frame([("9.5", "3")], [], 900)).marks.isEmpty)
        #expect(try tap.book().bids.count == 1 && tap.book().bestBid?.price == Sample.decimal("9.5"))
        #expect(try tap.book().bestAsk == nil && tap.book().state == .live)
    }

    @Test("A lower number is an older message; three in a row are a venue that counts anew")
    func lowerNumbers() throws {
        var tap = try tap()
        _ = tap.receive(frame([("10", "1")], [], 100))
        for number: Int64 in [99, 1] {
            #expect(tap.receive(frame([("5", "1")], [], number)).events.isEmpty)
            #expect(try tap.book().bestBid?.price == 10)
        }
        let lost = tap.receive(frame([("5", "1")], [], 2))
        #expect(lost.marks == ["gap sequence"] && lost.books == [0] && !tap.isLive())
        let back = tap.receive(frame([("5", "1")], [], 3))
        #expect(back.marks == ["resynced sequence"] && back.books == [0])
        #expect(try tap.isLive() && tap.book().bestBid?.price == 5)
    }

    @Test("An equal number once more changes nothing but is no fault")
    func duplicate() throws {
        var tap = try tap()
        _ = tap.receive(frame([("10", "1")], [("11", "1")], 100))
        #expect(tap.receive(frame([("10", "1")], [("11", "1")], 100)).marks.isEmpty)
        #expect(try tap.book().snapshot().bids.count == 1)
    }

    @Test(
        "A crossed message, a negative quantity and a price of zero lose the book until the next message",
        arguments: [
            ("10", "1", "10", "crossed"), ("9", "-1", "10", "contradiction"), ("0", "1", "10", "contradiction"),
        ])
    func worthless(_ bid: String, _ quantity: String, _ ask: String, _ cause: String) throws {
        var tap = try tap()
        _ = tap.receive(frame([("9", "1")], [("10", "1")], 1))
        let lost = tap.receive(frame([(bid, quantity)], [(ask, "1")], 2))
        #expect(lost.marks == ["gap \(cause)"])
        #expect(lost.markers.first?.from?.description == "2024-03-27T12:39:52.562Z")
        #expect(try tap.book().state == .resyncing(StreamCause(rawValue: cause)) && tap.book().bids.count == 0)
        #expect(lost.requests.count == 2, "asked for anew")
        #expect(tap.receive(frame([("9", "1")], [("10", "1")], 3)).marks == ["resynced \(cause)"])
        #expect(tap.isLive())
    }

    @Test("A venue that sends nonsense without end is not asked without end")
    func noCircles() throws {
        var tap = try tap()
        var requests = 0
        for number in 1...50 {
            requests += tap.receive(frame([("10", "1")], [("9", "1")], Int64(number))).requests.count
            #expect(!tap.isLive())
        }
        #expect(requests == 4)
        _ = tap.receive(frame([("9", "1")], [("10", "1")], 51))
        #expect(tap.isLive())
    }

    @Test("Finer prices than the step announced are taken")
    func finerPrices() throws {
        var tap = try tap()
        _ = tap.receive(frame([("0.123456789", "1")], [("0.12345679", "1")], 1))
        #expect(try tap.book().bestBid?.price == Sample.decimal("0.123456789") && tap.isLive())
    }

    @Test("Somebody found it wrong: asked for anew, with the cause")
    func audit() throws {
        var tap = try tap()
        _ = tap.receive(frame([("9", "1")], [("10", "1")], 1))
        let output = tap.resync(0, .audit)
        #expect(output.marks == ["gap audit"])
        #expect(
            output.requests == [
                Frames.list("AGGREGATED_ORDERBOOK_UPDATE"), Frames.list("AGGREGATED_ORDERBOOK_UPDATE", "BTCZAR"),
            ])
        #expect(tap.receive(frame([("9", "1")], [("10", "1")], 1)).marks == ["resynced audit"])
    }

    @Test("Two depths of one market share the venue's event and one book")
    func shared() throws {
        var tap = try MarketTap(following: [.book(depth: 5)], of: "BTC/ZAR")
        _ = tap.receive(frame([("9", "1")], [("10", "1")], 1))
        let second = try tap.subscribe(7, .book(depth: 40), "BTC/ZAR")
        #expect(second.requests.isEmpty && second.lives == [7] && second.books == [7])
        #expect(tap.receive(frame([("9", "2")], [("10", "1")], 2)).books == [0, 7])
        #expect(try tap.book(0) == tap.book(7))
    }
}
