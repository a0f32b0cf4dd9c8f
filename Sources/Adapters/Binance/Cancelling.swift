import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Cancels one order; a success is final (binance.md E.4).
    public func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        let call = Self.write(
            "order.cancel", .delete, "order", Self.parameters(naming: order, on: instrument), priority: .cancel,
            charges: [RateCharge(Self.weight, 1, onSuccess: 0)])
        let symbol = instrument.symbol
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in
            let row = try OrderRow(reading: &reader)
            return try row.order(of: symbol, reader)
        }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let order): .finished(.ended(order))
            case .failure(let error): .finished(Self.cancelOutcome(of: error))
            }
        }
    }

    private static func cancelOutcome(of error: VenueError) -> CancelOutcome {
        if error.kind == .orderNotFound { return .notLive(error) }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .notExecuted: return .rejected(error)
        case .unknown, .executed: return .unknown(error)
        }
    }
}
