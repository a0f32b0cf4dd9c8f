import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Cancels one order; the answer comes after the cancel and has the order as it ended.
    public func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        let call = Self.write(
            "order.cancel", .delete, "order", Self.name(of: order, on: instrument), priority: .cancel)
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in try Order(acorn: &reader, on: instrument) }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let order): .finished(order.phase.isEnded ? .ended(order) : .requested)
            case .failure(let error): .finished(Self.cancelOutcome(of: error))
            }
        }
    }

    private static func cancelOutcome(of error: VenueError) -> CancelOutcome {
        switch error.effect {
        case .notSent: .notSent(error)
        case .notExecuted: error.kind == .orderNotFound ? .notLive(error) : .rejected(error)
        case .unknown, .executed: .unknown(error)
        }
    }
}
