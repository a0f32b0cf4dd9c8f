import AdapterProtocol

/// Whose budget it is: one address, one connection.
struct BudgetKey: Hashable, Sendable {
    let owner: String
    let budget: RateBudgetID
}

/// One charge of a call on one budget, with what it costs if the call succeeds.
struct BudgetCharge: Sendable {
    let key: BudgetKey
    let cost: Int
    let costOnSuccess: Int
}

/// Who waits for budget, most urgent first, and whom that holds up.
struct RateQueue: Sendable {
    private struct Waiter: Sendable {
        let priority: VenueCall.Priority
        var refusedBy: Set<BudgetKey>
        var isCancelled = false
        var continuation: CheckedContinuation<Void, Never>?
    }

    private var waiters: [UInt64: Waiter] = [:]
    /// Counts every change that may let somebody through.
    private(set) var generation: UInt64 = 0

    /// Whether a more urgent or earlier waiter has first claim on a budget that this call needs.
    func isBehind(_ id: UInt64, _ priority: VenueCall.Priority, needing charges: [BudgetCharge]) -> Bool {
        waiters.contains { other, waiter in
            let goesFirst = waiter.priority > priority || (waiter.priority == priority && other < id)
            return other != id && goesFirst && charges.contains { waiter.refusedBy.contains($0.key) }
        }
    }

    /// Remembers that a call waits, and for what.
    mutating func note(_ id: UInt64, _ priority: VenueCall.Priority, refusedBy budgets: Set<BudgetKey>) {
        waiters[id, default: Waiter(priority: priority, refusedBy: budgets)].refusedBy = budgets
    }

    /// Keeps a suspended waiter until something changes. False when it already has: go on at once.
    mutating func suspend(
        _ id: UInt64, since generation: UInt64, _ continuation: CheckedContinuation<Void, Never>
    ) -> Bool {
        guard let waiter = waiters[id], !waiter.isCancelled, generation == self.generation else { return false }
        waiters[id]?.continuation = continuation
        return true
    }

    /// Marks a waiter as cancelled; the caller resumes what is returned.
    mutating func cancel(_ id: UInt64) -> CheckedContinuation<Void, Never>? {
        waiters[id]?.isCancelled = true
        defer { waiters[id]?.continuation = nil }
        return waiters[id]?.continuation
    }

    /// A call waits no more.
    mutating func leave(_ id: UInt64) {
        waiters[id] = nil
    }

    /// Something changed; the caller resumes what is returned, in order of urgency.
    mutating func wake() -> [CheckedContinuation<Void, Never>] {
        generation += 1
        let order = waiters.sorted { left, right in
            (right.value.priority, left.key) < (left.value.priority, right.key)
        }
        return order.compactMap { id, waiter in
            waiters[id]?.continuation = nil
            return waiter.continuation
        }
    }
}
