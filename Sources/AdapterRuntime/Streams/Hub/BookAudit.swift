import AdapterProtocol

/// The best levels of a live book by their number, kept while a snapshot is read, so that the two are compared at one
/// and the same moment of the venue.
struct BookAudit: Sendable {
    /// What came of a comparison.
    enum Verdict: Sendable, Equatable {
        case equal
        case different
        /// No state of the book has the snapshot's number: nothing can be said.
        case incomparable
    }

    /// States kept at most: some seconds of a busy book.
    static var mostKept: Int { 512 }

    private struct Moment: Sendable {
        let sequence: UInt64
        let bids: [BookLevel]
        let asks: [BookLevel]
    }

    private var moments: [Moment] = []

    /// Keeps a state of the book.
    mutating func note(_ book: LiveBook) {
        guard book.state.isLive, let sequence = book.sequence, moments.count < Self.mostKept else { return }
        if moments.last?.sequence == sequence { moments.removeLast() }
        let depth = StreamSettings.auditDepth
        moments.append(
            Moment(
                sequence: sequence, bids: book.levels(.buy, depth: depth), asks: book.levels(.sell, depth: depth)))
    }

    /// Compares with a snapshot.
    func verdict(on snapshot: OrderBook) -> Verdict {
        guard let number = snapshot.sequence, let moment = moments.last(where: { $0.sequence == number }) else {
            return .incomparable
        }
        let isEqual = Self.agree(moment.bids, snapshot.bids) && Self.agree(moment.asks, snapshot.asks)
        return isEqual ? .equal : .different
    }

    /// A snapshot may show fewer levels than we keep, and we may keep fewer than it shows: the common ones count.
    private static func agree(_ ours: [BookLevel], _ theirs: [BookLevel]) -> Bool {
        let count = min(ours.count, theirs.count)
        return ours.prefix(count) == theirs.prefix(count) && (count > 0 || ours.isEmpty == theirs.isEmpty)
    }
}
