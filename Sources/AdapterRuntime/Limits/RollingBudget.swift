import AdapterProtocol

/// For a window that opens with the first call counted: where the venue's window begins depends on when the call
/// arrived, which we do not see, so every cost counts for a full length after its answer. No window of that length,
/// wherever it begins, is ever exceeded.
struct RollingBudget: RateShape {
    let length: Duration
    private var entries: [BookedCost] = []

    init(length: Duration) {
        self.length = max(length, .nanoseconds(1))
    }

    var counted: Int { entries.reduce(0) { $0 + $1.cost } }

    mutating func roll(to now: RateMoment) {
        if let newest = entries.last, newest.last > now.local { entries = entries.map { $0.notAfter(now.local) } }
        let gone = entries.prefix { $0.last.advanced(by: length) <= now.local }.count
        if gone > 0 { entries.removeFirst(gone) }
    }

    mutating func book(_ cost: Int, at now: RateMoment) {
        guard cost > 0 else { return }
        BookedCost.add(cost, at: now.local, grain: length / 200, to: &entries)
    }

    func wait(for excess: Int, at now: RateMoment) -> Duration? {
        var missing = excess
        for entry in entries {
            missing -= entry.cost
            if missing <= 0 { return entry.last.advanced(by: length).duration(since: now.local) }
        }
        return entries.last.map { $0.last.advanced(by: length).duration(since: now.local) }
    }

    func isCurrent(_ sent: RateMoment) -> Bool { true }
}
