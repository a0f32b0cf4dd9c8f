import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Pauses before a read that does not find an order is believed (luno.md E.10).
    static let lookUpPauses: [Duration] = [.milliseconds(250), .seconds(1), .seconds(3)]

    /// Cancels one order. A success is a receipt: more fills can arrive until the order reads as complete (luno.md E.6).
    ///
    /// By client id the order is looked up first, since the venue stops by its own id only.
    public func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        switch order {
        case .venue(let id): Self.stop(id)
        case .client:
            Self.lookUp(order, on: instrument, pauses: Self.lookUpPauses[...]).then { found in
                switch found {
                case .found(let order) where order.phase.isEnded:
                    .finished(.notLive(Self.notLive("the order has ended")))
                case .found(let order): Self.stop(order.venueOrderID)
                case .absent: .finished(.notLive(Self.notLive("the venue shows no such order")))
                }
            }.recover { .finished(.notSent($0.with(effect: .notSent))) }
        }
    }

    static func stop(_ id: VenueOrderID) -> Flow<CancelOutcome> {
        let call = write("order.cancel", "/api/1/stoporder", [Parameter("order_id", id.rawValue)], priority: .cancel)
        return .call(endpoint(call, success)) { result, _ in
            switch result {
            case .success(true): .finished(.requested)
            case .success(false): .finished(.notLive(notLive("the venue did not stop it")))
            case .failure(let error): .finished(cancelOutcome(of: error))
            }
        }
    }

    /// `{"success": …}`.
    static func success(_ reader: inout JSONReader) throws(JSONError) -> Bool {
        var success: Bool?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "success": success = try reader.bool()
            default: try reader.skip()
            }
        }
        return try reader.require(success, "success")
    }

    private static func cancelOutcome(of error: VenueError) -> CancelOutcome {
        switch error.effect {
        case .notSent: .notSent(error)
        case .notExecuted: error.kind == .orderNotFound ? .notLive(error) : .rejected(error)
        case .unknown, .executed: .unknown(error)
        }
    }

    private static func notLive(_ message: String) -> VenueError {
        VenueError(
            kind: .orderNotFound, effect: .notExecuted(.stated), advice: .afterResync, message: message)
    }

    /// Looks an order up, again after each pause while it is not found.
    private static func lookUp(
        _ order: OrderReference, on instrument: Instrument, pauses: ArraySlice<Duration>
    ) -> Flow<OrderLookup> {
        self.order(order, on: instrument, priority: .cancel).then { found in
            guard case .absent = found, let pause = pauses.first else { return .finished(found) }
            return .wait(pause) { lookUp(order, on: instrument, pauses: pauses.dropFirst()) }
        }
    }
}
