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
        var uniqueTimes: [String: UniqueTime] = [:]
    }

    let state = Mutex(State())

    /// Full budgets.
    public init() {}

    /// The timestamps of a key at one address: two connections that carry it must not sign in the same millisecond, calls
    /// and handshakes of streams alike (valr.md B.3). One per key for all who are given these budgets.
    func uniqueTime(of key: String?, at address: String) -> UniqueTime {
        guard let key else { return UniqueTime() }
        return state.withLock { state in
            let place = "\(key) \(address)"
            let time = state.uniqueTimes[place] ?? UniqueTime()
            state.uniqueTimes[place] = time
            return time
        }
    }
}
