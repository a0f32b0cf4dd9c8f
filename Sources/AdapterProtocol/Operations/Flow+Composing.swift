extension Flow {
    /// The same flow with its result turned into another.
    public func map<Other: Sendable>(_ transform: @escaping @Sendable (Output) -> Other) -> Flow<Other> {
        then { .finished(transform($0)) }
    }

    /// The same flow, followed by another that depends on its result.
    public func then<Other: Sendable>(_ next: @escaping @Sendable (Output) -> Flow<Other>) -> Flow<Other> {
        Flow<Other> { now in start(now).then(now, next, FlowStep.failed) }
    }

    /// The same flow, with an error turned into another flow.
    public func recover(_ rescue: @escaping @Sendable (VenueError) -> Flow<Output>) -> Flow<Output> {
        Flow { now in start(now).then(now, Flow.finished, { error in .recovered(rescue(error), now) }) }
    }
}

extension FlowStep {
    fileprivate static func recovered(_ flow: Flow<Output>, _ now: Timestamp) -> FlowStep { flow.start(now) }

    /// Goes on with another flow once this one is finished, or with a step of the caller's once it has failed.
    fileprivate func then<Other: Sendable>(
        _ now: Timestamp, _ next: @escaping @Sendable (Output) -> Flow<Other>,
        _ failure: @escaping @Sendable (VenueError) -> FlowStep<Other>
    ) -> FlowStep<Other> {
        switch self {
        case .call(let call, let resume):
            .call(call) { result, later in resume(result, later).then(later, next, failure) }
        case .wait(let duration, let resume):
            .wait(duration) { later in resume(later).then(later, next, failure) }
        case .finished(let output): next(output).start(now)
        case .failed(let error): failure(error)
        }
    }
}
