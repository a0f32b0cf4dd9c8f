import AdapterProtocol

/// Calls lie at least this far apart, from one answer to the next request, whatever they cost.
struct SpacedBudget: RateShape {
    let spacing: Duration
    private var last: Timestamp?

    init(spacing: Duration) {
        self.spacing = spacing
    }

    var counted: Int { last == nil ? 0 : 1 }

    mutating func roll(to now: RateMoment) {
        guard let last else { return }
        if now.local >= last.advanced(by: spacing) { self.last = nil } else { self.last = min(last, now.local) }
    }

    mutating func book(_ cost: Int, at now: RateMoment) {
        last = now.local
    }

    func wait(for excess: Int, at now: RateMoment) -> Duration? {
        last.map { $0.advanced(by: spacing).duration(since: now.local) }
    }

    func isCurrent(_ sent: RateMoment) -> Bool { false }
}
