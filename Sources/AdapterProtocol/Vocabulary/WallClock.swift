/// The time that everything goes by, injected so that tests and simulations own it.
public protocol WallClock: Sendable {
    /// The local wall clock.
    var now: Timestamp { get }
    /// Suspends for a while; returns early by throwing when the task is cancelled.
    func sleep(for duration: Duration) async throws(CancellationError)
}
