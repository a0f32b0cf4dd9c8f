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
        .retry("cancels are sent again when no answer comes", [.cancel]) { call, result in
            call.intent == .write && result.isMissing
        },
        .retry("changes are sent again when no answer comes", [.amend]) { call, result in
            call.intent == .write && result.isMissing
        },
        .retry("cancels of all are sent again when no answer comes", [.cancelAll]) { call, result in
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
        .retry("reads are tried for ever", .reads, times: 40) { _, result in
            if case .failure = result { true } else { false }
        },
    ]

    private static let carriers: [Defect] = [
        .carrier("every POST goes out twice") { (request, base, timeout, inner) throws(TransportFailure) in
            if request.method == .post { _ = try await inner.send(request, to: base, timeout: timeout) }
            return try await inner.send(request, to: base, timeout: timeout)
        },
        .carrier("a broken connection is an empty answer") {
            (request, base, timeout, inner) throws(TransportFailure) in
            do throws(TransportFailure) {
                return try await inner.send(request, to: base, timeout: timeout)
            } catch {
                return WireReply(status: 200, headers: [], body: [])
            }
        },
        .rewrite("headers of our own are dropped") { request in
            request.with(headers: request.headers.filter { $0.name.lowercased() == "content-type" })
        },
        .rewrite("queries are cut off") { request in
            request.with(target: String(request.target.prefix { $0 != "?" }))
        },
        .endpoint("answers come from the day before") { endpoint in
            endpoint.transport = BentTransport(inner: endpoint.transport) {
                (request, base, timeout, inner) throws(TransportFailure) in
                let reply = try await inner.send(request, to: base, timeout: timeout)
                return reply.with(headers: reply.headers.filter { $0.name.lowercased() != "date" })
            }
        },
        .bent("the venue's pauses are not read") { bends in
            bends.feedback = { feedback, _ in RateFeedback(used: feedback.used, pause: nil) }
        },
        .bent("the venue's counts are not read") { bends in
            bends.feedback = { feedback, _ in RateFeedback(used: [:], pause: feedback.pause) }
        },
        .bent("every answer asks for a pause") { bends in
            bends.feedback = { feedback, _ in RateFeedback(used: feedback.used, pause: .seconds(120)) }
        },
        .told("limits a hundred times too wide") { proxy in
            proxy.rateLimits = proxy.rateLimits.map {
                RateLimitRule(id: $0.id, scope: $0.scope, shape: widened($0.shape), limit: $0.limit * 100)
            }
        },
        .told("a venue that needs nonces does not say so") { $0.needsNonce = false },
        .told("a venue that compares times does not say so") { $0.needsUniqueTimestamps = false },
    ]

    private static func widened(_ shape: RateLimitRule.Shape) -> RateLimitRule.Shape {
        switch shape {
        case .calendarWindow, .windowFromFirstCall: shape
        case .decay(let rate): .decay(perSecond: rate * 100)
        case .spacing: .spacing(.zero)
        }
    }
}
