/// What a flow did against a scripted venue: no I/O, a clock that only moves by the flow's own waits.
public struct FlowRun<Output: Sendable>: Sendable {
    /// How it ended.
    public let result: Result<Output, VenueError>
    /// What it asked, in order.
    public let calls: [VenueCall]
    /// What it waited for, in order.
    public let waits: [Duration]
    /// When it ended, on the flow's clock.
    public let endedAt: Timestamp

    /// Its output, nil after a failure.
    public var output: Output? { try? result.get() }

    /// Its error, nil after a success.
    public var failure: VenueError? {
        if case .failure(let error) = result { error } else { nil }
    }
}

extension Flow {
    /// Drives the flow to its end, at once and without a venue: how adapters are tested, and how they are certified
    /// offline.
    ///
    /// - Parameters:
    ///   - start: When it begins, on its own clock.
    ///   - latency: How much time each call takes on that clock.
    ///   - mostCalls: After so many calls it is ended with an error, since answers may lead it in circles.
    ///   - answer: Sees the call, its position and the time at which it is made.
    public func run(
        at start: Timestamp, latency: Duration = .zero, mostCalls: Int = 10_000,
        answering answer: (VenueCall, Int, Timestamp) -> CallResult
    ) -> FlowRun<Output> {
        var now = start
        var calls: [VenueCall] = []
        var waits: [Duration] = []
        func ended(_ result: Result<Output, VenueError>) -> FlowRun<Output> {
            FlowRun(result: result, calls: calls, waits: waits, endedAt: now)
        }
        var step = self.start(now)
        while true {
            switch step {
            case .call(let call, let resume):
                guard calls.count < mostCalls else {
                    return ended(.failure(.notSent(.refusedLocally, "no end after \(mostCalls) calls")))
                }
                let position = calls.count
                calls.append(call)
                let result = answer(call, position, now)
                now = now.advanced(by: latency)
                step = resume(result, now)
            case .wait(let duration, let resume):
                waits.append(duration)
                now = now.advanced(by: duration)
                step = resume(now)
            case .finished(let output): return ended(.success(output))
            case .failed(let error): return ended(.failure(error))
            }
        }
    }
}
