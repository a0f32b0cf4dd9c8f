public import AdapterProtocol

/// A book that begins with a snapshot read over REST and goes on with numbered changes from a stream (binance.md I.1,
/// kucoin.md I.5), as a pure state machine.
///
/// Changes that arrive before the snapshot are kept; those that it already holds are dropped; one that leaves a hole
/// makes the book worthless at once, and a new snapshot is asked for. A live book can be refreshed by a snapshot
/// without being lost.
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
        /// The book was right until now and is not any more. A snapshot is needed: asked for now, or on the next
        /// change, which asks for it again.
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
    public internal(set) var book: LiveBook
    /// The number of the last change in the book.
    public internal(set) var lastID: Int64 = 0
    /// Levels a side that the snapshot is asked for; a side with fewer is whole. Nil where snapshots are always whole.
    public var snapshotDepth: Int?
    /// Levels a side that must be known: when fewer are left of those that the snapshot showed, the book is lost as
    /// thin.
    public var promisedDepth: Int
    /// Whether the last refresh showed that the book had been wrong.
    public internal(set) var wasRefreshedFromWrong = false

    var phase = Phase.waitingForChange
    var isRefreshing = false
    /// The last number seen on the stream since it is followed without a hole, also while the book is not; nil before
    /// the first change. A snapshot that reaches it needs no kept change.
    var position: Int64?
    var kept = KeptChanges()
    var wasCrossed = false
    /// The worst prices that the snapshot showed; nil for a whole side.
    var edges: (bid: ExactDecimal?, ask: ExactDecimal?) = (nil, nil)
    /// How long to wait before a snapshot that was too old is read anew.
    let pauseBetweenSnapshots: Duration

    /// A book without levels.
    public init(
        symbol: Symbol, priceScale: Int, pauseBetweenSnapshots: Duration, snapshotDepth: Int? = nil,
        promisedDepth: Int = 0
    ) {
        book = LiveBook(symbol: symbol, priceScale: priceScale, integrity: .sequence)
        self.pauseBetweenSnapshots = pauseBetweenSnapshots
        self.snapshotDepth = snapshotDepth
        self.promisedDepth = promisedDepth
    }

    /// Forgets everything and begins anew, as with a new connection.
    public mutating func restart(because cause: StreamCause) {
        _ = lose(cause)
        position = nil
    }

    /// Declares the book wrong. The stream is followed without a hole all the same, so that the next snapshot may be
    /// asked for at once.
    public mutating func lose(_ cause: StreamCause) -> Verdict {
        book.removeLevels()
        book.sequence = nil
        book.mark(.resyncing(cause))
        lastID = 0
        phase = .waitingForChange
        isRefreshing = false
        kept.removeAll()
        wasCrossed = false
        edges = (nil, nil)
        return .lost(cause)
    }

    /// Takes a change that covers the venue's numbers `first` to `last`.
    ///
    /// - Parameter rows: In the order in which they apply.
    public mutating func take(_ rows: [BookRow], first: Int64, last: Int64, time: Timestamp?) -> Verdict {
        guard first <= last else { return phase == .following ? lose(.contradiction) : .ignored }
        switch phase {
        case .following:
            if isRefreshing, !kept.append(rows, first, last, time) { endRefresh() }
            let verdict = follow(rows, first, last, time)
            // What showed the hole is the first change after it.
            if verdict == .lost(.sequence) || verdict == .lost(.crossed) { kept.append(rows, first, last, time) }
            position = max(position ?? last, last)
            return verdict
        case .waitingForChange, .waitingForSnapshot:
            // A hole while changes are kept: those before it are of no use.
            if let position, first > position.addingSaturating(1) { kept.removeAll() }
            position = max(position ?? last, last)
            guard kept.append(rows, first, last, time) else { return lose(.snapshot) }
            guard phase == .waitingForChange else { return .kept }
            phase = .waitingForSnapshot
            return .needsSnapshot(after: .zero)
        }
    }

    mutating func follow(_ rows: [BookRow], _ first: Int64, _ last: Int64, _ time: Timestamp?) -> Verdict {
        guard last > lastID else { return .ignored }
        guard first <= lastID.addingSaturating(1) else { return lose(.sequence) }
        var places = BookPlaces()
        for row in rows where row.sequence == 0 || row.sequence > lastID {
            do throws(BookError) {
                try book.set(row.side, price: row.price, quantity: row.quantity, near: &places)
            } catch {
                return lose(.contradiction)
            }
        }
        lastID = last
        book.sequence = UInt64(exactly: last)
        guard isKnown(toDepth: promisedDepth) else { return lose(.thin) }
        return checkCrossing(time)
    }

    /// A crossed book is not right, though the next change may uncross it: a venue may cut one event in two. Twice in a
    /// row and it is lost (binance.md I.1).
    private mutating func checkCrossing(_ time: Timestamp?) -> Verdict {
        guard book.isCrossed else {
            if wasCrossed { book.mark(.live) }
            wasCrossed = false
            if let time { book.time = time }
            return .applied
        }
        if wasCrossed { return lose(.crossed) }
        wasCrossed = true
        book.mark(.resyncing(.crossed))
        return .applied
    }
}

extension Int64 {
    /// The sum, or the end of the range.
    func addingSaturating(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}
