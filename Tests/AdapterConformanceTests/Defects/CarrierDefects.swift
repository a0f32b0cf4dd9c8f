import AdapterConformance
import AdapterProtocol
import AdapterRuntime

/// Retries and rewriting where a request should go out once, as it is.
enum CarrierDefects {
    static let all: [Defect] = retries + carriers

    private static let retries: [Defect] = [
        .retry("placements are sent again when no answer comes", [.place]) { call, result in
            call.intent == .write && result.isMissing
        },
        .retry("changes are sent again when no answer comes", [.amend]) { call, result in
            call.intent == .write && result.isMissing
        },
        .retry("writes are sent again after 429", .writes) { call, result in
            guard case .reply(let reply) = result else { return false }
            return call.intent == .write && reply.status == 429
        },
        .retry("writes are sent again after any answer that is not well", .writes) { call, result in
            switch result {
            case .reply(let reply): call.intent == .write && reply.status != 200
            case .failure: call.intent == .write
            }
        },
        .retry("writes are sent again after an answer that cannot be read", .writes) { call, result in
            guard case .reply(let reply) = result else { return false }
            return call.intent == .write && reply.status == 200 && reply.body.count < 6
        },
        .retry("every write is sent twice", .writes) { call, _ in call.intent == .write },
    ]

    private static let carriers: [Defect] = [
        .carrier("every POST goes out twice") { (request, base, timeout, inner) throws(TransportFailure) in
            if request.method == .post { _ = try await inner.send(request, to: base, timeout: timeout) }
            return try await inner.send(request, to: base, timeout: timeout)
        },
        .bent("the venue's pauses are not read") { bends in
            bends.feedback = { feedback, _ in RateFeedback(used: feedback.used, pause: nil) }
        },
        .told("limits a hundred times too wide") { proxy in
            proxy.rateLimits = proxy.rateLimits.map {
                RateLimitRule(id: $0.id, scope: $0.scope, shape: widened($0.shape), limit: $0.limit * 100)
            }
        },
    ]

    private static func widened(_ shape: RateLimitRule.Shape) -> RateLimitRule.Shape {
        switch shape {
        case .calendarWindow, .windowFromFirstCall: shape
        case .decay(let rate): .decay(perSecond: rate * 100)
        case .spacing: .spacing(.zero)
        }
    }
}
