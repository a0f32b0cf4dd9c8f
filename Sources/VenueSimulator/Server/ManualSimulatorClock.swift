import Synchronization

/// A clock that moves only when told to: time in tests and in deterministic runs.
public final class ManualSimulatorClock: SimulatorClock {
    private struct Sleeper {
        let deadline: SimulatedInstant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: SimulatedInstant
        var nextID: UInt64 = 0
        var sleepers: [UInt64: Sleeper] = [:]
        var cancelled: Set<UInt64> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func takeWatchers() -> [CheckedContinuation<Void, Never>] {
            let count = sleepers.count
            let satisfied = watchers.filter { $0.count <= count }.map(\.continuation)
            watchers.removeAll { $0.count <= count }
            return satisfied
        }
    }

    private let state: Mutex<State>

    /// A clock that stands at `start`.
    public init(at start: SimulatedInstant) {
        state = Mutex(State(now: start))
    }

    /// The instant the clock stands at.
    public func now() -> SimulatedInstant {
        state.withLock { $0.now }
    }

    /// Moves the clock and wakes everybody whose time has come, earliest first.
    public func advance(byMilliseconds milliseconds: Int64) {
        let due = state.withLock { state in
            state.now = state.now.advanced(byMilliseconds: milliseconds)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }.map(\.value.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    /// Returns once at least `count` tasks sleep on this clock, so that a test knows that moving it will wake them.
    public func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let satisfied = state.withLock { state in
                state.watchers.append((count, continuation))
                return state.takeWatchers()
            }
            for watcher in satisfied { watcher.resume() }
        }
    }

    /// Returns when the clock has been moved so far.
    public func sleep(milliseconds: Int64) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { enter(id, milliseconds: milliseconds, $0) }
        } onCancel: {
            cancel(id)
        }
    }

    private func enter(_ id: UInt64, milliseconds: Int64, _ continuation: CheckedContinuation<Void, any Error>) {
        enum Entry { case cancelled, due, asleep([CheckedContinuation<Void, Never>]) }
        let entry: Entry = state.withLock { state in
            if state.cancelled.remove(id) != nil { return .cancelled }
            let deadline = state.now.advanced(byMilliseconds: milliseconds)
            guard deadline > state.now else { return .due }
            state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
            return .asleep(state.takeWatchers())
        }
        switch entry {
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .due: continuation.resume()
        case .asleep(let watchers): for watcher in watchers { watcher.resume() }
        }
    }

    /// The handler may run before the sleeper has entered; the mark then meets it at the door.
    private func cancel(_ id: UInt64) {
        let sleeper = state.withLock { state in
            let sleeper = state.sleepers.removeValue(forKey: id)
            if sleeper == nil { state.cancelled.insert(id) }
            return sleeper
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
