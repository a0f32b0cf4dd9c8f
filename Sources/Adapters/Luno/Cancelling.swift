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

    /// Cancels the orders of one market that are open now, untriggered stops included: one call each, since the venue
    /// has none for all (luno.md E.6).
    ///
    /// The reports name the orders whose cancel was taken; those that ended meanwhile are left out. Every order is tried
    /// before a failure is told.
    public func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        let catalog = InstrumentCatalog([instrument], readAt: Timestamp(nanoseconds: 0))
        return Self.openOrders(on: instrument, in: catalog, priority: .cancel).then { orders in
            Self.stopAll(orders.map(\.venueOrderID)[...], reports: [], failure: nil)
        }
    }

    /// Luno changes no order in place; to change one is to cancel it, wait for its end and place anew (luno.md E.3).
    public func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        let capability: Capability = change.limitPrice != nil ? .amendPrice : .amendShrink
        return .finished(.notSent(.unsupported(capability, "Luno changes no order in place")))
    }

    private static func stopAll(
        _ ids: ArraySlice<VenueOrderID>, reports: [CancelReport], failure: VenueError?
    ) -> Flow<[CancelReport]> {
        guard let id = ids.first else {
            guard let failure else { return .finished(reports) }
            return .failed(reports.isEmpty ? failure : partly(failure))
        }
        return stop(id).then { outcome in
            var reports = reports
            var failure = failure
            switch outcome {
            case .ended(let order): reports.append(CancelReport(venueOrderID: id, order: order))
            case .requested: reports.append(CancelReport(venueOrderID: id, order: nil))
            case .notLive: break
            case .rejected(let error), .notSent(let error), .unknown(let error): failure = failure ?? error
            }
            return stopAll(ids.dropFirst(), reports: reports, failure: failure)
        }
    }

    private static func partly(_ failure: VenueError) -> VenueError {
        VenueError(
            kind: .partlyExecuted, effect: failure.effect == .unknown ? .unknown : .executed, advice: .afterResync,
            message: "some orders were not cancelled: \(failure.message)", evidence: failure.evidence)
    }

    private static func stop(_ id: VenueOrderID) -> Flow<CancelOutcome> {
        let call = write("order.cancel", "1/stoporder", [Parameter("order_id", id.rawValue)], priority: .cancel)
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
