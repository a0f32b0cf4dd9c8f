import AdapterProtocol
import Synchronization

/// What metrics are told of a channel.
enum ChannelNote: Sendable, Equatable {
    /// Twice as much waits as ever before.
    case highWater(Int)
    /// The reader fell too far behind.
    case lagged
}

/// Where values wait for one reader. Putting never waits; what happens when the reader is slow is the buffer's policy.
final class StreamChannel<Buffer: ChannelBuffer>: Sendable {
    private struct State: Sendable {
        var buffer: Buffer
        var waiter: CheckedContinuation<Void, Never>?
        var ending: Ending?
        var highWater = 0

        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
    }

    private enum Ending: Sendable {
        case closed
        case failed(VenueError)
    }

    private let state: Mutex<State>
    private let note: @Sendable (ChannelNote) -> Void

    init(_ buffer: Buffer, note: @escaping @Sendable (ChannelNote) -> Void = { _ in }) {
        state = Mutex(State(buffer: buffer))
        self.note = note
    }

    /// The most that ever waited.
    var highWater: Int { state.withLock { $0.highWater } }

    /// Gives the reader a value.
    func put(_ value: Buffer.Value, key: Int, at time: Timestamp) {
        change { $0.put(value, key: key, at: time) }
    }

    /// Gives the reader a marker.
    func put(_ marker: StreamMarker, key: Int) {
        change { $0.put(marker, key: key) }
    }

    /// Nothing more comes. The reader gets what waits, then the error or the end; the first ending counts.
    func finish(_ error: VenueError? = nil) {
        let waiter = state.withLock { state in
            if state.ending == nil { state.ending = error.map(Ending.failed) ?? .closed }
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// The reader is gone: nothing waits for it any more.
    func cancel() {
        let waiter = state.withLock { state in
            state.ending = .closed
            state.buffer.removeAll()
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// The next element; nil once closed or cancelled.
    func next() async throws(VenueError) -> StreamEvent<Buffer.Value>? {
        if Task.isCancelled { cancel() }
        while true {
            let (element, ending) = state.withLock { state in
                (state.buffer.take(), state.ending)
            }
            if let element { return element }
            switch ending {
            case .closed: return nil
            case .failed(let error): throw error
            case nil: try await wait()
            }
        }
    }

    private func wait() async throws(VenueError) {
        let isFirst = await withTaskCancellationHandler {
            await suspend()
        } onCancel: {
            cancel()
        }
        guard isFirst else { throw .notSent(.refusedLocally, "a stream has one reader; ask the venue for another one") }
    }

    /// False when somebody waits already.
    private func suspend() async -> Bool {
        let isTaken = Mutex(false)
        await withCheckedContinuation { continuation in
            let mayWait = state.withLock { state in
                guard state.waiter == nil else {
                    isTaken.withLock { $0 = true }
                    return false
                }
                guard state.ending == nil, state.buffer.count == 0 else { return false }
                state.waiter = continuation
                return true
            }
            if !mayWait { continuation.resume() }
        }
        return isTaken.withLock { !$0 }
    }

    private func change(_ put: (inout Buffer) -> Bool) {
        let (waiter, news) = state.withLock { state -> (CheckedContinuation<Void, Never>?, ChannelNote?) in
            guard state.ending == nil else { return (nil, nil) }
            guard put(&state.buffer) else {
                state.ending = .failed(Self.lagged(state.buffer.count))
                return (state.takeWaiter(), .lagged)
            }
            let count = state.buffer.count
            // Told only as often as it doubles.
            let isNew = count > state.highWater && count.nonzeroBitCount == 1
            state.highWater = max(state.highWater, count)
            return (state.takeWaiter(), isNew ? .highWater(count) : nil)
        }
        waiter?.resume()
        if let news { note(news) }
    }

    private static func lagged(_ count: Int) -> VenueError {
        VenueError(
            kind: .lagged, effect: .notExecuted(.read), advice: .afterResync,
            message: "the reader is more than \(count) elements behind")
    }
}
