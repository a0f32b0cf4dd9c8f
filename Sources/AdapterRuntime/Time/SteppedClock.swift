public import AdapterProtocol
import Synchronization

/// A clock for tests of what waits: time stands still until it is moved, and then everybody wakes who is due, in order.
public final class SteppedClock: MonotonicClock {
    private struct Sleeper: Sendable {
        let id: UInt64
        let due: Duration
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State: Sendable {
        var elapsed: Duration = .zero
        /// What the wall clock is ahead of start plus elapsed: it may be set.
        var skew: Duration = .zero
        var nextID: UInt64 = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<UInt64> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let start: Timestamp
    private let state = Mutex(State())

    /// A clock that stands at `start`.
    public init(start: Timestamp) {
        self.start = start
    }

    /// Where it stands.
    public var now: Timestamp {
        state.withLock { start.advanced(by: $0.elapsed + $0.skew) }
    }

    /// How far it was moved.
    public var elapsed: Duration { state.withLock { $0.elapsed } }

    /// How many sleep.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Moves it on and wakes who is due.
    public func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.elapsed += max(duration, .zero)
            let due = state.sleepers.filter { $0.due <= state.elapsed }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
            state.sleepers.removeAll { $0.due <= state.elapsed }
            return due
        }
        for sleeper in due { sleeper.continuation.resume(returning: true) }
    }

    /// Moves it on to the next who is due, if anybody sleeps.
    public func advanceToNext() {
        let step = state.withLock { state in
            state.sleepers.map(\.due).min().map { $0 - state.elapsed }
        }
        if let step { advance(by: step) }
    }

    /// Sets the wall clock's hands; elapsed time knows nothing of it.
    public func jump(by duration: Duration) {
        state.withLock { $0.skew += duration }
    }

    /// Waits until at least so many sleep, or until the task is cancelled.
    public func sleepers(atLeast count: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.sleepers.count >= count || Task.isCancelled { return true }
                    state.watchers.append((count, continuation))
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            // Whoever waits looks again by itself: waiting is for tests, and each has its own clock.
            let watchers = state.withLock { state in
                defer { state.watchers = [] }
                return state.watchers
            }
            for watcher in watchers { watcher.continuation.resume() }
        }
    }

    /// Sleeps until the clock has been moved so far.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        guard duration > .zero else { return }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let hasPassed = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in lieDown(id, duration, continuation) }
        } onCancel: {
            wake(id)
        }
        state.withLock { _ = $0.cancelled.remove(id) }
        guard hasPassed else { throw CancellationError() }
    }

    private func lieDown(_ id: UInt64, _ duration: Duration, _ continuation: CheckedContinuation<Bool, Never>) {
        let (isCancelled, watchers) = state.withLock { state in
            guard !state.cancelled.contains(id) else { return (true, state.watchers.prefix(0)) }
            state.sleepers.append(Sleeper(id: id, due: state.elapsed + duration, continuation: continuation))
            let count = state.sleepers.count
            let split = state.watchers.partition { $0.count <= count }
            defer { state.watchers.removeSubrange(split...) }
            return (false, state.watchers[split...])
        }
        if isCancelled { continuation.resume(returning: false) }
        for watcher in watchers { watcher.continuation.resume() }
    }

    private func wake(_ id: UInt64) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(returning: false)
    }
}
