import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Reserves nothing, so that a cancel never waits for the engine's counter, and counts what the venue counts at
    /// most: 8 for an order younger than five seconds (kraken.md H.2).
    private static let cancelCharges = [RateCharge(engine, 0, onSuccess: 8)]

    /// Cancels one order. The answer proves the request, not what had filled before: read the order then (K.5, K.7).
    public func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        let parameter =
            switch order {
            case .venue(let id): Parameter("txid", id.rawValue)
            case .client(let id): Parameter("cl_ord_id", id.text)
            }
        let call = Self.write(
            "order.cancel", "/0/private/CancelOrder", [parameter], priority: .cancel, charges: Self.cancelCharges)
        return .call(Self.endpoint(call, Self.count)) { result, _ in
            switch result {
            case .success(0): .finished(.notLive(Self.nothingCancelled))
            case .success: .finished(.requested)
            case .failure(let error): .finished(Self.cancelOutcome(of: error))
            }
        }
    }

    private static let nothingCancelled = VenueError(
        kind: .orderNotFound, effect: .notExecuted(.stated), advice: .afterResync,
        message: "the venue cancelled no order")

    private static func cancelOutcome(of error: VenueError) -> CancelOutcome {
        if error.kind == .orderNotFound { return .notLive(error) }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .notExecuted: return .rejected(error)
        case .unknown, .executed: return .unknown(error)
        }
    }

    /// How many orders were cancelled, a number or a text.
    static func count(_ reader: inout JSONReader) throws(JSONError) -> Int64 {
        var count: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "count": count = try reader.integer()
            default: try reader.skip()
            }
        }
        let found = try reader.require(count, "count")
        guard found >= 0 else { throw reader.unexpected("a count") }
        return found
    }
}
