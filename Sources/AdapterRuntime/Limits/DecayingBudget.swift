import AdapterProtocol

/// Comes back continuously, so much per second.
struct DecayingBudget: RateShape {
    let perSecond: Int
    private(set) var counted = 0
    private var since: Timestamp?

    init(perSecond: Int) {
        self.perSecond = max(perSecond, 1)
    }

    mutating func roll(to now: RateMoment) {
        guard counted > 0, let since, now.local > since else {
            since = now.local
            return
        }
        let unit = max(1_000_000_000 / Int64(perSecond), 1)
        let units = now.local.duration(since: since).wholeNanoseconds / unit
        guard units > 0 else { return }
        counted -= min(counted, Int(clamping: units))
        // The rest of a unit is kept for the next time, so that asking often loses nothing.
        self.since = since.advanced(by: .nanoseconds(units * unit))
    }

    mutating func book(_ cost: Int, at now: RateMoment) {
        counted += cost
    }

    func wait(for excess: Int, at now: RateMoment) -> Duration? {
        guard counted > 0 else { return nil }
        let unit = max(1_000_000_000 / Int64(perSecond), 1)
        let (needed, overflow) = Int64(min(excess, counted)).multipliedReportingOverflow(by: unit)
        let end = (since ?? now.local).advanced(by: .nanoseconds(overflow ? .max : needed))
        return end.duration(since: now.local)
    }

    func isCurrent(_ sent: RateMoment) -> Bool { true }
}
