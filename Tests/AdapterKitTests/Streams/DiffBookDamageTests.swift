import AdapterKit
import AdapterProtocol
import Testing

@Suite("A numbered book on a bad line")
struct DiffBookDamageTests {
    /// What a damaged line delivers for a change: nothing, the change, it twice, or it behind the next one.
    private struct Line {
        var held: NumberedVenue.Change?

        mutating func deliver(_ change: NumberedVenue.Change, _ random: inout SeededGenerator) -> [NumberedVenue.Change]
        {
            let late = held.map { [$0] } ?? []
            held = nil
            switch random.next() % 24 {
            case 0: return late
            case 1: return [change, change] + late
            case 2:
                held = change
                return late
            default: return [change] + late
            }
        }
    }

    /// A book, the snapshots that are on their way to it, and the check after every step.
    private struct Reader {
        var diff: DiffBook
        var venue: NumberedVenue
        var isAsked = false
        var liveSteps = 0
        var losses = 0
        let depth: Int?

        mutating func take(_ verdict: DiffBook.Verdict) {
            switch verdict {
            case .needsSnapshot: isAsked = true
            case .lost:
                losses += 1
                isAsked = true
            default: break
            }
            check()
        }

        /// A snapshot of now or of a while ago.
        mutating func answer(_ random: inout SeededGenerator) {
            guard isAsked else { return }
            isAsked = false
            let age = random.next() % 3 == 0 ? Int64(random.next() % 12) : 0
            if random.next() % 10 == 0 { return take(diff.snapshotFailed()) }
            guard let snapshot = venue.newest(upTo: venue.last - age, depth: depth ?? .max) else {
                return take(diff.snapshotFailed())
            }
            take(diff.take(snapshot))
        }

        /// Live means equal to what the venue had at this number, as deep as is promised.
        mutating func check() {
            guard diff.book.state.isLive else { return }
            liveSteps += 1
            guard let truth = venue.newest(upTo: diff.lastID), truth.sequence == diff.book.sequence else {
                Issue.record("live at \(diff.lastID), where the venue has no state")
                return
            }
            let promised = diff.book.promisedDepth ?? .max
            #expect(diff.book.levels(.buy, depth: promised) == Array(truth.bids.prefix(promised)))
            #expect(diff.book.levels(.sell, depth: promised) == Array(truth.asks.prefix(promised)))
        }
    }

    private func run(seed: UInt64, depth: Int?, promised: Int) throws -> Reader {
        let symbol = try #require(Symbol("BTC/USDT"))
        var random = SeededGenerator(seed: seed)
        var reader = Reader(
            diff: DiffBook(
                symbol: symbol, priceScale: 0, pauseBetweenSnapshots: .seconds(1),
                snapshotDepth: depth, promisedDepth: promised),
            venue: NumberedVenue(of: symbol, &random), depth: depth)
        var line = Line()
        for _ in 0..<400 {
            let change = reader.venue.publish(&random)
            for one in line.deliver(change, &random) {
                reader.take(reader.diff.take(one.rows, first: one.first, last: one.last, time: nil))
            }
            if random.next() % 4 == 0 { reader.answer(&random) }
            if random.next() % 40 == 0, reader.diff.beginRefresh() { reader.isAsked = true }
            if reader.diff.wantsRefresh, reader.diff.beginRefresh() { reader.isAsked = true }
        }
        return reader
    }

    @Test(
        "Dropped, doubled and late changes, old snapshots: never live and wrong, and live again soon", arguments: 1...25
    )
    func whole(seed: UInt64) throws {
        var reader = try run(seed: seed, depth: nil, promised: 0)
        #expect(reader.losses > 0 && reader.liveSteps > 50)
        heal(&reader, seed)
    }

    @Test("The same of limited snapshots, as deep as is promised", arguments: 1...25)
    func limited(seed: UInt64) throws {
        var reader = try run(seed: seed, depth: 16, promised: 4)
        #expect(reader.liveSteps > 50)
        heal(&reader, seed)
    }

    /// On a good line the book is live and at the newest number before long.
    private func heal(_ reader: inout Reader, _ seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 1000)
        for _ in 0..<20 {
            let change = reader.venue.publish(&random)
            reader.take(reader.diff.take(change.rows, first: change.first, last: change.last, time: nil))
            guard reader.isAsked else { continue }
            reader.isAsked = false
            if let now = reader.venue.newest(upTo: reader.venue.last, depth: reader.depth ?? .max) {
                reader.take(reader.diff.take(now))
            }
        }
        #expect(reader.diff.book.state.isLive && reader.diff.lastID == reader.venue.last)
    }
}
