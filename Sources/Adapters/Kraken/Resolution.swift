import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// The pause before the second look; each look costs five points of a counter of fifteen, so there are few.
    private static let secondLook: Duration = .seconds(5)

    /// Finds out whether a placement exists (kraken.md E.13).
    ///
    /// By client id in the open orders, then in the ended ones. The order's deadline lets nothing arrive later than ten
    /// seconds after signing, and the lists trail by moments: absent only when both lack it after fifteen seconds, and
    /// once more a second later, because an order that fills at once may be in neither for a moment.
    public func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        Self.look(Search(id: clientOrderID, signedBy: signedBy, instrument: instrument), looks: 0, late: 0)
            .recover { .finished(.unresolved($0)) }
    }

    private struct Search: Sendable {
        let id: ClientOrderID
        let signedBy: Timestamp
        let instrument: Instrument

        var bound: Timestamp { signedBy.advanced(by: visibilityBound) }
    }

    /// - Parameter late: How many looks were begun after the bound and found nothing.
    private static func look(_ search: Search, looks: Int, late: Int) -> Flow<PlaceResolution> {
        Flow { begun in
            order(search.id, on: search.instrument, priority: .resolve)
                .then { lookup in
                    switch lookup {
                    case .found(let order): withFills(order, search)
                    case .absent: again(search, looks: looks + 1, late: begun >= search.bound ? late + 1 : late)
                    }
                }
                .start(begun)
        }
    }

    private static func again(_ search: Search, looks: Int, late: Int) -> Flow<PlaceResolution> {
        Flow { now in
            if late >= 2 {
                let sources = ["OpenOrders", "ClosedOrders"]
                return .finished(.absent(AbsenceProof(sources: sources, fence: .deadline, readAt: now)))
            }
            let rest = search.bound.duration(since: now)
            let pause: Duration = rest <= .zero ? .seconds(1) : looks == 1 ? min(secondLook, rest) : rest
            return Flow.wait(pause) { look(search, looks: looks, late: late) }.start(now)
        }
    }

    /// The fills of a found order; without them it is still found.
    private static func withFills(_ order: Order, _ search: Search) -> Flow<PlaceResolution> {
        guard order.filledBase.isPositive else { return .finished(.found(order, [])) }
        return KrakenAdapter().fills(on: search.instrument, HistoryQuery(order: order.venueOrderID))
            .map { PlaceResolution.found(order, $0) }
            .recover { _ in .finished(.found(order, [])) }
    }
}
