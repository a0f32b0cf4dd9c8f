import AdapterProtocol
import Logging
import Metrics

/// Tells what calls were made and how they went: operation, status, effect, duration. Never a header, a body, a query or
/// an id.
struct CallObserver: Sendable {
    let venue: VenueID
    let logger: Logger

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
        let labels = [
            ("venue", venue.rawValue), ("operation", call.operation.rawValue), ("outcome", outcome),
        ]
        Counter(label: "bourse_venue_calls_total", dimensions: labels).increment()
        Timer(label: "bourse_venue_call_seconds", dimensions: labels).recordNanoseconds(duration.wholeNanoseconds)
    }
}
