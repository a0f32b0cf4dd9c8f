import AdapterConformance
import AdapterProtocol

extension Defect {
    /// Operations that fail come back with a value: an error swallowed.
    static func rescue<Value: Sendable>(
        _ name: String, _ operations: Set<AdapterProxy.Operation>,
        _ value: @escaping @Sendable (VenueError) -> Value?
    ) -> Defect {
        Defect(name) {
            $0.adapter = AdapterProxy($0.adapter, RescueWeaver(operations: operations, value: value))
        }
    }

    /// Operations whose value is an error of theirs.
    static func fault(
        _ name: String, _ operations: Set<AdapterProxy.Operation>,
        _ error: @escaping @Sendable (any Sendable) -> VenueError?
    ) -> Defect {
        Defect(name) {
            $0.adapter = AdapterProxy($0.adapter, FaultWeaver(operations: operations, error: error))
        }
    }

    /// Calls are made again when `isWanted` says so, at most `times`: a retry layer inside the adapter.
    static func retry(
        _ name: String, _ operations: Set<AdapterProxy.Operation>, times: Int = 1,
        when isWanted: @escaping @Sendable (VenueCall, CallResult) -> Bool
    ) -> Defect {
        Defect(name) {
            $0.adapter = AdapterProxy(
                $0.adapter, RetryWeaver(operations: operations, times: times, isWanted: isWanted))
        }
    }

    /// Every view of an order, in whichever answer it comes, is read wrongly.
    static func orders(
        _ name: String, in operations: Set<AdapterProxy.Operation> = .withOrders,
        _ change: @escaping @Sendable (Order) -> Order
    ) -> Defect {
        Defect(name) {
            $0.adapter = AdapterProxy(
                $0.adapter, ViewWeaver(operations: operations, order: change, fill: { $0 }))
        }
    }

    /// Every fill, in whichever answer it comes, is read wrongly.
    static func fills(
        _ name: String, in operations: Set<AdapterProxy.Operation> = .withOrders,
        _ change: @escaping @Sendable (Fill) -> Fill
    ) -> Defect {
        Defect(name) {
            $0.adapter = AdapterProxy(
                $0.adapter, ViewWeaver(operations: operations, order: { $0 }, fill: change))
        }
    }
}

extension Set<AdapterProxy.Operation> {
    /// What answers with orders or fills.
    static let withOrders: Set = [
        .place, .resolve, .cancel, .cancelAll, .amend, .order, .openOrders, .orderHistory, .fills,
    ]
    /// What changes something.
    static let writes: Set = [.place, .cancel, .cancelAll, .amend]
    /// What only reads.
    static let reads = Set(AdapterProxy.Operation.allCases).subtracting(writes)
    /// All.
    static let all = Set(AdapterProxy.Operation.allCases)
}

extension CallResult {
    /// No answer that could be relied upon.
    var isMissing: Bool {
        switch self {
        case .failure(let error): error.effect != .notSent
        case .reply(let reply): reply.status >= 500
        }
    }
}

private struct RescueWeaver<Value: Sendable>: AdapterProxy.Weaver {
    let operations: Set<AdapterProxy.Operation>
    let value: @Sendable (VenueError) -> Value?

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operations.contains(operation) else { return flow }
        return flow.recover { error in
            guard let value = value(error), let output = value as? Output else { return .failed(error) }
            return .finished(output)
        }
    }
}

private struct FaultWeaver: AdapterProxy.Weaver {
    let operations: Set<AdapterProxy.Operation>
    let error: @Sendable (any Sendable) -> VenueError?

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operations.contains(operation) else { return flow }
        return flow.then { output in
            guard let error = error(output) else { return .finished(output) }
            return .failed(error)
        }
    }
}

private struct RetryWeaver: AdapterProxy.Weaver {
    let operations: Set<AdapterProxy.Operation>
    let times: Int
    let isWanted: @Sendable (VenueCall, CallResult) -> Bool

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operations.contains(operation) else { return flow }
        return Flow { retrying(flow.start($0), times) }
    }

    private func retrying<Output: Sendable>(_ step: FlowStep<Output>, _ left: Int) -> FlowStep<Output> {
        switch step {
        case .call(let call, let resume):
            .call(call) { result, now in
                guard left > 0, isWanted(call, result) else { return retrying(resume(result, now), times) }
                return retrying(.call(call, resume), left - 1)
            }
        case .wait(let duration, let resume): .wait(duration) { retrying(resume($0), left) }
        case .finished, .failed: step
        }
    }
}

private struct ViewWeaver: AdapterProxy.Weaver {
    let operations: Set<AdapterProxy.Operation>
    let order: @Sendable (Order) -> Order
    let fill: @Sendable (Fill) -> Fill

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard operations.contains(operation) else { return flow }
        return flow.map { output in (changed(output) as? Output) ?? output }
    }

    private func changed(_ output: any Sendable) -> any Sendable {
        switch output {
        case let orders as [Order]: orders.map(order)
        case let fills as [Fill]: fills.map(fill)
        case let reports as [CancelReport]:
            reports.map { CancelReport(venueOrderID: $0.venueOrderID, order: $0.order.map(order)) }
        case let lookup as OrderLookup: changed(lookup)
        case let outcome as CancelOutcome: changed(outcome)
        case let outcome as AmendOutcome: changed(outcome)
        case let resolution as PlaceResolution: changed(resolution)
        case let outcome as PlaceOutcome: changed(outcome)
        default: output
        }
    }

    private func changed(_ lookup: OrderLookup) -> OrderLookup {
        if case .found(let one) = lookup { .found(order(one)) } else { lookup }
    }

    private func changed(_ outcome: CancelOutcome) -> CancelOutcome {
        if case .ended(let one) = outcome { .ended(order(one)) } else { outcome }
    }

    private func changed(_ outcome: AmendOutcome) -> AmendOutcome {
        if case .amended(let one, let kept) = outcome { .amended(order(one), keptPriority: kept) } else { outcome }
    }

    private func changed(_ resolution: PlaceResolution) -> PlaceResolution {
        if case .found(let one, let fills) = resolution { .found(order(one), fills.map(fill)) } else { resolution }
    }

    private func changed(_ outcome: PlaceOutcome) -> PlaceOutcome {
        guard case .accepted(let acceptance) = outcome else { return outcome }
        return .accepted(
            PlaceOutcome.Acceptance(
                depth: acceptance.depth, venueOrderID: acceptance.venueOrderID, order: acceptance.order.map(order),
                fills: acceptance.fills.map(fill), time: acceptance.time))
    }
}
