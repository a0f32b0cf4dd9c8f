import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Cancels one order by the v2 route, whose 200 means cancelled (valr.md E.7); the view that says what had traded
    /// is read behind it.
    public func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        let identity =
            switch order {
            case .venue(let id): Parameter("orderId", id.rawValue)
            case .client(let id): Parameter("customerOrderId", id.text)
            }
        let call = Self.write(
            "order.cancel", .delete, "/v2/orders/order", [identity, Parameter("pair", instrument.nativeName)],
            priority: .cancel, charges: Self.cancelCharges)
        return .call(Self.receipt(call)) { result, now in
            switch result {
            case .success: Self.cancelled(order, on: instrument).start(now)
            case .failure(let error): .finished(Self.cancelOutcome(of: error))
            }
        }
    }

    /// The order after its cancel; without a view of its end the request is all that is known.
    private static func cancelled(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        self.order(order, on: instrument, priority: .cancel).map { lookup in
            if case .found(let order) = lookup, order.phase.isEnded { .ended(order) } else { .requested }
        }.recover { _ in .finished(.requested) }
    }

    private static func cancelOutcome(of error: VenueError) -> CancelOutcome {
        // -1, or 404: filled, ended or never there (valr.md E.7).
        if error.kind == .orderNotFound { return .notLive(error) }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .notExecuted: return .rejected(error)
        case .unknown, .executed: return .unknown(error)
        }
    }
}
