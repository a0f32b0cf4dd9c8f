import Synchronization

/// Owns tasks: what it started can be cancelled and waited for.
final class TaskBag: Sendable {
    private struct State: Sendable {
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var nextID: UInt64 = 0
        var isCancelled = false
    }

    private let state = Mutex(State())

    deinit { cancel() }

    /// How many are not over.
    var count: Int { state.withLock { $0.tasks.count } }

    /// Starts a task. After ``cancel()`` it is born cancelled, so that it can still tidy up.
    @discardableResult
    func add(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {  // reason: a type, not a task
        state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            let task = Task { [weak self] in  // reason: this is the owner that cancels and awaits it
                await body()
                self?.remove(id)
            }
            if state.isCancelled { task.cancel() }
            state.tasks[id] = task
            return task
        }
    }

    /// Cancels all, without waiting.
    func cancel() {
        let tasks = state.withLock { state in
            state.isCancelled = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
    }

    /// Cancels all and waits until they are over. Must not be called from one of them.
    func cancelAndWait() async {
        cancel()
        while let task = state.withLock({ $0.tasks.values.first }) {
            await task.value
            // A task is gone from the list just before it is over.
        }
    }

    private func remove(_ id: UInt64) {
        state.withLock { _ = $0.tasks.removeValue(forKey: id) }
    }
}
