import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Pauses between look-ups of an unknown placement: the sheet's five, then longer ones (valr.md E.11).
    private static let pauses: [Duration] = [
        .milliseconds(100), .milliseconds(300), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(15),
    ]

    /// Finds out whether a placement exists.
    ///
    /// By client id, in the live status and the history's events, with growing pauses; after the visibility bound also
    /// in the open list and the history since signing. VALR publishes no receive window, so nothing makes a late
    /// arrival impossible: absence is presumed only (fence `none`), and the record stays watched.
    public func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        Self.lookUp(Search(id: clientOrderID, signedBy: signedBy, instrument: instrument), attempt: 0)
    }

    private struct Search: Sendable {
        let id: ClientOrderID
        let signedBy: Timestamp
        let instrument: Instrument

        var bound: Timestamp { signedBy.advanced(by: visibilityBound) }
    }

    private static func lookUp(_ search: Search, attempt: Int) -> Flow<PlaceResolution> {
        order(.client(search.id), on: search.instrument, priority: .resolve)
            .then { lookup in
                switch lookup {
                case .found(let order): withFills(order, search)
                case .absent: again(search, attempt: attempt)
                }
            }
            .recover { .finished(.unresolved($0)) }
    }

    /// Waits and asks again until the bound has passed, then reads the lists.
    private static func again(_ search: Search, attempt: Int) -> Flow<PlaceResolution> {
        Flow { now in
            if now >= search.bound { return readLists(search).start(now) }
            let rest = search.bound.duration(since: now)
            let pause = min(attempt < pauses.count ? pauses[attempt] : rest, rest)
            return Flow.wait(pause) { lookUp(search, attempt: attempt + 1) }.start(now)
        }
    }

    private static func readLists(_ search: Search) -> Flow<PlaceResolution> {
        let adapter = VALRAdapter()
        let catalog = InstrumentCatalog([search.instrument], readAt: search.signedBy)
        let history = HistoryQuery(from: search.signedBy.advanced(by: .seconds(-3600)))
        return adapter.openOrders(on: search.instrument, in: catalog).then { open in
            if let order = open.first(where: { $0.clientOrderID == search.id }) { return withFills(order, search) }
            return VALRAdapter.pastOrders(on: search.instrument, history).then { ended in
                if let order = ended.first(where: { $0.clientOrderID == search.id }) {
                    return withFills(order, search)
                }
                return Flow { now in
                    let sources = ["order.query", "order.detail", "order.open", "order.history"]
                    return .finished(.absent(AbsenceProof(sources: sources, fence: .none, readAt: now)))
                }
            }
        }
    }

    /// The fills of a found order; without them it is still found.
    private static func withFills(_ order: Order, _ search: Search) -> Flow<PlaceResolution> {
        guard order.filledBase.isPositive else { return .finished(.found(order, [])) }
        let since = order.createdAt.map { $0.advanced(by: .seconds(-1)) }
        let query = HistoryQuery(from: since, order: order.venueOrderID)
        return VALRAdapter().fills(on: search.instrument, query)
            .map { PlaceResolution.found(order, $0) }
            .recover { _ in .finished(.found(order, [])) }
    }
}
