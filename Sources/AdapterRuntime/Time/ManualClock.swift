public import AdapterProtocol
import Synchronization

/// A clock for tests and deterministic walks: time passes exactly when somebody sleeps, and no waiting takes real time.
///
/// For what happens one after the other. Where several wait at once, each would push the time for all: ``SteppedClock``.
public final class ManualClock: MonotonicClock {
    private let time: Mutex<Timestamp>
    private let start: Timestamp

    /// A clock that stands at `start`.
    public init(start: Timestamp) {
        time = Mutex(start)
        self.start = start
    }

    /// Where it stands.
    public var now: Timestamp { time.withLock { $0 } }

    /// How far it has moved.
    public var elapsed: Duration { now.duration(since: start) }

    /// Moves it on.
    public func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }

    /// Moves it on by the duration and returns.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        guard !Task.isCancelled else { throw CancellationError() }
        advance(by: max(duration, .zero))
        await Task.yield()
    }
}
