import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Pauses between look-ups of an unknown placement (luno.md G.3: 0.5, 1, 2, 4, 8 s).
    private static let pauses: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8)]

    /// Finds out whether a placement exists: by client id with growing pauses, and once the deadline that the placement
    /// carried lies five seconds back, in the lists of open and completed orders too (luno.md G.3).
    ///
    /// The fence is that deadline; that the venue keeps it is its official word, the very refusal was never recorded
    /// (luno.md Z3).
    public func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        Self.lookUp(Search(id: clientOrderID, signedBy: signedBy, instrument: instrument), attempt: 0)
            .recover { .finished(.unresolved($0)) }
    }

    private struct Search: Sendable {
        let id: ClientOrderID
        let signedBy: Timestamp
        let instrument: Instrument

        var bound: Timestamp { signedBy.advanced(by: visibilityBound) }
    }

    private static func lookUp(_ search: Search, attempt: Int) -> Flow<PlaceResolution> {
        // Only an answer that was asked for after the bound can be the last word.
        Flow { asked in
            order(.client(search.id), on: search.instrument, priority: .resolve).then { lookup in
                switch lookup {
                case .found(let order): withFills(order, search)
                case .absent where asked >= search.bound: readLists(search)
                case .absent: again(search, attempt: attempt)
                }
            }.start(asked)
        }
    }

    /// Waits and asks again, the last time when the bound has passed.
    private static func again(_ search: Search, attempt: Int) -> Flow<PlaceResolution> {
        Flow { now in
            let rest = max(search.bound.duration(since: now), .zero)
            let pause = min(attempt < pauses.count ? pauses[attempt] : rest, rest)
            return Flow.wait(pause) { lookUp(search, attempt: attempt + 1) }.start(now)
        }
    }

    /// An order that was placed must be in one of the two lists.
    private static func readLists(_ search: Search) -> Flow<PlaceResolution> {
        let since = HistoryQuery(from: search.signedBy.advanced(by: .seconds(-3600)))
        return orderHistory(on: search.instrument, since, priority: .resolve).then { orders in
            if let order = orders.first(where: { $0.clientOrderID == search.id }) { return withFills(order, search) }
            return Flow { now in
                let sources = ["order.query", "order.history"]
                return .finished(.absent(AbsenceProof(sources: sources, fence: .deadline, readAt: now)))
            }
        }
    }

    /// The fills of a found order; without them it is still found.
    private static func withFills(_ order: Order, _ search: Search) -> Flow<PlaceResolution> {
        fills(of: order, on: search.instrument)
            .map { PlaceResolution.found(order, $0) }
            .recover { _ in .finished(.found(order, [])) }
    }
}
