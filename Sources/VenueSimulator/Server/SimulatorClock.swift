#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The simulator's only source of time.
public protocol SimulatorClock: Sendable {
    /// The instant it is.
    func now() -> SimulatedInstant

    /// Returns when so many milliseconds have passed.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    func sleep(milliseconds: Int64) async throws
}

/// The clock of the machine.
public struct SystemSimulatorClock: SimulatorClock {
    /// Reads the machine's clock.
    public init() {}

    /// The machine's wall clock.
    public func now() -> SimulatedInstant {
        var time = timespec()
        // reason: CLOCK_REALTIME with a valid pointer cannot fail (clock_gettime(2)).
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return SimulatedInstant(milliseconds: Int64(time.tv_sec) * 1_000).advanced(byNanoseconds: Int64(time.tv_nsec))
    }

    /// Sleeps on the machine's monotonic clock.
    public func sleep(milliseconds: Int64) async throws {
        try await ContinuousClock().sleep(for: .milliseconds(max(0, milliseconds)))
    }
}
