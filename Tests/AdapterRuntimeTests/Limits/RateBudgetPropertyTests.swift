import AdapterProtocol
import Testing

@testable import AdapterRuntime

/// What a venue counts: calls reach it at some time between sending and answer, by a clock that differs from our
/// estimate by no more than the estimate's uncertainty.
private struct CountingVenue {
    let rule: RateLimitRule
    private var arrivals: [(time: Timestamp, cost: Int)] = []

    init(_ rule: RateLimitRule) {
        self.rule = rule
    }

    mutating func take(_ cost: Int, at time: Timestamp) {
        arrivals.append((time, cost))
    }

    /// Whether the rule was ever broken.
    func isExceeded() -> Bool {
        let arrivals = arrivals.sorted { $0.time < $1.time }
        switch rule.shape {
        case .calendarWindow(let length):
            let windows = Dictionary(grouping: arrivals) { $0.time.nanoseconds / length.wholeNanoseconds }
            return windows.values.contains { $0.reduce(0) { $0 + $1.cost } > rule.limit }
        case .windowFromFirstCall(let length):
            var opened: Timestamp?
            var used = 0
            for call in arrivals {
                if let start = opened, call.time < start.advanced(by: length) {
                    used += call.cost
                } else {
                    (opened, used) = (call.time, call.cost)
                }
                if used > rule.limit { return true }
            }
            return false
        case .decay(let perSecond):
            var level = 0.0
            var last = arrivals.first?.time
            for call in arrivals {
                let seconds = Double(call.time.duration(since: last ?? call.time).wholeNanoseconds) / 1e9
                level = max(0, level - seconds * Double(perSecond)) + Double(call.cost)
                last = call.time
                if level > Double(rule.limit) + 0.000_1 { return true }
            }
            return false
        case .spacing(let spacing):
            return zip(arrivals, arrivals.dropFirst()).contains { $1.time.duration(since: $0.time) < spacing }
        }
    }
}

@Suite("Whatever calls come, the venue never counts more than its rule") struct RateBudgetPropertyTests {
    static let shapes: [RateLimitRule.Shape] = [
        .calendarWindow(.seconds(10)), .windowFromFirstCall(.seconds(10)), .decay(perSecond: 3),
        .spacing(.milliseconds(200)),
    ]

    @Test("random calls, latencies and clock errors", arguments: shapes, 0..<40)
    func neverExceeded(shape: RateLimitRule.Shape, seed: Int) {
        var run = RandomRun(shape: shape, seed: UInt64(seed) &* 7919 &+ 1)
        for _ in 0..<600 { run.step() }
        #expect(!run.venue.isExceeded())
        #expect(run.granted > 20)
    }

    @Test("waiting as told is enough: the call then goes", arguments: shapes, 0..<40)
    func waitsAreEnough(shape: RateLimitRule.Shape, seed: Int) {
        let random = SeededRandomSource(seed: UInt64(seed) &+ 99)
        var budget = RateBudgetTests.budget(shape, limit: 30)
        var now: Int64 = Int64(random.next() % 20_000)
        for ticket in UInt64(1)...100 {
            let cost = Int(random.next() % 12) + 1
            var tries = 0
            while true {
                let answer = budget.reserve(cost, ticket: ticket, share: 100, at: RateBudgetTests.after(now))
                guard case .wait(let wait) = answer, tries < 20 else {
                    #expect(answer == .granted)
                    break
                }
                tries += 1
                now += (wait.wholeNanoseconds + 999_999) / 1_000_000
            }
            #expect(tries <= 2)
            budget.settle(ticket: ticket, cost: cost, reported: nil, at: RateBudgetTests.after(now))
        }
    }
}

/// A client that asks at random moments, with answers that overtake each other.
private struct RandomRun {
    private(set) var venue: CountingVenue
    private(set) var granted = 0
    private let random: SeededRandomSource
    private let clockError: Int64
    private let uncertainty: Duration
    private var budget: RateBudget
    private var now: Int64 = 0
    private var ticket: UInt64 = 0
    private var underway: [(ticket: UInt64, cost: Int, answer: Int64)] = []

    init(shape: RateLimitRule.Shape, seed: UInt64) {
        random = SeededRandomSource(seed: seed)
        let rule = RateLimitRule(id: RateBudgetID(rawValue: "b"), scope: .key, shape: shape, limit: 30)
        venue = CountingVenue(rule)
        budget = RateBudget(rule: rule, headroom: 0)
        let doubt = Int64(random.next() % 300)
        uncertainty = .milliseconds(doubt)
        clockError = doubt == 0 ? 0 : Int64(random.next() % UInt64(2 * doubt)) - doubt
    }

    private var moment: RateMoment { RateBudgetTests.after(now, uncertainty: uncertainty) }

    mutating func step() {
        now += Int64(random.next() % 200)
        for call in underway.filter({ $0.answer <= now }).sorted(by: { $0.answer < $1.answer }) {
            let then = RateBudgetTests.after(call.answer, uncertainty: uncertainty)
            budget.settle(ticket: call.ticket, cost: call.cost, reported: nil, at: then)
        }
        underway.removeAll { $0.answer <= now }
        ticket += 1
        let cost = Int(random.next() % 8) + 1
        guard budget.reserve(cost, ticket: ticket, share: 100, at: moment) == .granted else { return }
        granted += 1
        let there = Int64(random.next() % 400)
        let back = Int64(random.next() % 400)
        let arrival = RateBudgetTests.start.advanced(by: .milliseconds(now + there + clockError))
        venue.take(cost, at: arrival)
        underway.append((ticket, cost, now + there + back))
    }
}
