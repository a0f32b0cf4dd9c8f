import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Pauses between look-ups of an unknown placement (kucoin.md G.4: at 0.3, 1, 2, 4 s).
    private static let pauses: [Duration] = [
        .milliseconds(300), .milliseconds(700), .seconds(1), .seconds(2), .seconds(4),
    ]

    /// Finds out whether a placement exists.
    ///
    /// By client id, among orders and stop orders, with growing pauses; after the visibility bound once more, then the
    /// open list and the done list. Absent only when all agree: the gateway refuses a request more than 5 s after its
    /// signature, so it can no longer arrive.
    public func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        Self.lookUp(Search(id: clientOrderID, signedBy: signedBy, instrument: instrument, adapter: self), attempt: 0)
    }

    private struct Search: Sendable {
        let id: ClientOrderID
        let signedBy: Timestamp
        let instrument: Instrument
        let adapter: KuCoinAdapter

        var bound: Timestamp { signedBy.advanced(by: visibilityBound) }
    }

    private static func lookUp(_ search: Search, attempt: Int) -> Flow<PlaceResolution> {
        Flow { started in
            order(.client(search.id), on: search.instrument, priority: .resolve)
                .then { lookup in
                    switch lookup {
                    case .found(let order): withFills(order, search)
                    // What counts is when the question left, not when the answer came.
                    case .absent: again(search, attempt: attempt, askedAt: started)
                    }
                }
                .recover { .finished(.unresolved($0)) }
                .start(started)
        }
    }

    /// Waits and asks again until the question itself was asked after the bound, then reads the lists.
    private static func again(_ search: Search, attempt: Int, askedAt: Timestamp) -> Flow<PlaceResolution> {
        Flow { now in
            if askedAt >= search.bound { return readLists(search).start(now) }
            let rest = max(search.bound.duration(since: now), .zero)
            let pause = min(attempt < pauses.count ? pauses[attempt] : rest, rest)
            return Flow.wait(pause) { lookUp(search, attempt: attempt + 1) }.start(now)
        }
    }

    private static func readLists(_ search: Search) -> Flow<PlaceResolution> {
        let history = HistoryQuery(from: search.signedBy.advanced(by: .seconds(-3600)))
        return active(search.instrument, priority: .resolve).then { open in
            if let order = open.first(where: { $0.clientOrderID == search.id }) { return withFills(order, search) }
            return done(search.instrument, history, priority: .resolve).then { ended in
                if let order = ended.first(where: { $0.clientOrderID == search.id }) {
                    return withFills(order, search)
                }
                return Flow { now in
                    .finished(
                        .absent(
                            AbsenceProof(
                                sources: ["order.query", "order.stopQuery", "order.open", "order.history"],
                                fence: .window, readAt: now)))
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
