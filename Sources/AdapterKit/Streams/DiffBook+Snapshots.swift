public import AdapterProtocol

extension DiffBook {
    /// Takes the snapshot that was asked for.
    public mutating func take(_ snapshot: OrderBook) -> Verdict {
        guard phase == .waitingForSnapshot || isRefreshing || (phase == .waitingForChange && position != nil) else {
            return .ignored
        }
        guard let number = snapshot.sequence.flatMap({ Int64(exactly: $0) }) else { return lose(.snapshot) }
        guard reaches(number) else {
            if phase == .waitingForChange { phase = .waitingForSnapshot }
            return .needsSnapshot(after: pauseBetweenSnapshots)
        }
        wasRefreshedFromWrong = false
        let before = isRefreshing && book.state.isLive ? (id: lastID, book: book) : nil
        do throws(BookError) {
            try book.replace(bids: snapshot.bids, asks: snapshot.asks)
        } catch {
            return lose(.contradiction)
        }
        if let time = snapshot.time { book.time = time }
        lastID = number
        setEdges(snapshot)
        return replay(on: before)
    }

    /// The snapshot could not be read: ask again.
    public mutating func snapshotFailed() -> Verdict {
        guard phase != .following || isRefreshing else { return .ignored }
        return .needsSnapshot(after: pauseBetweenSnapshots)
    }

    /// The venue has been silent since it took the subscription: a snapshot asked for now is newer than that, so that
    /// it is of use without a change. Quiet markets have none for minutes.
    public mutating func expectSnapshot() {
        if phase == .waitingForChange { phase = .waitingForSnapshot }
    }

    /// Gets ready for a snapshot of a book that is followed: changes are kept from now on, and the book stays live.
    /// False when it is not followed, or is being refreshed already.
    public mutating func beginRefresh() -> Bool {
        guard phase == .following, !isRefreshing else { return false }
        isRefreshing = true
        kept.removeAll()
        return true
    }

    /// Whether less than half of what the snapshot showed is left on a side: time to refresh (binance.md I.1).
    public var wantsRefresh: Bool {
        guard phase == .following, !isRefreshing, let snapshotDepth else { return false }
        return !isKnown(toDepth: snapshotDepth / 2)
    }

    /// Whether the best `depth` levels of both sides lie within what the snapshot showed.
    public func isKnown(toDepth depth: Int) -> Bool {
        if let bid = edges.bid, !isWithin(bid, .buy, depth) { return false }
        if let ask = edges.ask, !isWithin(ask, .sell, depth) { return false }
        return true
    }

    private func isWithin(_ edge: ExactDecimal, _ side: Side, _ depth: Int) -> Bool {
        guard depth > 0 else { return true }
        guard let rung = book.rung(side, depth - 1), let key = edge.coefficient(atScale: book.priceScale) else {
            return false
        }
        return side == .buy ? Int128(rung.key) >= key : Int128(rung.key) <= key
    }

    /// Whether a snapshot and the kept changes leave no hole. One that is too old is read again.
    private func reaches(_ number: Int64) -> Bool {
        if let oldest = kept.changes.first { return oldest.first <= number.addingSaturating(1) }
        return position.map { $0 <= number } ?? true
    }

    /// A side with as many levels as were asked for may go on beyond the last one.
    private mutating func setEdges(_ snapshot: OrderBook) {
        guard let snapshotDepth else {
            book.promisedDepth = max(snapshot.bids.count, snapshot.asks.count)
            return
        }
        edges.bid = snapshot.bids.count < snapshotDepth ? nil : snapshot.bids.last?.price
        edges.ask = snapshot.asks.count < snapshotDepth ? nil : snapshot.asks.last?.price
        book.promisedDepth = edges.bid == nil && edges.ask == nil ? nil : promisedDepth
    }

    /// Applies the changes that were kept. Where a hole shows among them, what comes after it is kept on.
    private mutating func replay(on before: (id: Int64, book: LiveBook)?) -> Verdict {
        phase = .following
        wasCrossed = false
        let changes = kept.changes
        endRefresh()
        for (index, change) in changes.enumerated() {
            guard case .lost(let cause) = follow(change.rows, change.first, change.last, change.time) else { continue }
            for rest in changes[index...] where cause == .sequence { kept.append(rest) }
            return .lost(cause)
        }
        book.sequence = UInt64(exactly: lastID)
        guard !book.isCrossed else { return lose(.crossed) }
        guard isKnown(toDepth: min(promisedDepth, snapshotDepth ?? 0)) else { return lose(.thin) }
        if let before {
            wasRefreshedFromWrong = before.id == lastID && differs(from: before.book)
        }
        book.mark(.live)
        return .synchronised
    }

    func differs(from other: LiveBook) -> Bool {
        let depth = max(promisedDepth, 1)
        return book.levels(.buy, depth: depth) != other.levels(.buy, depth: depth)
            || book.levels(.sell, depth: depth) != other.levels(.sell, depth: depth)
    }

    mutating func endRefresh() {
        isRefreshing = false
        kept.removeAll()
    }
}

/// Changes that wait for a snapshot.
struct KeptChanges: Sendable {
    struct Change: Sendable {
        let first: Int64
        let last: Int64
        let time: Timestamp?
        let rows: [BookRow]
    }

    /// Rows kept at most; a venue that sends more has not answered for minutes.
    static var mostRows: Int { 1 << 20 }

    private(set) var changes: [Change] = []
    private var rows = 0

    mutating func removeAll() {
        guard !changes.isEmpty else { return }
        changes = []
        rows = 0
    }

    mutating func append(_ change: Change) {
        changes.append(change)
        rows += change.rows.count
    }

    /// False, and nothing kept, when there are too many.
    @discardableResult
    mutating func append(_ rows: [BookRow], _ first: Int64, _ last: Int64, _ time: Timestamp?) -> Bool {
        // A change without rows counts too: it takes memory.
        guard self.rows + rows.count < Self.mostRows, changes.count < Self.mostRows else { return false }
        append(Change(first: first, last: last, time: time, rows: rows))
        return true
    }
}
