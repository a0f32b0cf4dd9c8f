public import AdapterProtocol

/// The time that everything in the runtime goes by, injected so that tests and simulations own it.
public protocol RuntimeClock: Sendable {
    /// The local wall clock.
    var now: Timestamp { get }
    /// Suspends for a while; returns early by throwing when the task is cancelled.
    func sleep(for duration: Duration) async throws(CancellationError)
}
