import AdapterProtocol

/// How one budget comes back, as a pure state machine. It counts answered calls only; those under way are the
/// ``RateBudget``'s.
protocol RateShape: Sendable {
    /// Costs of answered calls that still count.
    var counted: Int { get }
    /// Lets time pass.
    mutating func roll(to now: RateMoment)
    /// Counts an answered call. The venue saw it at some time before `now`, so counting it from `now` errs on the safe
    /// side.
    mutating func book(_ cost: Int, at now: RateMoment)
    /// How long until `excess` has come back, or as much as is counted; nil when nothing is counted, so that only
    /// answers can help.
    func wait(for excess: Int, at now: RateMoment) -> Duration?
    /// Whether a figure reported for a call sent at `sent` belongs to the window that is counted now.
    func isCurrent(_ sent: RateMoment) -> Bool
}

/// A sum of costs that were booked close to each other, so that a busy budget keeps few entries.
struct BookedCost: Sendable {
    let first: Timestamp
    private(set) var last: Timestamp
    private(set) var cost: Int

    init(_ cost: Int, at time: Timestamp) {
        first = time
        last = time
        self.cost = cost
    }

    /// Adds to the newest entry when it began less than `grain` ago, else appends.
    static func add(_ cost: Int, at time: Timestamp, grain: Duration, to entries: inout [BookedCost]) {
        if let newest = entries.indices.last, time >= entries[newest].last,
            time < entries[newest].first.advanced(by: grain)
        {
            entries[newest].last = time
            entries[newest].cost += cost
        } else {
            entries.append(BookedCost(cost, at: time))
        }
    }

    /// The entry, moved back to `now` when the clock was set back behind it: it must not count longer for that.
    func notAfter(_ now: Timestamp) -> BookedCost {
        last > now ? BookedCost(cost, at: now) : self
    }
}
