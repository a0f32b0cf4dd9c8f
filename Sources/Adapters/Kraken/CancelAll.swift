import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Cancels every order of one market. The venue cancels by account or by id only, so the open orders are read and
    /// cancelled fifty at a time; batches pass even when the engine's counter is full (kraken.md E.8, H.2).
    public func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        let call = Self.privateRead("order.open", "OpenOrders", priority: .cancel)
        return Self.list("open", of: instrument, call).flow.then { open in
            Self.cancel(Self.byTime(open).map(\.venueOrderID)[...], on: instrument, before: [])
        }
    }

    private static var batch: Int { 50 }

    private static func cancel(
        _ ids: ArraySlice<VenueOrderID>, on instrument: Instrument, before: [CancelReport]
    ) -> Flow<[CancelReport]> {
        guard !ids.isEmpty else { return .finished(before) }
        let now = Array(ids.prefix(batch))
        let call = write(
            cancelling, "/0/private/CancelOrderBatch", now.map { Parameter("orders", $0.rawValue) }, priority: .cancel,
            charges: [RateCharge(engine, 0, onSuccess: 8 * min(now.count, 7))])
        return .call(endpoint(call, count)) { result, time in
            switch result {
            case .success:
                // Fewer than asked for means that some had ended: none of them is live, which is what was wanted.
                let reports = before + now.map { CancelReport(venueOrderID: $0, order: nil) }
                return cancel(ids.dropFirst(batch), on: instrument, before: reports).start(time)
            case .failure(let error): return .failed(before.isEmpty ? error : partly(error))
            }
        }
    }

    /// Earlier batches went through: the whole was executed in part.
    private static func partly(_ error: VenueError) -> VenueError {
        VenueError(
            kind: .partlyExecuted, effect: error.effect == .unknown ? .unknown : .executed, advice: .afterResync,
            message: "some orders were cancelled, then: \(error.message)", evidence: error.evidence)
    }
}
