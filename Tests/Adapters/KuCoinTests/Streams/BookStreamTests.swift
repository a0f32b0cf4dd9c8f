import AdapterProtocol
import AdapterTesting
import Testing

/// The book from a snapshot and numbered changes (kucoin.md I.5).
@Suite("Streamed books")
struct BookStreamTests {
    private static let snapshot = #"""
        {"time":1763800300500,"sequence":"103","bids":[["2999.80","2"],["2999.70","1"]],
        "asks":[["3000.10","0.4"],["3000.20","0.5"],["3000.30","1.5"]]}
        """#

    private func wire(_ symbol: String = "ETH/USDT", depth: Int = 20) throws -> MarketWire {
        try MarketWire.live([try MarketWire.subscription(0, .book(depth: depth), symbol)])
    }

    /// A live book of ``snapshot``.
    private func liveWire() throws -> MarketWire {
        var wire = try wire()
        wire.receive(Wire.change(103, 103, bids: ["2999.80 2 103"]))
        wire.receive(.success(try Wire.book(Self.snapshot)), for: 0)
        try #require(wire.session.isLive(0))
        return wire
    }

    private func state(_ wire: MarketWire) -> BookState? { wire.session.book(of: 0)?.state }

    @Test("The sheet's scenario, to the gap and beyond")
    func scenario() throws {
        let scenario = try Sample.tree("scenario-order-book-sync")
        let frames = (scenario["messages"]?.elements ?? []).compactMap { $0["message"]?.text }
        try #require(frames.count == 4)
        let snapshot = try Wire.book(try #require(scenario["snapshot"]?["data"]).text)
        for early in 1...4 {
            var wire = try wire()
            for frame in frames.prefix(early) { wire.receive(frame) }
            #expect(state(wire) == .resyncing(.started))
            wire.receive(.success(snapshot), for: 0)
            #expect(state(wire) == .live)
            #expect(wire.told == ["book 0"])
            for frame in frames.dropFirst(early) { wire.receive(frame) }
            let book = try #require(wire.session.book(of: 0))
            let expected = try #require(scenario["expectedBook"])
            #expect(book.sequence == 108)
            #expect(book.integrity == .sequence)
            #expect(book.isVerified)
            #expect(book.time == Timestamp(milliseconds: 1_763_800_300_800))
            for (side, name) in [(Side.buy, "bids"), (.sell, "asks")] {
                let levels = try (expected[name]?.elements ?? []).map {
                    try Sample.decimal($0.elements[0].plain ?? "").normalized.description + " "
                        + Sample.decimal($0.elements[1].plain ?? "").normalized.description
                }
                #expect(Wire.levels(book, side) == levels)
            }
            wire.receive(try #require(scenario["gap"]?["message"]).text)
            #expect(state(wire) == .resyncing(.sequence))
            #expect(wire.told == ["0 gap ETH/USDT: sequence", "book 0"])
            #expect(Wire.levels(wire.session.book(of: 0), .buy).isEmpty)
            guard case .marker(_, let marker)? = wire.output.events.first else { return }
            #expect(marker.from == Timestamp(milliseconds: 1_763_800_300_800))
            // The frame that showed the gap waits for the new snapshot.
            #expect(wire.output.snapshots.count == 1)
            wire.receive(
                .success(try Wire.book(#"{"sequence":"110","time":1,"bids":[["2999","1"]],"asks":[["3001","1"]]}"#)),
                for: 0)
            #expect(wire.told == ["0 resynced ETH/USDT: sequence", "book 0"])
            #expect(wire.session.book(of: 0)?.sequence == 111)
            #expect(Wire.levels(wire.session.book(of: 0), .buy) == ["2999 1"])
        }
    }

    @Test("The captured changes: one row, and a batch whose rows lack a number of its range")
    func samples() throws {
        var wire = try wire("BTC/USDT")
        wire.receive(try Wire.frame("ws-level2"))
        let before = #"{"sequence":"14701689782","time":1,"bids":[["67000","1"]],"asks":[["67993.3","1"]]}"#
        wire.receive(.success(try Wire.book(before, of: "BTC/USDT")), for: 0)
        #expect(wire.session.book(of: 0)?.sequence == 14_701_689_783)
        #expect(wire.session.book(of: 0)?.time == Timestamp(milliseconds: 1_729_816_425_625))
        #expect(Wire.levels(wire.session.book(of: 0), .sell) == ["67993.3 1.21427407"])

        wire = try self.wire("BTC/USDT")
        wire.receive(try Wire.frame("ws-level2-batch"))
        let other = #"{"sequence":"14103844","time":1,"bids":[["18890","1"]],"asks":[["18907.3","0.58751503"]]}"#
        wire.receive(.success(try Wire.book(other, of: "BTC/USDT")), for: 0)
        #expect(wire.session.book(of: 0)?.sequence == 14_103_847)
        #expect(Wire.levels(wire.session.book(of: 0), .sell) == ["18906 0.00331", "18907.3 0.58751503"])
        #expect(Wire.levels(wire.session.book(of: 0), .buy) == ["18891.9 0.15688", "18890 1"])
    }

    @Test("The first change asks for a snapshot, later ones wait for it; none is asked for before")
    func firstChange() throws {
        var wire = try wire()
        #expect(wire.output.snapshots.isEmpty)
        wire.receive(Wire.change(5, 5))
        #expect(wire.output.snapshots.map(\.slot) == [0])
        #expect(wire.output.snapshots.map(\.depth) == [100])
        #expect(wire.output.snapshots.map(\.pause) == [.zero])
        wire.receive(Wire.change(6, 6))
        #expect(wire.output.snapshots.isEmpty)
        #expect(wire.told.isEmpty)
    }

    @Test("A deep book is read whole, with a key")
    func deep() throws {
        var wire = try wire(depth: 500)
        wire.receive(Wire.change(5, 5))
        #expect(wire.output.snapshots.map(\.depth) == [.max])
    }

    @Test("A snapshot before the oldest change is read again after 0.3 s, and less often if that goes on")
    func tooOld() throws {
        var wire = try wire()
        wire.receive(Wire.change(105, 105))
        var pauses: [Duration] = []
        for _ in 0..<8 {
            wire.receive(.success(try Wire.book(Self.snapshot)), for: 0)
            pauses += wire.output.snapshots.map(\.pause)
        }
        #expect(state(wire) == .resyncing(.started))
        #expect(pauses.prefix(3) == [.milliseconds(300), .milliseconds(600), .milliseconds(1200)])
        #expect(pauses.last == .seconds(10))
        wire.receive(.success(try Wire.book(Self.snapshot.replacing("\"103\"", with: "\"104\""))), for: 0)
        #expect(state(wire) == .live)
    }

    @Test("A snapshot that nobody waits for changes nothing")
    func lateSnapshot() throws {
        var wire = try liveWire()
        let book = wire.session.book(of: 0)
        wire.receive(.success(try Wire.book(Self.snapshot.replacing("\"103\"", with: "\"999\""))), for: 0)
        #expect(wire.session.book(of: 0) == book)
        wire.receive(.failure(.notSent(.network, "")), for: 0)
        wire.receive(.success(try Wire.book(Self.snapshot)), for: 99)
        #expect(wire.session.book(of: 0) == book)
        #expect(wire.output.events.isEmpty)
        #expect(wire.output.snapshots.isEmpty)
    }

    @Test("A snapshot that cannot be read is asked for again, when the error allows it")
    func failedSnapshot() throws {
        var wire = try wire()
        wire.receive(Wire.change(105, 105))
        wire.receive(.failure(.notSent(.network, "no connection", advice: .after(.seconds(2)))), for: 0)
        #expect(wire.output.snapshots.map(\.pause) == [.seconds(2)])
        wire.receive(.failure(.notSent(.network, "no connection")), for: 0)
        #expect(wire.output.snapshots.map(\.pause) == [.milliseconds(600)])
        let unknown = VenueError(kind: .unknownSymbol, effect: .notExecuted(.read), advice: .never, message: "")
        wire.receive(.failure(unknown), for: 0)
        #expect(wire.told == ["refused 0 unknownSymbol"])
        #expect(wire.sent.contains { $0.contains("unsubscribe") })
        #expect(wire.session.book(of: 0) == nil)
    }

    @Test("A change that the book has already is dropped, an overlapping one applies its new rows only")
    func overlap() throws {
        var wire = try liveWire()
        wire.receive(Wire.change(100, 103, bids: ["2999.80 7 102"]))
        #expect(wire.told.isEmpty)
        wire.receive(Wire.change(102, 104, bids: ["2999.80 7 103"], asks: ["3000.10 0.1 104"]))
        #expect(wire.told == ["book 0"])
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2999.8 2")
        #expect(Wire.levels(wire.session.book(of: 0), .sell).first == "3000.1 0.1")
        wire.receive(Wire.change(102, 104, bids: ["2999.80 7 103"], asks: ["3000.10 0.2 104"]))
        #expect(wire.told.isEmpty)
    }

    @Test("Rows apply by their own numbers, however they stand in the frame")
    func rowOrder() throws {
        var wire = try liveWire()
        wire.receive(
            Wire.change(104, 107, bids: ["2999.9 2 107", "2999.9 1 105", "2999.9 0 106"], asks: ["3000.1 0 104"]))
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2999.9 2")
        let many = (0..<100).reversed().map { "2999.95 \($0 + 1) \(108 + $0)" }
        wire.receive(Wire.change(108, 207, bids: many))
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2999.95 100")
        #expect(wire.session.book(of: 0)?.sequence == 207)
    }

    @Test("Start and end swapped in a frame: the smaller is the first")
    func swapped() throws {
        var wire = try liveWire()
        wire.receive(Wire.change(106, 104, asks: ["3000.10 0.1 104"]))
        #expect(wire.session.book(of: 0)?.sequence == 106)
        #expect(wire.session.isLive(0))
    }

    @Test("Removing a level that is not known, and a row of price 0: nothing changes but the number")
    func noLevels() throws {
        var wire = try liveWire()
        let levels = Wire.levels(wire.session.book(of: 0), .buy)
        wire.receive(Wire.change(104, 105, bids: ["2990 0 104", "0 0 105"]))
        wire.receive(Wire.change(106, 106))
        #expect(Wire.levels(wire.session.book(of: 0), .buy) == levels)
        #expect(wire.session.book(of: 0)?.sequence == 106)
        #expect(wire.session.isLive(0))
    }

    @Test("A hole in the numbers: lost at once, never shown as live, and right again from a new snapshot (K18)")
    func gap() throws {
        var wire = try liveWire()
        wire.receive(Wire.change(105, 105, bids: ["2999.80 9 105"]))
        #expect(wire.told == ["0 gap ETH/USDT: sequence", "book 0"])
        #expect(state(wire) == .resyncing(.sequence))
        // Live for a moment only, so that the next snapshot is not read at once.
        #expect(wire.output.snapshots.map(\.pause) == [.milliseconds(300)])
        wire.receive(Wire.change(106, 106))
        #expect(wire.told.isEmpty)
        wire.receive(.success(try Wire.book(Self.snapshot.replacing("\"103\"", with: "\"104\""))), for: 0)
        #expect(wire.told == ["0 resynced ETH/USDT: sequence", "book 0"])
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2999.8 9")
        #expect(wire.session.book(of: 0)?.sequence == 106)
        wire.elapsed += .seconds(30)
        wire.receive(Wire.change(109, 109))
        #expect(wire.output.snapshots.map(\.pause) == [.zero])
    }

    @Test("A size below zero or a price below zero contradicts: the book is lost", arguments: ["2999.8 -1", "-5 1"])
    func negative(_ level: String) throws {
        var wire = try liveWire()
        wire.receive(Wire.change(104, 104, bids: [level + " 104"]))
        #expect(wire.told == ["0 gap ETH/USDT: contradiction", "book 0"])
        #expect(state(wire) == .resyncing(.contradiction))
    }

    @Test("A crossed book is not live; a change that uncrosses it mends it, twice in a row it is lost")
    func crossed() throws {
        var wire = try liveWire()
        wire.receive(Wire.change(104, 104, bids: ["3000.10 1 104"]))
        #expect(state(wire) == .resyncing(.crossed))
        #expect(wire.told == ["book 0"])
        wire.receive(Wire.change(105, 105, asks: ["3000.10 0 105"]))
        #expect(state(wire) == .live)
        wire.receive(Wire.change(106, 106, bids: ["3000.20 1 106"]))
        wire.receive(Wire.change(107, 107, bids: ["2000 1 107"]))
        #expect(wire.told == ["0 gap ETH/USDT: crossed", "book 0"])
    }

    @Test("Somebody found it wrong: it begins anew, and says so")
    func audit() throws {
        var wire = try liveWire()
        wire.resync(0, because: .audit)
        #expect(wire.told == ["0 gap ETH/USDT: audit", "book 0"])
        #expect(state(wire) == .resyncing(.audit))
        #expect(wire.output.snapshots.count == 1)
        wire.receive(.success(try Wire.book(Self.snapshot)), for: 0)
        #expect(wire.told == ["0 resynced ETH/USDT: audit", "book 0"])
    }

    @Test("Prices finer than the tick widen the book")
    func finer() throws {
        var wire = try liveWire()
        wire.receive(Wire.change(104, 104, bids: ["2999.800001 1 104"]))
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2999.800001 1")
        #expect(wire.session.isLive(0))
    }

    @Test("Books of two depths of one market are one topic, each with a snapshot of its own")
    func twoDepths() throws {
        var wire = try MarketWire.live([
            try MarketWire.subscription(0, .book(depth: 5)), try MarketWire.subscription(1, .book(depth: 500)),
        ])
        wire.receive(Wire.change(103, 103))
        #expect(wire.output.snapshots.map(\.depth) == [100, .max])
        wire.receive(.success(try Wire.book(Self.snapshot)), for: 1)
        #expect(!wire.session.isLive(0))
        #expect(wire.session.isLive(1))
    }
}
