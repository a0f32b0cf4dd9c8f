import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("A rate budget never overdraws") struct RateBudgetTests {
    static let start = Timestamp(seconds: 1_767_225_600)

    static func budget(_ shape: RateLimitRule.Shape, limit: Int) -> RateBudget {
        RateBudget(
            rule: RateLimitRule(id: RateBudgetID(rawValue: "b"), scope: .key, shape: shape, limit: limit), headroom: 0)
    }

    /// So many milliseconds after the start, by both clocks.
    static func after(_ milliseconds: Int64, uncertainty: Duration = .zero) -> RateMoment {
        let time = start.advanced(by: .milliseconds(milliseconds))
        return RateMoment(local: time, venue: time, uncertainty: uncertainty)
    }

    @Test("a calendar window opens at its edge, whole") func calendar() {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 10)
        #expect(budget.reserve(10, ticket: 1, share: 100, at: Self.after(59_000)) == .granted)
        budget.settle(ticket: 1, cost: 10, reported: nil, at: Self.after(59_000))
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(59_000)) == .wait(.seconds(1)))
        #expect(budget.reserve(10, ticket: 2, share: 100, at: Self.after(60_000)) == .granted)
    }

    @Test("near the edge of an uncertain clock a call counts in both windows") func uncertainEdge() {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 10)
        let doubt: Duration = .milliseconds(100)
        #expect(budget.reserve(4, ticket: 1, share: 100, at: Self.after(30_000, uncertainty: doubt)) == .granted)
        budget.settle(ticket: 1, cost: 4, reported: nil, at: Self.after(30_000, uncertainty: doubt))
        #expect(budget.reserve(6, ticket: 2, share: 100, at: Self.after(59_950, uncertainty: doubt)) == .granted)
        budget.settle(ticket: 2, cost: 6, reported: nil, at: Self.after(59_960, uncertainty: doubt))
        let early = Self.after(60_050, uncertainty: doubt)
        #expect(budget.reserve(1, ticket: 3, share: 100, at: early) == .wait(.milliseconds(50)))
        #expect(budget.used(at: Self.after(60_100, uncertainty: doubt)) == 6)
    }

    @Test("what may have arrived at the very edge counts in both windows", arguments: [(59_899, 0), (59_900, 4)])
    func veryEdge(booked: Int64, counted: Int) {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 10)
        let doubt: Duration = .milliseconds(100)
        #expect(budget.reserve(4, ticket: 1, share: 100, at: Self.after(booked, uncertainty: doubt)) == .granted)
        budget.settle(ticket: 1, cost: 4, reported: nil, at: Self.after(booked, uncertainty: doubt))
        #expect(budget.used(at: Self.after(60_100, uncertainty: doubt)) == counted)
    }

    @Test("of several calls near the edge each counts in both windows") func severalNearTheEdge() {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 10)
        let doubt: Duration = .milliseconds(100)
        for (ticket, time) in [(UInt64(1), Int64(59_920)), (2, 59_940), (3, 59_960)] {
            let now = Self.after(time, uncertainty: doubt)
            #expect(budget.reserve(2, ticket: ticket, share: 100, at: now) == .granted)
            budget.settle(ticket: ticket, cost: 2, reported: nil, at: now)
        }
        #expect(budget.used(at: Self.after(60_100, uncertainty: doubt)) == 6)
    }

    @Test("a window from the first call frees each cost a full length after its answer") func firstCall() {
        var budget = Self.budget(.windowFromFirstCall(.seconds(30)), limit: 2)
        #expect(budget.reserve(2, ticket: 1, share: 100, at: Self.after(0)) == .granted)
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(0)) == .afterAnswer)
        budget.settle(ticket: 1, cost: 2, reported: nil, at: Self.after(0))
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(10_000)) == .wait(.seconds(20)))
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(30_000)) == .granted)
    }

    @Test("a window from the first call is waited for until enough has come back", arguments: [(1, 20), (2, 30)])
    func enoughIsBack(cost: Int, seconds: Int64) {
        var budget = Self.budget(.windowFromFirstCall(.seconds(30)), limit: 2)
        for (ticket, time) in [(UInt64(1), Int64(0)), (2, 10_000)] {
            #expect(budget.reserve(1, ticket: ticket, share: 100, at: Self.after(time)) == .granted)
            budget.settle(ticket: ticket, cost: 1, reported: nil, at: Self.after(time))
        }
        let answer = budget.reserve(cost, ticket: 3, share: 100, at: Self.after(10_000))
        #expect(answer == .wait(.seconds(seconds)))
    }

    @Test("a clock that is set back makes no cost count longer than a full length from then") func clockSetBack() {
        var budget = Self.budget(.windowFromFirstCall(.seconds(30)), limit: 2)
        #expect(budget.reserve(2, ticket: 1, share: 100, at: Self.after(0)) == .granted)
        budget.settle(ticket: 1, cost: 2, reported: nil, at: Self.after(0))
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(-60_000)) == .wait(.seconds(30)))
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(-30_000)) == .granted)
    }

    @Test("a decaying counter comes back so much a second, however often it is asked") func decay() {
        var budget = Self.budget(.decay(perSecond: 2), limit: 10)
        #expect(budget.reserve(10, ticket: 1, share: 100, at: Self.after(0)) == .granted)
        budget.settle(ticket: 1, cost: 10, reported: nil, at: Self.after(0))
        #expect(budget.reserve(4, ticket: 2, share: 100, at: Self.after(0)) == .wait(.seconds(2)))
        for step in stride(from: Int64(0), to: 2000, by: 300) { _ = budget.used(at: Self.after(step)) }
        #expect(budget.reserve(4, ticket: 2, share: 100, at: Self.after(2000)) == .granted)
    }

    @Test("spaced calls lie apart whatever they cost") func spacing() {
        var budget = Self.budget(.spacing(.milliseconds(200)), limit: 1)
        #expect(budget.reserve(1, ticket: 1, share: 90, at: Self.after(0)) == .granted)
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(50)) == .afterAnswer)
        budget.settle(ticket: 1, cost: 0, reported: nil, at: Self.after(60))
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(100)) == .wait(.milliseconds(160)))
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(260)) == .granted)
    }

    @Test("the venue's figure counts when it is higher, and only from the newest answer") func feedback() {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 100)
        let now = Self.after(0)
        for ticket in UInt64(1)...3 {
            #expect(budget.reserve(10, ticket: ticket, share: 100, at: now) == .granted)
        }
        // The third answer overtakes: the venue has seen 60, ten of which is the second call still on its way to us.
        budget.settle(ticket: 3, cost: 10, reported: 60, at: now)
        #expect(budget.used(at: now) == 60)
        budget.settle(ticket: 1, cost: 10, reported: 30, at: now)
        budget.settle(ticket: 2, cost: 10, reported: 40, at: now)
        #expect(budget.used(at: now) == 60)
    }

    @Test("an answer that was overtaken and comes late does not bring back what has decayed since") func lateFigure() {
        var budget = Self.budget(.decay(perSecond: 10), limit: 100)
        for ticket in UInt64(1)...2 {
            #expect(budget.reserve(10, ticket: ticket, share: 100, at: Self.after(0)) == .granted)
        }
        budget.settle(ticket: 2, cost: 10, reported: 50, at: Self.after(0))
        #expect(budget.used(at: Self.after(0)) == 50)
        budget.settle(ticket: 1, cost: 10, reported: 40, at: Self.after(3000))
        #expect(budget.used(at: Self.after(3000)) == 20)
    }

    @Test("a figure of the window that has just ended does not spoil the new one") func oldFigure() {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 100)
        #expect(budget.reserve(1, ticket: 1, share: 100, at: Self.after(59_990)) == .granted)
        budget.settle(ticket: 1, cost: 1, reported: 99, at: Self.after(60_020))
        #expect(budget.used(at: Self.after(60_020)) == 1)
    }

    @Test("a figure that no venue can mean neither crashes nor helps", arguments: [Int.max, Int.min, -1])
    func absurdFigure(_ figure: Int) {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 100)
        #expect(budget.reserve(1, ticket: 1, share: 100, at: Self.after(0)) == .granted)
        #expect(budget.reserve(1, ticket: 2, share: 100, at: Self.after(0)) == .granted)
        budget.settle(ticket: 2, cost: 1, reported: figure, at: Self.after(0))
        #expect(budget.used(at: Self.after(0)) >= 2)
        #expect(budget.used(at: Self.after(60_000)) == 1)
    }

    @Test("a call that was never sent costs nothing; a share is kept for urgent calls") func shares() {
        var budget = Self.budget(.calendarWindow(.seconds(60)), limit: 10)
        let now = Self.after(0)
        #expect(budget.reserve(9, ticket: 1, share: 90, at: now) == .granted)
        #expect(budget.reserve(1, ticket: 2, share: 90, at: now) != .granted)
        #expect(budget.reserve(1, ticket: 3, share: 100, at: now) == .granted)
        budget.cancel(ticket: 1)
        #expect(budget.used(at: now) == 1)
    }

    @Test("headroom leaves part of the limit to others", arguments: [(0, 6000), (20, 4800), (100, 60), (-5, 6000)])
    func headroom(percent: Int, ceiling: Int) {
        let rule = RateLimitRule(
            id: RateBudgetID(rawValue: "b"), scope: .address, shape: .calendarWindow(.seconds(60)), limit: 6000)
        #expect(RateBudget(rule: rule, headroom: percent).ceiling == ceiling)
    }
}
