import AdapterKit
import AdapterProtocol

/// A book with what is known of its snapshots.
struct FollowedBook: Sendable {
    /// A snapshot on its way.
    struct Asked: Sendable {
        let slot: Int
        let depth: Int
    }

    var diff: DiffBook
    /// Levels a side that readers want.
    var depth: Int
    var asked: Asked?
    /// Why readers were told of a gap that is not mended yet.
    var openGap: StreamCause?
    /// Snapshots read in vain, or books lost soon after they were live: each doubles the pause before the next one.
    var failures = 0
    var liveSince: Duration?
    /// When the venue has been silent for so long that a snapshot is asked for without a change.
    var quietAt: Duration?

    /// The deepest book that can be followed: of 5,000 levels half may be used up before they are read anew.
    static var deepest: Int { 2500 }
    /// A limited snapshot is incomplete far from the price, and after long moves near it: it is read anew every few
    /// minutes (binance.md I.1), which shows errors too. 50 of 6,000 weight every five minutes.
    static var refreshInterval: Duration { .seconds(300) }
    /// The least time between two snapshots of a live book, however fast the price runs.
    static var leastRefreshInterval: Duration { .seconds(10) }
    /// How long a market may be silent after its subscription was taken; changes come every 100 ms where there are any.
    static var quietLimit: Duration { .seconds(5) }

    init(_ subscription: MarketSubscription, depth: Int) {
        diff = DiffBook(
            symbol: subscription.instrument.symbol, priceScale: Self.priceScale(of: subscription.instrument),
            pauseBetweenSnapshots: .seconds(1), snapshotDepth: Self.snapshotDepth(for: depth), promisedDepth: depth)
        self.depth = depth
    }

    /// Twice what is wanted at least: 1,000 levels (weight 50), 5,000 (weight 250) for deep books.
    static func snapshotDepth(for depth: Int) -> Int { depth <= 500 ? 1000 : 5000 }

    /// Prices come with as many decimals as the quote asset may have, whatever the tick is: at that scale they are
    /// compared as they stand. Where such integers could exceed 64 bits the tick's scale serves.
    private static func priceScale(of instrument: Instrument) -> Int {
        let tick = instrument.price.step.value?.normalized.scale ?? 8
        let scale = max(instrument.quoteScale ?? tick, tick)
        guard let most = instrument.price.maximum.value, let key = most.normalized.coefficient(atScale: scale) else {
            return instrument.price.maximum.value == nil ? scale : tick
        }
        return key < Int128(Int64.max) ? scale : tick
    }

    /// The pause before a snapshot after `failures`: 1, 2, 4 … 64 s (K14: refetch loops end in a ban).
    var pause: Duration { failures == 0 ? .zero : .seconds(1 << min(failures - 1, 6)) }

    /// Takes a change; says what came of it, and whether the book is to be refreshed now. One step, so that a frame copies
    /// nothing of the book out of the session.
    mutating func take(
        _ change: DepthChange, _ rows: [BookRow], at elapsed: Duration
    ) -> (verdict: DiffBook.Verdict, isDue: Bool) {
        let verdict = diff.take(rows, first: change.first, last: change.last, time: change.time)
        return (verdict, verdict == .applied && isDue(at: elapsed))
    }

    /// Whether a live book is to be refreshed.
    private func isDue(at elapsed: Duration) -> Bool {
        guard asked == nil, let liveSince else { return false }
        let age = elapsed - liveSince
        return age >= Self.refreshInterval || (age >= Self.leastRefreshInterval && diff.wantsRefresh)
            || (age >= Self.leastRefreshInterval && diff.promisedDepth < depth)
    }
}
