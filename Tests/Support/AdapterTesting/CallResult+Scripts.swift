package import AdapterProtocol

extension CallResult {
    package static func ok(_ body: String) -> CallResult { .status(200, body) }

    package static func status(_ status: Int, _ body: String, headers: [WireHeader] = []) -> CallResult {
        .reply(WireReply(status: status, headers: headers, body: Array(body.utf8)))
    }

    package static var timedOut: CallResult {
        .failure(
            VenueError(kind: .timeout, effect: .unknown, advice: .afterResync, message: "no answer before the deadline")
        )
    }

    package static var neverSent: CallResult { .failure(.notSent(.network, "no connection")) }
}

/// When scripted flows begin, unless a test says otherwise.
package enum FlowStart {
    /// 2025-11-22T08:26:40Z.
    package static let now = Timestamp(milliseconds: 1_763_800_000_000)
}

extension Flow {
    /// Drives the flow from ``FlowStart/now`` on; `answer` sees the call, its position and the time at which it is made.
    package func run(
        latency: Duration = .zero, answering answer: (VenueCall, Int, Timestamp) -> CallResult
    ) -> FlowRun<Output> {
        run(at: FlowStart.now, latency: latency, answering: answer)
    }

    /// One and the same answer to every call.
    package func run(_ answer: CallResult) -> FlowRun<Output> { run { _, _, _ in answer } }

    /// The answers in order; a call beyond the last one fails as an untold call.
    package func run(
        at start: Timestamp = FlowStart.now, latency: Duration = .zero, script: [CallResult]
    ) -> FlowRun<Output> {
        run(at: start, latency: latency) { call, position, _ in
            position < script.count
                ? script[position] : .failure(.notSent(.network, "no answer is scripted for \(call.path)"))
        }
    }
}
