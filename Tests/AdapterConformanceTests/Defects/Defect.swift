import AdapterConformance
import AdapterProtocol

/// A mistake planted into a correct adapter, or into what carries its requests. The suite must find it: a case that no
/// mistake fails proves nothing.
struct Defect: Sendable {
    /// Short and unique; `aims.txt` tells which cases it fails.
    let name: String
    /// Makes the mistake.
    let plant: @Sendable (inout ConformanceSubject) -> Void

    init(_ name: String, _ plant: @escaping @Sendable (inout ConformanceSubject) -> Void) {
        self.name = name
        self.plant = plant
    }

    /// What an adapter says of itself is wrong.
    static func told(
        _ name: String, _ change: @escaping @Sendable (inout AdapterProxy) -> Void
    ) -> Defect {
        Defect(name) { subject in
            var proxy = AdapterProxy(subject.adapter, NoWeaver())
            change(&proxy)
            subject.adapter = proxy
        }
    }

    /// What an operation returns is wrong; `change` may return nil to leave it.
    static func output<Value: Sendable>(
        _ name: String, _ operation: AdapterProxy.Operation,
        _ change: @escaping @Sendable (Value) -> Value?
    ) -> Defect {
        weaving(name, OutputWeaver(operation: operation, change: change))
    }

    /// An operation's errors are told wrongly.
    static func error(
        _ name: String, _ operations: Set<AdapterProxy.Operation>,
        _ change: @escaping @Sendable (VenueError) -> VenueError
    ) -> Defect {
        weaving(name, ErrorWeaver(operations: operations, change: change))
    }

    /// An operation asks the wrong thing.
    static func call(
        _ name: String, _ operations: Set<AdapterProxy.Operation>,
        _ change: @escaping @Sendable (VenueCall) -> VenueCall
    ) -> Defect {
        weaving(name, CallWeaver(operations: operations, change: change))
    }

    /// An operation takes an answer for another one.
    static func answer(
        _ name: String, _ operations: Set<AdapterProxy.Operation>,
        _ change: @escaping @Sendable (VenueCall, CallResult) -> CallResult
    ) -> Defect {
        weaving(name, AnswerWeaver(operations: operations, change: change))
    }

    /// What carries requests is wrong: a retry layer of its own, a proxy that rewrites.
    static func endpoint(
        _ name: String, _ change: @escaping @Sendable (inout ConformanceEndpoint) -> Void
    ) -> Defect {
        Defect(name) { subject in
            guard var endpoint = subject.endpoint else { return }
            change(&endpoint)
            subject.endpoint = endpoint
        }
    }

    private static func weaving(_ name: String, _ weaver: any AdapterProxy.Weaver) -> Defect {
        Defect(name) { $0.adapter = AdapterProxy($0.adapter, weaver) }
    }
}

private struct NoWeaver: AdapterProxy.Weaver {
    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> { flow }
}

private struct OutputWeaver<Value: Sendable>: AdapterProxy.Weaver {
    let operation: AdapterProxy.Operation
    let change: @Sendable (Value) -> Value?

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operation == self.operation else { return flow }
        return flow.map { output in
            guard let value = output as? Value, let changed = change(value) as? Output else { return output }
            return changed
        }
    }
}

private struct ErrorWeaver: AdapterProxy.Weaver {
    let operations: Set<AdapterProxy.Operation>
    let change: @Sendable (VenueError) -> VenueError

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operations.contains(operation) else { return flow }
        return flow.recover { .failed(change($0)) }
    }
}

private struct CallWeaver: AdapterProxy.Weaver {
    let operations: Set<AdapterProxy.Operation>
    let change: @Sendable (VenueCall) -> VenueCall

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operations.contains(operation) else { return flow }
        return Flow { changed(flow.start($0)) }
    }

    private func changed<Output: Sendable>(_ step: FlowStep<Output>) -> FlowStep<Output> {
        switch step {
        case .call(let call, let resume): .call(change(call)) { changed(resume($0, $1)) }
        case .wait(let duration, let resume): .wait(duration) { changed(resume($0)) }
        case .finished, .failed: step
        }
    }
}

private struct AnswerWeaver: AdapterProxy.Weaver {
    let operations: Set<AdapterProxy.Operation>
    let change: @Sendable (VenueCall, CallResult) -> CallResult

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operations.contains(operation) else { return flow }
        return Flow { changed(flow.start($0)) }
    }

    private func changed<Output: Sendable>(_ step: FlowStep<Output>) -> FlowStep<Output> {
        switch step {
        case .call(let call, let resume): .call(call) { changed(resume(change(call, $0), $1)) }
        case .wait(let duration, let resume): .wait(duration) { changed(resume($0)) }
        case .finished, .failed: step
        }
    }
}
