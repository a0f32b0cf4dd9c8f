package import AdapterProtocol

/// What a flow did against a scripted venue: no I/O, a clock that only moves by the flow's own waits.
package struct FlowRun<Output: Sendable> {
    package let result: Result<Output, VenueError>
    package let calls: [VenueCall]
    package let waits: [Duration]
    package let endedAt: Timestamp

    package var output: Output? { try? result.get() }

    package var failure: VenueError? {
        if case .failure(let error) = result { error } else { nil }
    }
}

extension Flow {
    /// Drives the flow to its end; `answer` sees the call, its position and the time at which it is made.
    package func run(
        at start: Timestamp = FlowStart.now, latency: Duration = .zero,
        answering answer: (VenueCall, Int, Timestamp) -> CallResult
    ) -> FlowRun<Output> {
        var now = start
        var calls: [VenueCall] = []
        var waits: [Duration] = []
        var step = self.start(now)
        while true {
            switch step {
            case .call(let call, let resume):
                let position = calls.count
                calls.append(call)
                let result = answer(call, position, now)
                now = now.advanced(by: latency)
                step = resume(result, now)
            case .wait(let duration, let resume):
                waits.append(duration)
                now = now.advanced(by: duration)
                step = resume(now)
            case .finished(let output):
                return FlowRun(result: .success(output), calls: calls, waits: waits, endedAt: now)
            case .failed(let error):
                return FlowRun(result: .failure(error), calls: calls, waits: waits, endedAt: now)
            }
        }
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
