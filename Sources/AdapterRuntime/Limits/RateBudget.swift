import AdapterProtocol

/// One rate limit: what is counted, what is under way, and what the venue says.
///
/// Answers overtake each other, so the venue's figure counts only for the newest request it can know of:
/// used = max(venue's figure, ours) + what was sent after that request (peers.md 2.5).
struct RateBudget: Sendable {
    /// What is used of the limit at most; the rest absorbs what other processes behind the address do.
    let ceiling: Int
    private let isSpaced: Bool
    private var shape: any RateShape
    private var underway: [UInt64: Sent] = [:]
    private var sentCount: UInt64 = 0
    private var newestAnswered: UInt64 = 0

    private struct Sent: Sendable {
        /// Its place in the order of reservations, which is the order of sending.
        let order: UInt64
        let cost: Int
        let at: RateMoment
    }

    /// What came of a request for budget.
    enum Answer: Equatable, Sendable {
        /// Reserved.
        case granted
        /// Time brings it back.
        case wait(Duration)
        /// Only an answer to a call under way can bring it back.
        case afterAnswer
    }

    /// A full budget of `rule`, of which `headroom` percent are left alone.
    init(rule: RateLimitRule, headroom: Int) {
        let share = min(max(headroom, 0), 99)
        ceiling = max(1, rule.limit - rule.limit / 100 * share - rule.limit % 100 * share / 100)
        switch rule.shape {
        case .calendarWindow(let length): (shape, isSpaced) = (CalendarBudget(length: length), false)
        case .windowFromFirstCall(let length): (shape, isSpaced) = (RollingBudget(length: length), false)
        case .decay(let perSecond): (shape, isSpaced) = (DecayingBudget(perSecond: perSecond), false)
        case .spacing(let spacing): (shape, isSpaced) = (SpacedBudget(spacing: spacing), true)
        }
    }

    /// What is counted as used now, calls under way included.
    mutating func used(at now: RateMoment) -> Int {
        shape.roll(to: now)
        return current
    }

    private var current: Int { underway.values.reduce(shape.counted) { $0 + $1.cost } }

    /// Reserves a cost, or says what to wait for. `share` is the percentage of the ceiling this caller may use.
    ///
    /// A call that costs more than its share is let through when nothing else is counted, else it would wait for ever.
    mutating func reserve(_ cost: Int, ticket: UInt64, share: Int, at now: RateMoment) -> Answer {
        shape.roll(to: now)
        let cost = isSpaced ? 1 : cost
        let allowed = isSpaced ? 1 : max(1, ceiling * share / 100)
        let used = current
        guard cost > 0, used > 0, used + cost > allowed else {
            sentCount += 1
            underway[ticket] = Sent(order: sentCount, cost: cost, at: now)
            return .granted
        }
        guard let wait = shape.wait(for: used + cost - allowed, at: now) else { return .afterAnswer }
        return .wait(max(wait, .milliseconds(1)))
    }

    /// Books what a call cost in the end; `reported` is the venue's own figure.
    mutating func settle(ticket: UInt64, cost: Int, reported: Int?, at now: RateMoment) {
        shape.roll(to: now)
        guard let sent = underway.removeValue(forKey: ticket) else { return }
        shape.book(cost, at: now)
        guard let reported, sent.order > newestAnswered, shape.isCurrent(sent.at) else { return }
        newestAnswered = sent.order
        // The venue's figure may already count calls whose answers are still on their way.
        let sentBefore = underway.values.reduce(0) { $0 + ($1.order < sent.order ? $1.cost : 0) }
        let (known, overflow) = reported.subtractingReportingOverflow(sentBefore)
        let unseen = min(overflow ? 0 : known, Self.largestFigure) - shape.counted
        if unseen > 0 { shape.book(unseen, at: now) }
    }

    /// Gives back a reservation whose call was never sent.
    mutating func cancel(ticket: UInt64) {
        underway[ticket] = nil
    }

    /// A figure above this is no count of anything; it is capped so that sums stay far from overflow.
    private static let largestFigure = 1_000_000_000
}
