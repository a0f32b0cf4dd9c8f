import AdapterProtocol
import Synchronization

/// The limits that one connection is under: its own budgets, and those it shares with others of the same address.
final class RateLimiter: Sendable {
    private let shared: RateBudgets
    private let address: String
    private let owners: [RateBudgetID: String]

    /// - Parameters:
    ///   - key: Names the key, so that two connections of one key share what the venue counts by key or account; nil for
    ///     a connection of its own.
    ///   - headroom: Percent of each limit left to others behind the same address. binance.md H suggests to stop at 80 %
    ///     of the weight.
    init(
        rules: [RateLimitRule], address: String, key: String? = nil, headroom: Int = 20,
        shared: RateBudgets = RateBudgets()
    ) {
        self.shared = shared
        self.address = address
        owners = shared.state.withLock { state in
            let own = key.map { "\(address) \($0)" } ?? "connection-\(state.nextConnection)"
            state.nextConnection += 1
            var owners: [RateBudgetID: String] = [:]
            for rule in rules {
                let key = BudgetKey(owner: rule.scope == .address ? address : own, budget: rule.id)
                owners[rule.id] = key.owner
                if state.budgets[key] == nil { state.budgets[key] = RateBudget(rule: rule, headroom: headroom) }
            }
            return owners
        }
    }

    /// The next ticket: names one call while it waits and while it is under way.
    func ticket() -> UInt64 {
        shared.state.withLock { state in
            defer { state.nextTicket += 1 }
            return state.nextTicket
        }
    }

    /// What came of asking.
    enum Answer: Equatable, Sendable {
        /// Everything is reserved under the ticket.
        case granted
        /// Ask again after this time.
        case wait(Duration)
        /// Ask again once something has changed since this generation.
        case suspend(since: UInt64)
    }

    /// Reserves all charges of a call or none. A call that is refused stays in the queue until ``leave(_:)``.
    func reserve(_ call: VenueCall, ticket: UInt64, at now: RateMoment) -> Answer {
        let charges = charges(of: call)
        let share = call.priority >= .resolve ? 100 : RateBudgets.sharedPercent
        return shared.state.withLock { state in
            if let until = state.pausedUntil[address] {
                if now.local < until { return .wait(until.duration(since: now.local)) }
                state.pausedUntil[address] = nil
            }
            guard !state.queue.isBehind(ticket, call.priority, needing: charges) else {
                state.queue.note(ticket, call.priority, refusedBy: Set(charges.map(\.key)))
                return .suspend(since: state.queue.generation)
            }
            return Self.reserve(charges, of: call, ticket, share, now, &state)
        }
    }

    private static func reserve(
        _ charges: [BudgetCharge], of call: VenueCall, _ ticket: UInt64, _ share: Int, _ now: RateMoment,
        _ state: inout RateBudgets.State
    ) -> Answer {
        var longest: Duration?
        var refusedBy: Set<BudgetKey> = []
        for charge in charges {
            switch state.budgets[charge.key]?.reserve(charge.cost, ticket: ticket, share: share, at: now) {
            case nil, .granted: continue
            case .wait(let duration): longest = max(longest ?? .zero, duration)
            case .afterAnswer: break
            }
            refusedBy.insert(charge.key)
        }
        guard !refusedBy.isEmpty else { return .granted }
        for charge in charges { state.budgets[charge.key]?.cancel(ticket: ticket) }
        state.queue.note(ticket, call.priority, refusedBy: refusedBy)
        return longest.map(Answer.wait) ?? .suspend(since: state.queue.generation)
    }

    /// Suspends until something changed since `generation`, or the task is cancelled.
    func changed(since generation: UInt64, ticket: UInt64) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isKept = shared.state.withLock { $0.queue.suspend(ticket, since: generation, continuation) }
                if !isKept { continuation.resume() }
            }
        } onCancel: {
            shared.state.withLock { $0.queue.cancel(ticket) }?.resume()
        }
    }

    /// A call waits no more, whether it goes or was given up.
    func leave(_ ticket: UInt64) {
        wake { $0.queue.leave(ticket) }
    }

    /// Books what a call cost, by its answer.
    func settle(_ call: VenueCall, ticket: UInt64, succeeded: Bool, feedback: RateFeedback, at now: RateMoment) {
        let charges = charges(of: call)
        wake { state in
            for charge in charges {
                state.budgets[charge.key]?.settle(
                    ticket: ticket, cost: succeeded ? charge.costOnSuccess : charge.cost,
                    reported: feedback.used[charge.key.budget], at: now)
            }
            guard let pause = feedback.pause else { return }
            let until = now.local.advanced(by: pause)
            state.pausedUntil[address] = max(state.pausedUntil[address] ?? until, until)
        }
    }

    /// Books the full cost of a call whose answer never came, or nothing for one that was never sent.
    func abandon(_ call: VenueCall, ticket: UInt64, wasSent: Bool, at now: RateMoment) {
        guard !wasSent else {
            return settle(call, ticket: ticket, succeeded: false, feedback: RateFeedback(), at: now)
        }
        let charges = charges(of: call)
        wake { state in
            for charge in charges { state.budgets[charge.key]?.cancel(ticket: ticket) }
        }
    }

    private func wake(_ change: (inout RateBudgets.State) -> Void) {
        let woken = shared.state.withLock { state in
            change(&state)
            return state.queue.wake()
        }
        for continuation in woken { continuation.resume() }
    }

    private func charges(of call: VenueCall) -> [BudgetCharge] {
        call.charges.compactMap { charge in
            owners[charge.budget].map { owner in
                BudgetCharge(
                    key: BudgetKey(owner: owner, budget: charge.budget), cost: charge.cost,
                    costOnSuccess: charge.costOnSuccess)
            }
        }
    }
}
