#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
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

    /// The machine's wall clock, to the microsecond.
    public func now() -> SimulatedInstant {
        let microseconds = Int64(Date().timeIntervalSince1970 * 1_000_000)
        return SimulatedInstant(milliseconds: 0).advanced(byNanoseconds: microseconds * 1_000)
    }

    /// Sleeps on the machine's monotonic clock.
    public func sleep(milliseconds: Int64) async throws {
        try await ContinuousClock().sleep(for: .milliseconds(max(0, milliseconds)))
    }
}
