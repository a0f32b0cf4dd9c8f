import AdapterProtocol
import AdapterRuntime
import VenueSimulator

/// A simulated exchange's clock that goes by a stepped one. The machine's clock may be set in a case; the exchange's own
/// goes on.
struct ExchangeClock: SimulatorClock {
    let start: Timestamp
    let clock: SteppedClock

    func now() -> SimulatedInstant {
        SimulatedInstant(milliseconds: start.milliseconds).advanced(byNanoseconds: clock.elapsed.wholeNanoseconds)
    }

    func sleep(milliseconds: Int64) async throws { try await clock.sleep(for: .milliseconds(milliseconds)) }
}
