import AdapterProtocol

/// One rate limit as a pure state machine on the venue's clock.
///
/// Answers overtake each other, so the venue's figure counts only for the newest request it can know of:
/// used = max(venue's figure, ours) + what was sent after that request (peers.md 2.5).
struct RateBudget: Sendable {
    let rule: RateLimitRule
    /// Share of the limit that is used at most; the rest absorbs what other processes behind the address do.
    let ceiling: Int

    private var windowStart: Timestamp?
    /// Costs of the window's calls that were settled.
    private var settled = 0
    /// Costs of calls under way, by ticket.
    private var outstanding: [UInt64: Int] = [:]
    private var newestSettled: UInt64 = 0
    /// When a decaying counter was last brought up to date.
    private var levelAt: Timestamp?

    init(rule: RateLimitRule, headroom: Int) {
        self.rule = rule
        ceiling = max(1, rule.limit - rule.limit * headroom / 100)
    }

    /// What is counted as used now.
    func used(at now: Timestamp) -> Int {
        var copy = self
        copy.roll(to: now)
        return copy.current
    }

    private var current: Int { settled + outstanding.values.reduce(0, +) }

    /// Reserves a cost, or says how long to wait. `share` lowers the ceiling for calls that may wait.
    mutating func reserve(_ cost: Int, ticket: UInt64, share: Int, at now: Timestamp) -> Duration? {
        roll(to: now)
        let allowed = max(1, ceiling * share / 100)
        guard current + cost > allowed, current > 0 else {
            if windowStart == nil { windowStart = start(of: now) }
            outstanding[ticket] = cost
            return nil
        }
        return wait(for: current + cost - allowed, at: now)
    }

    /// Books what a call cost in the end; `reported` is the venue's own figure.
    mutating func settle(ticket: UInt64, cost: Int, reported: Int?, at now: Timestamp) {
        roll(to: now)
        guard outstanding.removeValue(forKey: ticket) != nil else { return }
        settled += cost
        guard let reported, ticket > newestSettled else { return }
        newestSettled = ticket
        let sentBefore = outstanding.filter { $0.key < ticket }.values.reduce(0, +)
        // The venue's figure may already count calls whose answers are still on their way.
        settled = max(settled, reported - sentBefore)
    }

    /// Gives back a reservation whose call was never sent.
    mutating func cancel(ticket: UInt64) {
        outstanding[ticket] = nil
    }

    private mutating func roll(to now: Timestamp) {
        switch rule.shape {
        case .calendarWindow:
            let start = start(of: now)
            if windowStart != start { reset(to: start) }
        case .windowFromFirstCall(let length), .spacing(let length):
            if let windowStart, now >= windowStart.advanced(by: length) || now < windowStart { reset(to: nil) }
        case .decay(let perSecond):
            guard let since = levelAt, now > since else {
                levelAt = max(levelAt ?? now, now)
                return
            }
            let elapsed = now.duration(since: since).wholeMilliseconds
            let returned = Int(clamping: elapsed).multipliedReportingOverflow(by: perSecond)
            let whole = returned.overflow ? Int.max : returned.partialValue / 1000
            guard whole > 0 else { return }
            settled = max(0, settled - whole)
            levelAt = now
        }
    }

    private mutating func reset(to start: Timestamp?) {
        windowStart = start
        settled = 0
        // Calls under way may be counted by the venue in the new window: keep them counted.
    }

    private func start(of now: Timestamp) -> Timestamp {
        guard case .calendarWindow(let length) = rule.shape else { return now }
        let width = max(length.wholeNanoseconds, 1)
        let rest = now.nanoseconds % width
        return Timestamp(nanoseconds: now.nanoseconds - (rest < 0 ? rest + width : rest))
    }

    private func wait(for excess: Int, at now: Timestamp) -> Duration {
        switch rule.shape {
        case .calendarWindow(let length):
            start(of: now).advanced(by: length).duration(since: now)
        case .windowFromFirstCall(let length), .spacing(let length):
            (windowStart ?? now).advanced(by: length).duration(since: now)
        case .decay(let perSecond):
            .milliseconds((excess * 1000 + max(perSecond, 1) - 1) / max(perSecond, 1))
        }
    }
}
