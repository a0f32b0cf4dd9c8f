public import AdapterProtocol

/// A book that begins with a snapshot read over REST and goes on with numbered changes from a stream (binance.md I.1,
/// kucoin.md I.5), as a pure state machine.
///
/// Changes that arrive before the snapshot are kept; those that it already holds are dropped; one that leaves a hole
/// makes the book worthless at once, and a new snapshot is asked for.
public struct DiffBook: Sendable {
    /// What came of a change or a snapshot.
    public enum Verdict: Sendable, Hashable {
        /// The book took it in.
        case applied
        /// The book has it already.
        case ignored
        /// It is kept until the snapshot is there.
        case kept
        /// A snapshot is needed now, after a pause.
        case needsSnapshot(after: Duration)
        /// The snapshot fitted: the book is live.
        case synchronised
        /// The book was right until now and is not any more; a snapshot is needed.
        case lost(StreamCause)
    }

    /// Where the book is in its life.
    enum Phase: Sendable, Hashable {
        /// A snapshot is of use only once a change has arrived: it would be older than the first one.
        case waitingForChange
        case waitingForSnapshot
        case following
    }

    /// The book.
    public private(set) var book: LiveBook
    /// The number of the last change in the book.
    public private(set) var lastID: Int64 = 0
    private(set) var phase = Phase.waitingForChange
    private var kept: [KeptChange] = []
    private var keptRows = 0
    private var wasCrossed = false
    /// How long to wait before a snapshot that was too old is read anew.
    let pauseBetweenSnapshots: Duration

    private struct KeptChange: Sendable {
        let first: Int64
        let last: Int64
        let time: Timestamp?
        let rows: [BookRow]
    }

    /// Changes kept at most before a snapshot; a venue that sends more has not answered for minutes.
    static var mostKeptRows: Int { 1 << 20 }

    /// A book without levels.
    public init(symbol: Symbol, priceScale: Int, pauseBetweenSnapshots: Duration) {
        book = LiveBook(symbol: symbol, priceScale: priceScale, integrity: .sequence)
        self.pauseBetweenSnapshots = pauseBetweenSnapshots
    }

    /// Forgets everything and begins anew.
    public mutating func restart(because cause: StreamCause) {
        book.removeLevels()
        book.sequence = nil
        book.mark(.resyncing(cause))
        lastID = 0
        phase = .waitingForChange
        forgetKept()
        wasCrossed = false
    }

    /// Takes a change that covers the venue's numbers `first` to `last`.
    ///
    /// - Parameter rows: In the order in which they apply.
    public mutating func take(_ rows: [BookRow], first: Int64, last: Int64, time: Timestamp?) -> Verdict {
        switch phase {
        case .following: return follow(rows, first, last, time)
        case .waitingForChange:
            keep(rows, first, last, time)
            phase = .waitingForSnapshot
            return .needsSnapshot(after: .zero)
        case .waitingForSnapshot:
            guard keptRows + rows.count <= Self.mostKeptRows else { return lose(.snapshot) }
            keep(rows, first, last, time)
            return .kept
        }
    }

    /// Takes the snapshot that was asked for.
    public mutating func take(_ snapshot: OrderBook) -> Verdict {
        guard phase == .waitingForSnapshot else { return .ignored }
        guard let number = snapshot.sequence.flatMap({ Int64(exactly: $0) }) else { return lose(.snapshot) }
        if let oldest = kept.first, oldest.first > number.addingSaturating(1) {
            return .needsSnapshot(after: pauseBetweenSnapshots)
        }
        do throws(BookError) {
            try book.replace(bids: snapshot.bids, asks: snapshot.asks)
        } catch {
            return lose(.contradiction)
        }
        book.promisedDepth = max(snapshot.bids.count, snapshot.asks.count)
        book.time = snapshot.time
        lastID = number
        phase = .following
        let changes = kept
        forgetKept()
        for change in changes {
            if case .lost(let cause) = follow(change.rows, change.first, change.last, change.time) {
                return .lost(cause)
            }
        }
        book.sequence = UInt64(exactly: lastID)
        guard !book.isCrossed else { return lose(.crossed) }
        book.mark(.live)
        return .synchronised
    }

    /// The snapshot could not be read: ask again.
    public mutating func snapshotFailed() -> Verdict {
        phase == .waitingForSnapshot ? .needsSnapshot(after: pauseBetweenSnapshots) : .ignored
    }

    private mutating func follow(_ rows: [BookRow], _ first: Int64, _ last: Int64, _ time: Timestamp?) -> Verdict {
        guard last > lastID else { return .ignored }
        guard first <= lastID.addingSaturating(1) else { return lose(.sequence) }
        for row in rows where row.sequence == 0 || row.sequence > lastID {
            do throws(BookError) {
                try book.set(row.side, price: row.price, quantity: row.quantity)
            } catch {
                return lose(.contradiction)
            }
        }
        lastID = last
        book.sequence = UInt64(exactly: last)
        if let time { book.time = time }
        return checkCrossing()
    }

    /// A crossed book is not right, though the next change may uncross it: a venue may cut one event in two. Twice in a
    /// row and it is lost (binance.md I.1).
    private mutating func checkCrossing() -> Verdict {
        guard book.isCrossed else {
            if wasCrossed { book.mark(.live) }
            wasCrossed = false
            return .applied
        }
        if wasCrossed { return lose(.crossed) }
        wasCrossed = true
        book.mark(.resyncing(.crossed))
        return .applied
    }

    private mutating func lose(_ cause: StreamCause) -> Verdict {
        restart(because: cause)
        return .lost(cause)
    }

    private mutating func keep(_ rows: [BookRow], _ first: Int64, _ last: Int64, _ time: Timestamp?) {
        kept.append(KeptChange(first: first, last: last, time: time, rows: rows))
        keptRows += rows.count
    }

    private mutating func forgetKept() {
        kept = []
        keptRows = 0
    }
}

extension Int64 {
    /// The sum, or the end of the range.
    func addingSaturating(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}
