public import AdapterProtocol
import Synchronization

/// A clock for tests and deterministic walks: time passes exactly when somebody sleeps, and no waiting takes real time.
public final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>

    /// A clock that stands at `start`.
    public init(start: Timestamp) {
        time = Mutex(start)
    }

    /// Where it stands.
    public var now: Timestamp { time.withLock { $0 } }

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
