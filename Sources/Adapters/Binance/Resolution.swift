import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Pauses between look-ups of an unknown placement (binance.md G.4: at 1, 2, 4, 8, 15 s).
    private static let pauses: [Duration] = [.seconds(1), .seconds(1), .seconds(2), .seconds(4), .seconds(7)]

    /// Finds out whether a placement exists.
    ///
    /// By client id with growing pauses; an order that ended cancelled may not be found by its client id, so after the
    /// visibility bound the open list and the history since signing are read too. Absent only when all agree and the
    /// window of the signature (5 s) and the engine's limit (10 s) lie behind: a fence that needs no trust in lag.
    public func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        Self.lookUp(Search(id: clientOrderID, signedBy: signedBy, instrument: instrument, adapter: self), attempt: 0)
    }

    private struct Search: Sendable {
        let id: ClientOrderID
        let signedBy: Timestamp
        let instrument: Instrument
        let adapter: BinanceAdapter

        var bound: Timestamp { signedBy.advanced(by: visibilityBound) }
    }

    private static func lookUp(_ search: Search, attempt: Int) -> Flow<PlaceResolution> {
        Flow { now in
            order(.client(search.id), on: search.instrument, priority: .resolve)
                .then { lookup in
                    switch lookup {
                    case .found(let order): withFills(order, search)
                    case .absent: again(search, attempt: attempt)
                    }
                }
                .recover { .finished(.unresolved($0)) }
                .start(now)
        }
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
        let catalog = InstrumentCatalog([search.instrument], readAt: search.signedBy)
        let history = HistoryQuery(from: search.signedBy.advanced(by: .seconds(-3600)))
        return search.adapter.openOrders(on: search.instrument, in: catalog).then { open in
            if let order = open.first(where: { $0.clientOrderID == search.id }) { return withFills(order, search) }
            return search.adapter.orderHistory(on: search.instrument, history).then { ended in
                if let order = ended.first(where: { $0.clientOrderID == search.id }) {
                    return withFills(order, search)
                }
                return Flow { now in
                    .finished(
                        .absent(
                            AbsenceProof(
                                sources: ["order.query", "order.open", "order.history"], fence: .window, readAt: now)))
                }
            }
        }
    }

    /// The fills of a found order; without them it is still found.
    private static func withFills(_ order: Order, _ search: Search) -> Flow<PlaceResolution> {
        guard order.filledBase.isPositive else { return .finished(.found(order, [])) }
        return search.adapter.fills(on: search.instrument, HistoryQuery(order: order.venueOrderID))
            .map { PlaceResolution.found(order, $0) }
            .recover { _ in .finished(.found(order, [])) }
    }
}
