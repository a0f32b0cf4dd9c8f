import AdapterProtocol

/// Whole at the edges of a calendar window of the venue's clock.
///
/// Our idea of the edge is off by the estimate's uncertainty, so a call near the edge counts in both windows, and the
/// window turns only once it has surely turned at the venue.
struct CalendarBudget: RateShape {
    private static let grain: Duration = .milliseconds(10)
    /// Costs older than this are never near an edge: no estimate that is any use is off by more.
    private static let memory: Duration = .seconds(10)

    let length: Duration
    private(set) var counted = 0
    private var start: Timestamp?
    private var recent: [BookedCost] = []

    init(length: Duration) {
        self.length = max(length, .nanoseconds(1))
    }

    mutating func roll(to now: RateMoment) {
        let current = edge(before: now.venue.advanced(by: .zero - now.uncertainty))
        defer { start = current }
        // A clock that went back keeps what is counted, until the next edge.
        guard let start, current > start else { return }
        let doubtful = current.advanced(by: .zero - now.uncertainty)
        recent = recent.filter { $0.last >= doubtful }
        counted = recent.reduce(0) { $0 + $1.cost }
    }

    mutating func book(_ cost: Int, at now: RateMoment) {
        counted += cost
        let oldest = now.venue.advanced(by: .zero - Self.memory)
        if let first = recent.first, first.last < oldest { recent.removeAll { $0.last < oldest } }
        BookedCost.add(cost, at: now.venue, grain: Self.grain, to: &recent)
    }

    func wait(for excess: Int, at now: RateMoment) -> Duration? {
        guard counted > 0 else { return nil }
        let past = now.venue.advanced(by: .zero - now.uncertainty)
        return edge(before: past).advanced(by: length).duration(since: past)
    }

    func isCurrent(_ sent: RateMoment) -> Bool {
        start.map { sent.venue.advanced(by: .zero - sent.uncertainty) >= $0 } ?? true
    }

    private func edge(before time: Timestamp) -> Timestamp {
        let width = length.wholeNanoseconds
        let rest = time.nanoseconds % width
        return time.advanced(by: .nanoseconds(rest < 0 ? 0 - rest - width : 0 - rest))
    }
}
