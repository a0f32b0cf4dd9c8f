import AdapterProtocol
import Synchronization

/// Lets one caller in at a time, the most urgent first and else in the order they came: for nonce, signature and write
/// of one key, and for reads that should happen once for all who wait.
final class SerialLane: Sendable {
    private struct Waiter: Sendable {
        let id: UInt64
        let priority: VenueCall.Priority
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State: Sendable {
        var isBusy = false
        var nextID: UInt64 = 0
        var waiting: [Waiter] = []
        /// Cancelled before they came to wait.
        var cancelled: Set<UInt64> = []
    }

    private let state = Mutex(State())

    /// How many wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Waits for the lane. Who gets it must ``release()`` it.
    ///
    /// - Throws: When the task is cancelled first; the lane is then not held.
    func acquire(_ priority: VenueCall.Priority) async throws(CancellationError) {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let isMine = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                join(Waiter(id: id, priority: priority, continuation: continuation))
            }
        } onCancel: {
            leave(id)
        }
        state.withLock { _ = $0.cancelled.remove(id) }
        guard isMine else { throw CancellationError() }
    }

    /// Hands the lane on.
    func release() {
        let next = state.withLock { state -> Waiter? in
            let best = state.waiting.indices.max { left, right in
                // The first of equals is the greatest.
                (state.waiting[left].priority, state.waiting[right].id)
                    < (state.waiting[right].priority, state.waiting[left].id)
            }
            guard let best else {
                state.isBusy = false
                return nil
            }
            return state.waiting.remove(at: best)
        }
        next?.continuation.resume(returning: true)
    }

    private func join(_ waiter: Waiter) {
        let verdict = state.withLock { state -> Bool? in
            if state.cancelled.contains(waiter.id) { return false }
            guard state.isBusy else {
                state.isBusy = true
                return true
            }
            state.waiting.append(waiter)
            return nil
        }
        if let verdict { waiter.continuation.resume(returning: verdict) }
    }

    private func leave(_ id: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else {
                state.cancelled.insert(id)
                return nil
            }
            return state.waiting.remove(at: index)
        }
        waiter?.continuation.resume(returning: false)
    }
}
