import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
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
}
