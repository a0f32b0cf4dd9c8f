import AdapterKit
import AdapterProtocol

/// One followed book: a snapshot over REST, then numbered changes (kucoin.md I.5).
struct KuCoinBookFeed: Sendable {
    private let slot: Int
    private let symbol: Symbol
    private let depth: Int
    private var diff: DiffBook
    /// Whether a snapshot is asked for and has not come yet.
    private var isAsked = false
    /// Whether the stream has told a change.
    private var hasChange = false
    /// The time of the last value that was known to be right.
    private var lastGood: Timestamp?
    /// When the book became live last.
    private var liveSince: Duration?
    /// Why it was lost, as its readers know; nil while nothing is lost.
    private var loss: StreamCause?
    /// Snapshots asked for since the book last was live for a while.
    private var attempts = 0

    /// Levels of the public snapshot: one of 20 costs the same.
    private static let publicDepth = 100
    /// Fewer known levels than these, and the book is lost; at half of the snapshot's it is read again meanwhile.
    private static let fewestLevels = 20
    /// Before a snapshot that was too old is read again.
    private static let pause: Duration = .milliseconds(300)
    /// The longest of the pauses, which double.
    private static let longestPause: Duration = .seconds(10)
    /// Live for so long, the troubles before are over.
    private static let calm: Duration = .seconds(30)

    /// The book as it stands.
    var book: LiveBook { diff.book }

    /// A book of which nothing is known yet.
    init(_ subscription: MarketSubscription) {
        slot = subscription.slot
        symbol = subscription.instrument.symbol
        depth = if case .book(let depth) = subscription.channel { depth } else { 0 }
        diff = DiffBook(
            symbol: symbol, priceScale: subscription.instrument.price.step.value?.normalized.scale ?? 8,
            pauseBetweenSnapshots: Self.pause, promisedDepth: min(max(depth, 1), Self.fewestLevels))
    }

    /// Takes a change.
    mutating func take(
        _ payload: KuCoinMarketPayload, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        hasChange = true
        let verdict = diff.take(payload.rows, first: payload.first, last: payload.last, time: payload.time)
        follow(verdict, payload.time, at: now, &output)
        if diff.wantsRefresh, diff.beginRefresh() { request(after: .zero, &output) }
    }

    /// Takes a snapshot, or the news that there is none.
    ///
    /// - Returns: An error that no later snapshot will mend.
    mutating func take(
        _ snapshot: Result<OrderBook, VenueError>, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) -> VenueError? {
        isAsked = false
        switch snapshot {
        case .success(let snapshot):
            // More levels than the public snapshot has at most are the full one's, which lacks none.
            let isPublic = max(snapshot.bids.count, snapshot.asks.count) <= Self.publicDepth
            diff.snapshotDepth = isPublic ? Self.publicDepth : nil
            follow(diff.take(snapshot), diff.book.time, at: now, &output)
        case .failure(let error):
            if error.kind == .unknownSymbol || error.kind == .unsupported { return error }
            guard case .needsSnapshot(let pause) = diff.snapshotFailed() else { return nil }
            if case .after(let advised) = error.advice {
                request(after: max(pause, advised), &output)
            } else {
                request(after: pause, &output)
            }
        }
        return nil
    }

    /// A market that has been silent since the venue took its topic: a snapshot of now needs no change to go on from.
    mutating func expectSnapshot(_ output: inout StreamOutput<MarketStreamEvent>) {
        guard !hasChange else { return }
        diff.expectSnapshot()
        request(after: .zero, &output)
    }

    /// Begins anew, because somebody found the book wrong.
    mutating func lose(
        because cause: StreamCause, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        follow(diff.lose(cause), nil, at: now, &output)
    }

    private mutating func follow(
        _ verdict: DiffBook.Verdict, _ time: Timestamp?, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        switch verdict {
        case .ignored, .kept: break
        case .needsSnapshot(let pause): request(after: pause, &output)
        case .lost(let cause):
            tellLoss(cause, at: now, &output)
            request(after: .zero, &output)
        case .synchronised:
            // A refreshed book that was not what it showed, though no number was missing.
            if diff.wasRefreshedFromWrong {
                loss = .audit
                output.tell(.marker(slot: slot, marker(.gap, .audit, at: now)))
            }
            liveSince = liveSince ?? now.elapsed
            if let loss { output.tell(.marker(slot: slot, marker(.resynced, loss, at: now))) }
            loss = nil
            lastGood = time ?? now.time
            output.tell(.book(slot: slot))
        case .applied:
            if diff.book.state.isLive { lastGood = time ?? now.time }
            output.tell(.book(slot: slot))
        }
    }

    /// Readers of a book that was never live have lost nothing.
    private mutating func tellLoss(
        _ cause: StreamCause, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        if let since = liveSince {
            if now.elapsed - since >= Self.calm { attempts = 0 }
            liveSince = nil
            loss = cause
            output.tell(.marker(slot: slot, marker(.gap, cause, at: now)))
        }
        output.tell(.book(slot: slot))
    }

    private func marker(_ kind: StreamMarker.Kind, _ cause: StreamCause, at now: StreamInstant) -> StreamMarker {
        StreamMarker(kind, cause, symbol: symbol, from: lastGood, to: now.time)
    }

    /// The first snapshot is read at once, later ones after pauses that double; one at a time.
    private mutating func request(after pause: Duration, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard !isAsked else { return }
        isAsked = true
        let backoff = attempts == 0 ? .zero : Self.pause * (1 << min(attempts - 1, 6))
        attempts += 1
        output.requestSnapshot(
            slot: slot, depth: depth > Self.publicDepth ? .max : Self.publicDepth,
            after: max(pause, min(backoff, Self.longestPause)))
    }
}
