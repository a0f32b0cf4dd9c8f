import Synchronization

/// How long a case may take on a real clock before the run is given up.
///
/// The endpoint's clock is no help: on a virtual one a case that hangs lets no time pass.
public struct CaseLimit: Sendable {
    /// The time.
    public let duration: Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    /// A limit that `clock` measures.
    public init(_ duration: Duration, on clock: some Clock<Duration> & Sendable = ContinuousClock()) {
        self.duration = duration
        sleep = { try await clock.sleep(for: $0) }
    }

    /// What `body` returns, or nil once the time is over; then its task is cancelled, and nobody waits for it.
    func run<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value? {
        let race = Race<Value>()
        // A task group would wait for a body that hangs for ever.
        let work = Task { race.end(await body()) }  // reason: cancelled when the time is over
        let watch = Task {  // reason: cancelled when the body ends
            // Cancelled, the watch has nothing to say.
            guard (try? await sleep(duration)) != nil else { return }
            race.end(nil)
            work.cancel()
        }
        let value = await withTaskCancellationHandler {
            await race.winner()
        } onCancel: {
            work.cancel()
        }
        watch.cancel()
        return value
    }
}

/// The first of two that end.
private final class Race<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value?, Never>)
        case decided(Value?)
        case over
    }

    private let state = Mutex(State.open)

    func end(_ value: Value?) {
        let waiting: CheckedContinuation<Value?, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .decided(value)
                return nil
            case .awaited(let continuation):
                state = .over
                return continuation
            case .decided, .over: return nil
            }
        }
        waiting?.resume(returning: value)
    }

    func winner() async -> Value? {
        await withCheckedContinuation { continuation in
            let value: Value?? = state.withLock { state in
                guard case .decided(let value) = state else {
                    state = .awaited(continuation)
                    return .none
                }
                state = .over
                return .some(value)
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
