import AdapterKit
import AdapterProtocol
import Testing

/// The rules of binance.md I.1, one by one; what happens in any mixture of faults is in DiffBookDamageTests.
@Suite("A book of a snapshot and numbered changes")
struct DiffBookTests {
    private let symbol: Symbol

    init() throws {
        symbol = try #require(Symbol("BTC/USDT"))
    }

    private func diff(depth: Int? = nil, promised: Int = 0) -> DiffBook {
        DiffBook(
            symbol: symbol, priceScale: 2, pauseBetweenSnapshots: .seconds(1), snapshotDepth: depth,
            promisedDepth: promised)
    }

    private func snapshot(_ number: UInt64?, bids: [ExactDecimal] = [9, 8], asks: [ExactDecimal] = [11, 12])
        -> OrderBook
    {
        OrderBook(
            symbol: symbol, bids: bids.map { BookLevel(price: $0, quantity: 1) },
            asks: asks.map { BookLevel(price: $0, quantity: 1) }, sequence: number, time: nil)
    }

    private func bid(_ price: ExactDecimal, _ quantity: ExactDecimal) -> [BookRow] { [BookRow(.buy, price, quantity)] }

    /// A book that is live at 100.
    private func live(depth: Int? = nil, promised: Int = 0) -> DiffBook {
        var diff = diff(depth: depth, promised: promised)
        #expect(diff.take([], first: 99, last: 100, time: nil) == .needsSnapshot(after: .zero))
        #expect(diff.take(snapshot(100)) == .synchronised)
        return diff
    }

    @Test("A snapshot is asked for once a change is there, and not before")
    func order() {
        var diff = diff()
        #expect(diff.take(snapshot(5)) == .ignored)
        #expect(diff.snapshotFailed() == .needsSnapshot(after: .seconds(1)))
        #expect(diff.take([], first: 6, last: 6, time: nil) == .needsSnapshot(after: .zero))
        #expect(diff.take([], first: 7, last: 7, time: nil) == .kept)
        #expect(diff.book.state == .resyncing(.started))
        #expect(diff.take(snapshot(6)) == .synchronised)
        #expect(diff.lastID == 7 && diff.book.sequence == 7 && diff.book.state.isLive)
        #expect(diff.take(snapshot(7)) == .ignored && diff.snapshotFailed() == .ignored)
    }

    @Test("K11 the first change may begin right after the snapshot, straddle it, or lie before it; not leave a hole")
    func firstChange() {
        for (first, last, verdict) in [
            (101, 102, DiffBook.Verdict.synchronised), (99, 102, .synchronised), (90, 100, .synchronised),
            (90, 95, .synchronised), (102, 103, .needsSnapshot(after: .seconds(1))),
        ] {
            var diff = diff()
            _ = diff.take(bid(10, 5), first: Int64(first), last: Int64(last), time: nil)
            #expect(diff.take(snapshot(100)) == verdict, "\(first)...\(last)")
            let isApplied = verdict == .synchronised && last > 100
            #expect(diff.book.quantity(.buy, at: 10) == (isApplied ? 5 : 0))
        }
    }

    @Test("A change that the book has is ignored; one that leaves a hole loses the book at once")
    func sequence() {
        var diff = live()
        #expect(diff.take(bid(9, 7), first: 99, last: 100, time: nil) == .ignored)
        #expect(diff.book.quantity(.buy, at: 9) == 1)
        #expect(diff.take(bid(9, 7), first: 101, last: 103, time: Timestamp(seconds: 5)) == .applied)
        #expect(diff.take(bid(9, 8), first: 103, last: 104, time: Timestamp(seconds: 6)) == .applied)
        #expect(diff.book.quantity(.buy, at: 9) == 8 && diff.book.sequence == 104)
        #expect(diff.take(bid(9, 9), first: 106, last: 106, time: Timestamp(seconds: 7)) == .lost(.sequence))
        #expect(diff.book.state == .resyncing(.sequence) && diff.book.bestBid == nil && diff.book.sequence == nil)
        #expect(diff.book.time == Timestamp(seconds: 6))
    }

    @Test("What showed the hole is the first change of the next book; the snapshot may be asked for at once, or later")
    func afterLoss() {
        for asksAgain in [false, true] {
            var diff = live()
            #expect(diff.take(bid(10, 5), first: 103, last: 103, time: nil) == .lost(.sequence))
            if asksAgain {
                #expect(diff.take([], first: 104, last: 104, time: nil) == .needsSnapshot(after: .zero))
            }
            #expect(diff.take(snapshot(101)) == .needsSnapshot(after: .seconds(1)))
            #expect(diff.take(snapshot(102)) == .synchronised)
            #expect(diff.book.quantity(.buy, at: 10) == 5 && diff.lastID == (asksAgain ? 104 : 103))
        }
    }

    @Test("Levels that nothing rests at, numbers that run backwards, prices and quantities below zero")
    func rows() {
        var diff = live()
        #expect(diff.take(bid(5, 0), first: 101, last: 101, time: nil) == .applied)
        #expect(diff.take(bid(9, 0), first: 102, last: 102, time: nil) == .applied)
        #expect(diff.book.levels(.buy).map(\.price) == [8])
        var backwards = diff
        #expect(backwards.take([], first: 104, last: 103, time: nil) == .lost(.contradiction))
        for row in [BookRow(.buy, 9, -1), BookRow(.buy, 0, 1), BookRow(.sell, -1, 0)] {
            var other = diff
            #expect(other.take([row], first: 103, last: 103, time: nil) == .lost(.contradiction))
            // The stream itself has no hole: a snapshot that holds the bad change will do.
            #expect(other.take(snapshot(102)) == .needsSnapshot(after: .seconds(1)))
            #expect(other.take(snapshot(103)) == .synchronised)
        }
    }

    @Test("A row with a number of its own counts by that number (kucoin.md I.5)")
    func numberedRows() {
        var diff = live()
        let rows = [
            BookRow(.buy, 9, 7, sequence: 100), BookRow(.buy, 8, 7, sequence: 101), BookRow(.buy, 7, 7, sequence: 102),
        ]
        #expect(diff.take(rows, first: 99, last: 102, time: nil) == .applied)
        #expect(diff.book.levels(.buy).map(\.quantity) == [1, 7, 7])
    }

    @Test("Crossed once the book is not live, uncrossed it is again, crossed twice it is lost")
    func crossing() {
        var diff = live()
        #expect(diff.take(bid(11, 1), first: 101, last: 101, time: nil) == .applied)
        #expect(diff.book.state == .resyncing(.crossed))
        var healed = diff
        #expect(healed.take(bid(11, 0), first: 102, last: 102, time: nil) == .applied)
        #expect(healed.book.state.isLive)
        #expect(diff.take([], first: 102, last: 102, time: nil) == .lost(.crossed))
        var other = self.diff()
        _ = other.take([], first: 1, last: 1, time: nil)
        #expect(other.take(snapshot(1, bids: [12])) == .lost(.crossed))
        #expect(!other.book.state.isLive && other.book.bestAsk == nil)
    }

    @Test("A snapshot without a number, or with levels that no book has, is none")
    func badSnapshots() {
        var diff = diff()
        _ = diff.take([], first: 1, last: 1, time: nil)
        #expect(diff.take(snapshot(nil)) == .lost(.snapshot))
        #expect(diff.take([], first: 2, last: 2, time: nil) == .needsSnapshot(after: .zero))
        #expect(diff.take(snapshot(.max)) == .lost(.snapshot))
        _ = diff.take([], first: 3, last: 3, time: nil)
        #expect(diff.take(snapshot(3, bids: [-1])) == .lost(.contradiction))
    }

    @Test("A quiet market: without any change a snapshot is of use once somebody says that the stream is up")
    func quiet() {
        var diff = diff()
        #expect(diff.take(snapshot(7)) == .ignored)
        diff.expectSnapshot()
        #expect(diff.take(snapshot(7)) == .synchronised)
        #expect(diff.book.state.isLive && diff.lastID == 7)
        #expect(diff.take(bid(9, 3), first: 9, last: 9, time: nil) == .lost(.sequence))
    }

    @Test("K12 levels beyond the snapshot are not known: a book that runs thin is lost, and wants a refresh before")
    func thin() {
        var diff = diff(depth: 6, promised: 2)
        _ = diff.take([], first: 1, last: 1, time: nil)
        #expect(diff.take(snapshot(1, bids: [9, 8, 7, 6, 5, 4], asks: [10, 11])) == .synchronised)
        #expect(diff.book.promisedDepth == 2 && !diff.wantsRefresh)
        // The sellers' side has fewer levels than were asked for: it is whole, however short it gets.
        #expect(diff.take([BookRow(.sell, 10, 0)], first: 2, last: 2, time: nil) == .applied)
        for (price, number) in [(9, 3), (8, 4), (7, 5)] {
            #expect(
                diff.take(bid(ExactDecimal(price), 0), first: Int64(number), last: Int64(number), time: nil) == .applied
            )
        }
        #expect(!diff.wantsRefresh)
        #expect(diff.take(bid(6, 0), first: 6, last: 6, time: nil) == .applied)
        #expect(diff.wantsRefresh && diff.book.state.isLive)
        // A level beyond the last one of the snapshot is no known level.
        #expect(diff.take(bid(3, 1), first: 7, last: 7, time: nil) == .applied)
        #expect(diff.take(bid(5, 0), first: 8, last: 8, time: nil) == .lost(.thin))
    }

    @Test("A refresh keeps the book live, takes over the snapshot, and tells an error that nothing else showed")
    func refresh() {
        var diff = live(depth: 2, promised: 2)
        #expect(diff.beginRefresh() && !diff.beginRefresh())
        #expect(diff.take(bid(9, 4), first: 101, last: 101, time: nil) == .applied)
        #expect(diff.book.state.isLive)
        var same = diff
        #expect(same.take(snapshot(100)) == .synchronised)
        #expect(!same.wasRefreshedFromWrong && same.book.quantity(.buy, at: 9) == 4 && same.lastID == 101)
        var other = diff
        #expect(other.take(snapshot(100, bids: [7, 6])) == .synchronised)
        #expect(other.wasRefreshedFromWrong && other.book.state.isLive)
        var newer = diff
        #expect(newer.take(snapshot(105)) == .synchronised)
        #expect(newer.lastID == 105 && !newer.wasRefreshedFromWrong)
        #expect(newer.take([], first: 102, last: 103, time: nil) == .ignored)
        var older = diff
        #expect(older.take(snapshot(98)) == .needsSnapshot(after: .seconds(1)))
        #expect(older.book.state.isLive)
    }

    @Test("A refresh of a quiet book needs a snapshot that is not older than the book")
    func quietRefresh() {
        var diff = live(depth: 2)
        _ = diff.beginRefresh()
        #expect(diff.take(snapshot(99)) == .needsSnapshot(after: .seconds(1)))
        #expect(diff.snapshotFailed() == .needsSnapshot(after: .seconds(1)))
        #expect(diff.take(snapshot(100)) == .synchronised)
    }

    @Test("Declared wrong, the book needs a snapshot and no change; begun anew, both")
    func declaredWrong() {
        var diff = live()
        #expect(diff.lose(.audit) == .lost(.audit))
        #expect(diff.book.state == .resyncing(.audit))
        #expect(diff.take(snapshot(100)) == .synchronised)
        diff.restart(because: .disconnected)
        #expect(diff.book.state == .resyncing(.disconnected))
        #expect(diff.take(snapshot(101)) == .ignored)
    }

    @Test("Numbers at the ends of their range")
    func extremes() {
        var diff = diff()
        #expect(diff.take([], first: .min, last: .max, time: nil) == .needsSnapshot(after: .zero))
        #expect(diff.take(snapshot(UInt64(Int64.max))) == .synchronised)
        #expect(diff.take([], first: .max, last: .max, time: nil) == .ignored)
        #expect(diff.take([], first: .min, last: .min, time: nil) == .ignored)
        #expect(diff.take([], first: 1, last: .min, time: nil) == .lost(.contradiction))
    }
}
