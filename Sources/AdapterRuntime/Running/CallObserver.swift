import AdapterProtocol
import Logging
import Metrics
import Synchronization

/// Tells what calls were made and how they went: operation, status, effect, duration. Never a header, a body, a query or
/// an id.
final class CallObserver: Sendable {
    private struct Label: Hashable, Sendable {
        let operation: OperationName
        let outcome: String
    }

    private struct Meters: Sendable {
        let calls: Counter
        let seconds: Timer
    }

    private let venue: VenueID
    private let logger: Logger
    /// Made once each: operations and outcomes are few.
    private let meters = Mutex<[Label: Meters]>([:])

    init(venue: VenueID, logger: Logger) {
        self.venue = venue
        self.logger = logger
    }

    func reply(to call: VenueCall, status: Int, took duration: Duration) {
        count(call, outcome: "\(status / 100)xx", duration)
        logger.debug(
            "venue answered",
            metadata: [
                "venue.name": "\(venue)", "venue.operation": "\(call.operation)", "http.status": "\(status)",
                "venue.duration_ms": "\(duration.wholeMilliseconds)",
            ])
    }

    func failure(of call: VenueCall, _ error: VenueError, took duration: Duration) {
        count(call, outcome: error.effect.name, duration)
        logger.info(
            "venue call failed",
            metadata: [
                "venue.name": "\(venue)", "venue.operation": "\(call.operation)", "error.kind": "\(error.kind)",
                "error.effect": "\(error.effect.name)", "venue.duration_ms": "\(duration.wholeMilliseconds)",
            ])
    }

    private func count(_ call: VenueCall, outcome: String, _ duration: Duration) {
        let label = Label(operation: call.operation, outcome: outcome)
        let meters = meters.withLock { known in
            if let meters = known[label] { return meters }
            let dimensions = [
                ("venue", venue.rawValue), ("operation", call.operation.rawValue), ("outcome", outcome),
            ]
            let made = Meters(
                calls: Counter(label: "bourse_venue_calls_total", dimensions: dimensions),
                seconds: Timer(label: "bourse_venue_call_seconds", dimensions: dimensions))
            known[label] = made
            return made
        }
        meters.calls.increment()
        meters.seconds.recordNanoseconds(duration.wholeNanoseconds)
    }
}
