import AdapterProtocol
import Synchronization

/// The rate budgets of a process. Venues count some calls by network address, whatever key they carry, so all
/// connections of a process must share one of these: one greedy bot else gets the address banned for all
/// (binance.md H).
public final class RateBudgets: Sendable {
    /// One in ten of every budget is kept for cancels and look-ups (binance.md H).
    static let sharedPercent = 90

    struct State: Sendable {
        var budgets: [BudgetKey: RateBudget] = [:]
        var pausedUntil: [String: Timestamp] = [:]
        var queue = RateQueue()
        var nextConnection = 1
        var nextTicket: UInt64 = 1
    }

    let state = Mutex(State())

    /// Full budgets.
    public init() {}
}
