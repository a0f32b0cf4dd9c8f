import AdapterKit
import AdapterProtocol

/// One followed book: a snapshot over REST, then numbered changes (kucoin.md I.5).
struct KuCoinBookFeed: Sendable {
    private let slot: Int
    private let symbol: Symbol
    private let depth: Int
    private var diff: DiffBook
    /// Where the snapshot ended, on each side that it did not show whole.
    private var edges: (bid: ExactDecimal?, ask: ExactDecimal?) = (nil, nil)
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
    /// Fewer known levels than these, and the snapshot is renewed.
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
            pauseBetweenSnapshots: Self.pause)
    }

    /// Takes a change.
    mutating func take(
        _ payload: KuCoinMarketPayload, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let verdict = diff.take(payload.rows, first: payload.first, last: payload.last, time: payload.time)
        guard verdict == .lost(.sequence) else { return follow(verdict, payload.time, at: now, &output) }
        follow(verdict, payload.time, at: now, &output)
        // The change that showed the gap is right in itself: it waits for the snapshot.
        let again = diff.take(payload.rows, first: payload.first, last: payload.last, time: payload.time)
        follow(again, payload.time, at: now, &output)
    }

    /// Takes a snapshot, or the news that there is none.
    ///
    /// - Returns: An error that no later snapshot will mend.
    mutating func take(
        _ snapshot: Result<OrderBook, VenueError>, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) -> VenueError? {
        switch snapshot {
        case .success(let snapshot):
            let verdict = diff.take(snapshot)
            if verdict == .synchronised { edges = Self.edges(of: snapshot) }
            follow(verdict, diff.book.time, at: now, &output)
        case .failure(let error):
            if error.kind == .unknownSymbol || error.kind == .unsupported { return error }
            let verdict = diff.snapshotFailed()
            if case .needsSnapshot = verdict, case .after(let pause) = error.advice {
                return request(after: pause, &output)
            }
            follow(verdict, nil, at: now, &output)
        }
        return nil
    }

    /// Begins anew, because somebody found the book wrong.
    mutating func restart(
        because cause: StreamCause, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        diff.restart(because: cause)
        tellLoss(cause, at: now, &output)
    }

    private mutating func follow(
        _ verdict: DiffBook.Verdict, _ time: Timestamp?, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        switch verdict {
        case .ignored, .kept: break
        case .needsSnapshot(let pause): _ = request(after: pause, &output)
        case .lost(let cause): tellLoss(cause, at: now, &output)
        case .synchronised:
            liveSince = now.elapsed
            lastGood = time ?? now.time
            if let loss { output.tell(.marker(slot: slot, marker(.resynced, loss, at: now))) }
            loss = nil
            output.tell(.book(slot: slot))
        case .applied:
            if isThin { return restart(because: .thin, at: now, &output) }
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

    /// The first snapshot is read at once, later ones after pauses that double.
    private mutating func request(
        after pause: Duration, _ output: inout StreamOutput<MarketStreamEvent>
    ) -> VenueError? {
        let backoff = attempts == 0 ? .zero : Self.pause * (1 << min(attempts - 1, 6))
        attempts += 1
        output.requestSnapshot(
            slot: slot, depth: depth > Self.publicDepth ? .max : Self.publicDepth,
            after: max(pause, min(backoff, Self.longestPause)))
        return nil
    }

    /// Levels beyond the snapshot's last one are unknown until they are touched (kucoin.md I.5).
    private var isThin: Bool {
        isThin(.buy, beyond: edges.bid, <) || isThin(.sell, beyond: edges.ask, >)
    }

    private func isThin(_ side: Side, beyond edge: ExactDecimal?, _ isBeyond: (Int64, Int64) -> Bool) -> Bool {
        guard let edge else { return false }
        guard let rung = diff.book.rung(side, min(max(depth, 1), Self.fewestLevels) - 1),
            let key = edge.coefficient(atScale: diff.book.priceScale).flatMap({ Int64(exactly: $0) })
        else { return true }
        return isBeyond(rung.key, key)
    }

    /// A side with as many levels as the public snapshot shows at most goes on beyond them; with fewer it is whole, with
    /// more it comes from the full snapshot.
    private static func edges(of snapshot: OrderBook) -> (bid: ExactDecimal?, ask: ExactDecimal?) {
        (
            snapshot.bids.count == publicDepth ? snapshot.bids.last?.price : nil,
            snapshot.asks.count == publicDepth ? snapshot.asks.last?.price : nil
        )
    }
}
