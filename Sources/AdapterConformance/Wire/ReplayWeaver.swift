import AdapterProtocol

/// Answers every call from recordings, at once: behind it no call reaches a network.
struct ReplayWeaver: AdapterProxy.Weaver {
    let recordings: Recordings

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        Flow { now in answered(flow.start(now), now) }
    }

    private func answered<Output: Sendable>(_ first: FlowStep<Output>, _ now: Timestamp) -> FlowStep<Output> {
        var step = first
        while case .call(let call, let resume) = step {
            guard let reply = recordings.answer(to: call) else {
                return .failed(.notSent(.network, "nothing is recorded for \(call.operation) of \(call.path)"))
            }
            step = resume(.reply(reply), now)
        }
        guard case .wait(let duration, let resume) = step else { return step }
        return .wait(duration) { later in answered(resume(later), later) }
    }
}
