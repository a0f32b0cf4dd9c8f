import AdapterProtocol
import Foundation

/// Signing alone beside the bare primitive over the same bytes, in one process, round by round in turn.
struct SigningBenchmark {
    private let venue: BenchmarkVenue
    private let order: OrderBenchmark

    init(_ answers: VenueAnswers) throws {
        venue = answers.venue
        order = try OrderBenchmark(answers)
    }

    func measure(with stopwatch: Stopwatch) throws -> [Measurement] {
        let name = "sign.\(venue.id)"
        guard let primitive = try primitive() else { return [try stopwatch.measure(name, order.sign)] }
        return try stopwatch.compare((name, order.sign), (name + ".primitive", primitive.run))
    }

    /// The primitive over what the venue's rule signs of the order's request.
    private func primitive() throws -> BarePrimitive? {
        guard let kind = venue.primitive else { return nil }
        let request = try order.request(0)
        let time = "1795305600000"
        switch venue.id {
        case "binance":
            let body = String(decoding: request.body, as: UTF8.self)
            guard let end = body.range(of: "&signature=") else { throw BenchmarkError("no signature in the body") }
            return BarePrimitive(kind, message: Array(body[..<end.lowerBound].utf8))
        case "kraken":
            return BarePrimitive(kind, head: Array(request.target.utf8), message: Array(time.utf8) + request.body)
        default:
            let head = time + request.method.rawValue + request.target
            return BarePrimitive(kind, message: Array(head.utf8) + request.body)
        }
    }
}
