import AdapterProtocol
import Synchronization

/// Calls back at one moment, the earliest that was asked for; a connection's only timer.
///
/// Deadlines that move away, as they do with every frame, cost nothing: whoever is called too early asks again.
final class Alarm: Sendable {
    private struct State: Sendable {
        var setFor: Duration?
        var generation: UInt64 = 0
        var sleeper: Task<Void, Never>?
    }

    private let clock: StreamClock
    private let tasks: TaskBag
    private let state = Mutex(State())

    init(clock: StreamClock, tasks: TaskBag) {
        self.clock = clock
        self.tasks = tasks
    }

    /// Calls back at `moment`, unless it does so earlier anyway. One caller at a time.
    func set(at moment: Duration, now: Duration, _ ring: @escaping @Sendable () -> Void) {
        let generation: UInt64? = state.withLock { state in
            if let setFor = state.setFor, setFor <= moment { return nil }
            state.setFor = moment
            state.generation += 1
            return state.generation
        }
        guard let generation else { return }
        let sleeper = tasks.add { [weak self] in
            guard let self, await clock.sleep(for: moment - now), isCurrent(generation) else { return }
            ring()
        }
        let replaced = state.withLock { state in
            defer { state.sleeper = sleeper }
            return state.sleeper
        }
        replaced?.cancel()
    }

    private func isCurrent(_ generation: UInt64) -> Bool {
        state.withLock { state in
            guard state.generation == generation else { return false }
            state.setFor = nil
            return true
        }
    }
}
