import Synchronization
import Testing
import VenueSimulator

/// What somebody in the same process has been sent.
final class Heard: Sendable {
    private let events = Mutex<[SimulatedStream.Event]>([])

    func note(_ event: SimulatedStream.Event) {
        events.withLock { $0.append(event) }
    }

    /// The events since the last call, as words.
    func take() -> [String] {
        let taken = events.withLock { events in
            defer { events = [] }
            return events
        }
        return taken.map { event in
            switch event {
            case .text(let bytes): String(decoding: bytes, as: UTF8.self)
            case .ping(let bytes): "<ping \(String(decoding: bytes, as: UTF8.self))>"
            case .closed(let code, let reason): "<close \(code) \(reason)>"
            case .reset: "<reset>"
            }
        }
    }
}

extension SimulatedVenue {
    /// A venue with streams on a clock that is moved by hand.
    static func streaming(_ clock: ManualSimulatorClock, _ faults: [Fault] = [], seed: UInt64 = 0) throws
        -> SimulatedVenue
    {
        try SimulatedVenue(
            recipe: VenueSimulatorTests.streaming, clock: clock, faults: FaultPlan(seed: seed, faults: faults))
    }

    /// A connection that is listened to.
    func listen(_ path: String = "/quiet") throws -> (SimulatedStream, Heard) {
        let heard = Heard()
        let attempt = connect(FaceRequest(method: "GET", path: path)) { heard.note($1) }
        guard case .open(let stream) = attempt else {
            Issue.record("not opened: \(attempt)")
            throw NeverReady()
        }
        return (stream, heard)
    }
}

extension SimulatedStream {
    func say(_ text: String) { send(Array(text.utf8)) }
}
