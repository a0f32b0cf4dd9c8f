import Synchronization

/// A few messages to one task that waits for them.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State: Sendable {
        var messages: [Message] = []
        var waiter: CheckedContinuation<Void, Never>?
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Leaves a message.
    func post(_ message: Message) {
        let waiter = state.withLock { state in
            state.messages.append(message)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// The next message; nil when the task was cancelled.
    func next() async -> Message? {
        while !Task.isCancelled {
            if let message = state.withLock({ $0.messages.isEmpty ? nil : $0.messages.removeFirst() }) {
                return message
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in wait(continuation) }
            } onCancel: {
                wake()
            }
        }
        return nil
    }

    private func wait(_ continuation: CheckedContinuation<Void, Never>) {
        let mayWait = state.withLock { state in
            guard state.messages.isEmpty, !state.isCancelled else { return false }
            state.waiter = continuation
            return true
        }
        if !mayWait { continuation.resume() }
    }

    private func wake() {
        let waiter = state.withLock { state in
            state.isCancelled = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}

extension Mailbox where Message: Equatable {
    /// Leaves a message, unless the same one waits: what shall be done is done once for all who ask before. So no more
    /// waits than there are kinds, however long the one who does it is held up.
    func postOnce(_ message: Message) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.messages.contains(message) else { return nil }
            state.messages.append(message)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// How many wait.
    var count: Int { state.withLock { $0.messages.count } }
}

/// Opens once; whoever waits is let through then, cancelled or not.
final class Latch: Sendable {
    private struct State: Sendable {
        var isOpen = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Whether it is open.
    var isOpen: Bool { state.withLock { $0.isOpen } }

    /// Lets everybody through.
    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits until it is open.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}
