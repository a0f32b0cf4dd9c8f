import AdapterProtocol
import Synchronization

/// All limits that one connection to a venue is under: budgets, pauses the venue asked for, and who may wait.
final class RateLimiter: Sendable {
    /// One in ten of every budget is kept for cancels and look-ups (binance.md H).
    static let sharedPercent = 90

    private struct State {
        var budgets: [RateBudgetID: RateBudget]
        var nextTicket: UInt64 = 1
        var pausedUntil: Timestamp?
    }

    private let state: Mutex<State>

    /// - Parameter headroom: Percent of each limit left to others behind the same address. binance.md H suggests to stop
    ///   at 80 % of the weight.
    init(rules: [RateLimitRule], headroom: Int = 20) {
        let budgets = rules.map { ($0.id, RateBudget(rule: $0, headroom: headroom)) }
        state = Mutex(State(budgets: Dictionary(budgets, uniquingKeysWith: { first, _ in first })))
    }

    /// A reservation of everything a call costs, or how long to wait for it.
    enum Answer: Sendable {
        case granted(UInt64)
        case wait(Duration)
    }

    /// Reserves all charges of a call or none.
    func reserve(_ call: VenueCall, at now: Timestamp) -> Answer {
        let share = call.priority >= .resolve ? 100 : Self.sharedPercent
        return state.withLock { state in
            if let until = state.pausedUntil {
                if now < until { return .wait(until.duration(since: now)) }
                state.pausedUntil = nil
            }
            let ticket = state.nextTicket
            var budgets = state.budgets
            for charge in call.charges {
                let wait = budgets[charge.budget]?.reserve(charge.cost, ticket: ticket, share: share, at: now)
                if let wait = wait.flatMap({ $0 }) { return .wait(max(wait, .milliseconds(1))) }
            }
            state.budgets = budgets
            state.nextTicket += 1
            return .granted(ticket)
        }
    }

    /// Books what a call cost, by its answer.
    func settle(_ call: VenueCall, ticket: UInt64, succeeded: Bool, feedback: RateFeedback, at now: Timestamp) {
        state.withLock { state in
            for charge in call.charges {
                state.budgets[charge.budget]?.settle(
                    ticket: ticket, cost: succeeded ? charge.costOnSuccess : charge.cost,
                    reported: feedback.used[charge.budget], at: now)
            }
            if let pause = feedback.pause {
                state.pausedUntil = max(state.pausedUntil ?? now, now.advanced(by: pause))
            }
        }
    }

    /// Books the full cost of a call whose answer never came, or nothing for one that was never sent.
    func abandon(_ call: VenueCall, ticket: UInt64, wasSent: Bool, at now: Timestamp) {
        guard !wasSent else {
            return settle(call, ticket: ticket, succeeded: false, feedback: RateFeedback(), at: now)
        }
        state.withLock { state in
            for charge in call.charges { state.budgets[charge.budget]?.cancel(ticket: ticket) }
        }
    }
}
