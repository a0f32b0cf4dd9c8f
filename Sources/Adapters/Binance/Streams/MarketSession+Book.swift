import AdapterKit
import AdapterProtocol

extension BinanceMarketSession {
    mutating func take(_ change: DepthChange, _ position: Int, at now: StreamInstant, _ output: inout Output) {
        guard let (verdict, isDue) = streams[position].book?.take(change, rows, at: now.elapsed) else { return }
        switch verdict {
        case .applied:
            for slot in streams[position].slots { output.tell(.book(slot: slot)) }
            if isDue { refresh(position, &output) }
        case .lost(let cause): lost(position, cause, at: now, &output)
        case .needsSnapshot:
            if streams[position].book?.quietAt != nil {
                streams[position].book?.quietAt = nil
                planWake()
            }
            askForSnapshot(position, &output)
        case .kept, .ignored, .synchronised: break
        }
    }

    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant, _ output: inout Output
    ) {
        guard let position = positions[slot], let asked = streams[position].book?.asked, asked.slot == slot else {
            return
        }
        streams[position].book?.asked = nil
        switch snapshot {
        case .success(let book): take(book, asked.depth, position, at: now, &output)
        case .failure(let error):
            if error.isFinal { return refuse(position, error, &output) }
            streams[position].book?.failures += 1
            guard case .needsSnapshot? = streams[position].book?.diff.snapshotFailed() else { return }
            askForSnapshot(position, after: error.pause, &output)
        }
    }

    mutating func resync(
        _ slot: Int, because cause: StreamCause, at now: StreamInstant, _ output: inout Output
    ) {
        guard let position = positions[slot], streams[position].book?.diff.lose(cause) != nil else { return }
        lost(position, cause, at: now, &output)
    }

    private mutating func take(
        _ snapshot: OrderBook, _ depth: Int, _ position: Int, at now: StreamInstant, _ output: inout Output
    ) {
        guard var book = streams[position].book else { return }
        // Moved out and in again, so that the levels stay in one place.
        streams[position].book = nil
        book.diff.snapshotDepth = depth
        book.diff.promisedDepth = min(book.depth, depth / 2)
        let verdict = book.diff.take(snapshot)
        streams[position].book = book
        switch verdict {
        case .synchronised: synchronised(position, at: now, &output)
        case .needsSnapshot(let pause):
            streams[position].book?.failures += 1
            askForSnapshot(position, after: pause, &output)
        case .lost(let cause): lost(position, cause, at: now, &output)
        case .applied, .ignored, .kept: break
        }
    }

    private mutating func synchronised(_ position: Int, at now: StreamInstant, _ output: inout Output) {
        guard let book = streams[position].book else { return }
        let isFirst = book.liveSince == nil && book.openGap == nil
        streams[position].book?.liveSince = now.elapsed
        if let cause = book.openGap {
            streams[position].book?.openGap = nil
            let marker = streams[position].marker(.resynced, cause, to: now.time)
            tell(position, &output) { .marker(slot: $0, marker) }
        } else if isFirst {
            tell(position, &output) { .live(slot: $0) }
        } else if book.diff.wasRefreshedFromWrong {
            // Nothing else had shown it: what was told since the last snapshot is in doubt.
            let gap = streams[position].marker(.gap, .audit, to: now.time)
            let mended = streams[position].marker(.resynced, .audit, to: now.time)
            tell(position, &output) { .marker(slot: $0, gap) }
            tell(position, &output) { .marker(slot: $0, mended) }
        } else {
            // Live all along: only now has it lasted.
            streams[position].book?.failures = 0
        }
        tell(position, &output) { .book(slot: $0) }
    }

    /// A book is not right any more: everybody is told, and a snapshot is asked for, later the more often that happens.
    private mutating func lost(
        _ position: Int, _ cause: StreamCause, at now: StreamInstant, _ output: inout Output
    ) {
        guard let book = streams[position].book else { return }
        let hasLasted = book.liveSince.map { now.elapsed - $0 >= .seconds(60) } ?? false
        streams[position].book?.failures = hasLasted ? 0 : book.failures + 1
        if book.liveSince != nil, book.openGap == nil {
            streams[position].book?.openGap = cause
            let marker = streams[position].marker(.gap, cause, from: book.diff.book.time, to: now.time)
            tell(position, &output) { .marker(slot: $0, marker) }
        }
        streams[position].book?.liveSince = nil
        tell(position, &output) { .book(slot: $0) }
        askForSnapshot(position, &output)
    }

    /// Asks for a newer snapshot of a live book, which stays live meanwhile.
    mutating func refresh(_ position: Int, _ output: inout Output) {
        guard streams[position].book?.asked == nil, streams[position].book?.diff.beginRefresh() == true else { return }
        askForSnapshot(position, &output)
    }

    /// Asks for a snapshot unless one is on its way.
    mutating func askForSnapshot(_ position: Int, after pause: Duration = .zero, _ output: inout Output) {
        guard let slot = streams[position].slots.first, let book = streams[position].book, book.asked == nil else {
            return
        }
        let depth = FollowedBook.snapshotDepth(for: book.depth)
        streams[position].book?.asked = .init(slot: slot, depth: depth)
        output.requestSnapshot(slot: slot, depth: depth, after: max(pause, book.pause))
    }
}

extension VenueError {
    /// Whether no later snapshot will be answered either.
    fileprivate var isFinal: Bool {
        switch kind {
        case .unknownSymbol, .permission, .authentication, .badRequest, .unsupported: advice == .never
        default: false
        }
    }

    fileprivate var pause: Duration { if case .after(let pause) = advice { pause } else { .seconds(1) } }
}
