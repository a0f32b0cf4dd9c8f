import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// The life of a followed book (binance.md I.1).
@Suite("Followed books")
struct BookStreamTests {
    @Test("Live with the snapshot, told once; then a word for every change")
    func start() throws {
        var rig = MarketRig.following([.book(depth: 20)], of: [try Sample.bitcoin()])
        #expect(rig.told.isEmpty && !rig.session.isLive(0))
        rig.receive(Depth.message(99, 101, bids: [("10.00000000", "5.00000000")]))
        rig.receive(.success(try Depth.snapshot(100)))
        #expect(rig.told == ["live 0", "book 0"] && rig.session.isLive(0))
        #expect(rig.book()?.bestBid == BookLevel(price: 10, quantity: 5) && rig.book()?.sequence == 101)
        rig.receive(Depth.message(102, 102, asks: [("11.00000000", "0.00000000")]))
        #expect(rig.told.last == "book 0" && rig.book()?.bestAsk?.price == 12)
        #expect(rig.book()?.time == Timestamp(milliseconds: 1_763_800_000_100))
        rig.receive(Depth.message(102, 102, asks: [("12.00000000", "0.00000000")]))
        #expect(rig.told.count == 3 && rig.book()?.bestAsk?.price == 12)
    }

    @Test("A gap is told with its times, the state says so, and the new book ends it")
    func gap() throws {
        var rig = try MarketRig.liveBook()
        rig.receive(Depth.message(101, 101))
        rig.elapsed = .seconds(100)
        rig.receive(Depth.message(103, 103, bids: [("10.00000000", "2.00000000")]))
        #expect(rig.told == ["book 0", "gap 0 sequence", "book 0"] && !rig.session.isLive(0))
        #expect(rig.markers[0].symbol == (try Sample.bitcoin().symbol))
        #expect(rig.markers[0].from == Timestamp(milliseconds: 1_763_800_000_100) && rig.markers[0].to == rig.now.time)
        #expect(rig.asked.map(\.pause) == [.zero])
        rig.receive(Depth.message(104, 104))
        #expect(rig.asked.count == 1)
        rig.receive(.success(try Depth.snapshot(102)))
        #expect(rig.told.suffix(2) == ["resynced 0 sequence", "book 0"] && rig.session.isLive(0))
        #expect(rig.book()?.sequence == 104 && rig.book()?.bestBid?.quantity == 2)
    }

    @Test("K14 a book that is lost again and again asks ever later; a failed snapshot waits as the venue says")
    func pauses() throws {
        var rig = try MarketRig.liveBook()
        var number: Int64 = 100
        for _ in 0..<9 {
            number += 2
            rig.receive(Depth.message(number, number))
            rig.receive(.success(try Depth.snapshot(UInt64(number))))
        }
        #expect(rig.asked.map(\.pause) == [1, 2, 4, 8, 16, 32, 64, 64, 64].map { .seconds($0) })
        #expect(rig.markers.filter { $0.kind == .gap }.count == 9)
        rig.elapsed += .seconds(61)
        rig.forget()
        rig.receive(Depth.message(number + 2, number + 2))
        #expect(rig.asked.map(\.pause) == [.zero])
        let limited = VenueError(
            kind: .rateLimited, effect: .notExecuted(.read), advice: .after(.seconds(90)), message: "too much weight")
        rig.receive(.failure(limited))
        #expect(rig.asked.map(\.pause) == [.zero, .seconds(90)] && rig.ending == nil)
    }

    @Test("K11 a snapshot that is too old is read again after a second, the changes are kept")
    func oldSnapshot() throws {
        var rig = MarketRig.following([.book(depth: 20)], of: [try Sample.bitcoin()])
        rig.receive(Depth.message(101, 102, bids: [("10.00000000", "5.00000000")]))
        rig.receive(.success(try Depth.snapshot(99)))
        #expect(rig.asked.map(\.pause) == [.zero, .seconds(1)] && rig.told.isEmpty)
        rig.receive(.success(try Depth.snapshot(100)))
        #expect(rig.session.isLive(0) && rig.book()?.bestBid?.price == 10)
    }

    @Test("A market that the venue does not know is refused for good")
    func unknownMarket() throws {
        var rig = MarketRig.following([.book(depth: 20)], of: [try Sample.bitcoin()])
        rig.receive(Depth.message(1, 1))
        let error = VenueError(
            kind: .unknownSymbol, effect: .notExecuted(.read), advice: .never, message: "Invalid symbol.")
        rig.receive(.failure(error))
        #expect(rig.told == ["refused 0 unknownSymbol"] && rig.book() == nil && rig.ending == nil)
        rig.receive(Depth.message(2, 2))
        #expect(rig.told.count == 1 && rig.asked.count == 1)
    }

    @Test("A quiet market is live without a change, a while after its subscription was taken")
    func quiet() throws {
        var rig = MarketRig.following([.book(depth: 20)], of: [try Sample.bitcoin()])
        #expect(rig.wakeAt == .seconds(5) && rig.asked.isEmpty)
        rig.pass(.seconds(4))
        #expect(rig.asked.isEmpty)
        rig.pass(.seconds(1))
        #expect(rig.asked.count == 1)
        rig.receive(.success(try Depth.snapshot(7)))
        #expect(rig.session.isLive(0) && rig.wakeAt == nil)
        rig.receive(Depth.message(9, 9))
        #expect(!rig.session.isLive(0))
    }

    @Test("Crossed once: not live; uncrossed: live again; twice in a row: lost")
    func crossed() throws {
        var rig = try MarketRig.liveBook()
        rig.receive(Depth.message(101, 101, bids: [("11.00000000", "1.00000000")]))
        #expect(!rig.session.isLive(0) && rig.markers.isEmpty)
        rig.receive(Depth.message(102, 102, bids: [("11.00000000", "0.00000000")]))
        #expect(rig.session.isLive(0))
        rig.receive(Depth.message(103, 103, bids: [("12.00000000", "1.00000000")]))
        rig.receive(Depth.message(104, 104))
        #expect(rig.told.suffix(2) == ["gap 0 crossed", "book 0"] && rig.asked.count == 1)
    }

    @Test("K12 every few minutes a live book is read anew, and stays live; what that shows to be wrong is told")
    func refresh() throws {
        var rig = try MarketRig.liveBook()
        rig.elapsed = .seconds(299)
        rig.receive(Depth.message(101, 101))
        #expect(rig.asked.isEmpty)
        rig.elapsed = .seconds(300)
        rig.receive(Depth.message(102, 102))
        #expect(rig.asked.count == 1 && rig.session.isLive(0))
        rig.receive(Depth.message(103, 103))
        rig.receive(.success(try Depth.snapshot(102)))
        #expect(rig.asked.count == 1 && rig.markers.isEmpty && rig.session.isLive(0) && rig.book()?.sequence == 103)
        rig.elapsed = .seconds(600)
        rig.receive(Depth.message(104, 104))
        rig.receive(.success(try Depth.snapshot(104, bids: [(9, 2)])))
        #expect(rig.told.suffix(3) == ["gap 0 audit", "resynced 0 audit", "book 0"] && rig.session.isLive(0))
        #expect(rig.book()?.bestBid?.quantity == 2)
    }

    @Test("K12 a price that runs away from the snapshot: read anew before the book is thin")
    func runningAway() throws {
        var rig = MarketRig.following([.book(depth: 400)], of: [try Sample.bitcoin()])
        rig.receive(Depth.message(1, 1))
        let bids = (0..<1000).map { (ExactDecimal(5000 - $0), ExactDecimal.one) }
        let asks = (0..<1000).map { (ExactDecimal(5001 + $0), ExactDecimal.one) }
        rig.receive(.success(try Depth.snapshot(1, bids: bids, asks: asks)))
        #expect(rig.book()?.promisedDepth == 400)
        rig.forget()
        rig.elapsed = .seconds(20)
        let gone = (0..<501).map { ("\(5000 - $0)", "0") }
        rig.receive(Depth.message(2, 2, bids: gone))
        #expect(rig.asked.count == 1 && rig.session.isLive(0))
        let more = (501..<700).map { ("\(5000 - $0)", "0") }
        rig.receive(Depth.message(3, 3, bids: more))
        #expect(!rig.session.isLive(0) && rig.markers.map(\.cause) == [.thin])
    }

    @Test(
        "A book promises as many levels as were asked for, one at least",
        arguments: [(0, 1), (1, 1), (2, 2), (400, 400)])
    func promise(_ depth: Int, _ promised: Int) throws {
        var rig = MarketRig.following([.book(depth: depth)], of: [try Sample.bitcoin()])
        rig.receive(Depth.message(1, 1))
        let bids = (0..<1000).map { (ExactDecimal(5000 - $0), ExactDecimal.one) }
        let asks = (0..<1000).map { (ExactDecimal(5001 + $0), ExactDecimal.one) }
        rig.receive(.success(try Depth.snapshot(1, bids: bids, asks: asks)))
        #expect(rig.session.isLive(0) && rig.book()?.promisedDepth == promised)
    }

    @Test("Found wrong by somebody else: told, and begun anew with a snapshot and no change")
    func resync() throws {
        var rig = try MarketRig.liveBook()
        rig.resync(0, .audit)
        #expect(rig.told == ["gap 0 audit", "book 0"] && rig.asked.count == 1)
        rig.receive(.success(try Depth.snapshot(100)))
        #expect(rig.told.suffix(2) == ["resynced 0 audit", "book 0"] && rig.session.isLive(0))
        rig.resync(9, .audit)
    }

    @Test("Two depths of one book are one stream; the deeper one decides what is read")
    func depths() throws {
        let bitcoin = try Sample.bitcoin()
        var rig = MarketRig()
        rig.subscribe([
            MarketSubscription(slot: 0, channel: .book(depth: 5), instrument: bitcoin),
            MarketSubscription(slot: 1, channel: .book(depth: 600), instrument: bitcoin),
            MarketSubscription(slot: 2, channel: .book(depth: 2501), instrument: bitcoin),
        ])
        #expect(rig.told.contains("refused 2 unsupported"))
        rig.open()
        #expect(rig.sent.count == 1 && rig.sent[0]["params"]?.elements.count == 1)
        rig.acknowledge()
        rig.receive(Depth.message(1, 1))
        #expect(rig.asked.map(\.depth) == [5000])
        // Whoever asked leaves: the other one asks.
        rig.forget()
        rig.unsubscribe([0])
        #expect(rig.asked.map(\.slot) == [1] && rig.sent.isEmpty)
        rig.receive(.success(try Depth.snapshot(1)), for: 0)
        #expect(!rig.session.isLive(1))
        rig.receive(.success(try Depth.snapshot(1)), for: 1)
        #expect(rig.told == ["live 1", "book 1"])
    }
}
