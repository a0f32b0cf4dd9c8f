import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Pauses between look-ups of an unknown placement.
    private static let pauses: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)]

    /// Finds out whether a placement exists: by client id, with growing pauses, the last time after the visibility bound.
    ///
    /// The fence is the signature's window: Acorn refuses a request more than 5 s after its time stamp, so what is not
    /// there then can no longer arrive.
    public func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        let bound = signedBy.advanced(by: Self.visibilityBound)
        return Self.lookUp(clientOrderID, on: instrument, bound: bound, pauses: Self.pauses[...])
            .recover { .finished(.unresolved($0)) }
    }

    private static func lookUp(
        _ id: ClientOrderID, on instrument: Instrument, bound: Timestamp, pauses: ArraySlice<Duration>
    ) -> Flow<PlaceResolution> {
        Flow { asked in
            order(.client(id), on: instrument, priority: .resolve).then { found in
                if case .found(let order) = found { return withFills(order, on: instrument) }
                return Flow { now in
                    // What counts is when the question left, not when the answer came.
                    guard asked < bound else {
                        return .finished(
                            .absent(AbsenceProof(sources: ["order.query"], fence: .window, readAt: now)))
                    }
                    let rest = max(bound.duration(since: now), .zero)
                    return Flow.wait(min(pauses.first ?? rest, rest)) {
                        lookUp(id, on: instrument, bound: bound, pauses: pauses.dropFirst())
                    }.start(now)
                }
            }.start(asked)
        }
    }

    /// The fills of a found order; without them it is still found.
    private static func withFills(_ order: Order, on instrument: Instrument) -> Flow<PlaceResolution> {
        guard order.filledBase.isPositive else { return .finished(.found(order, [])) }
        return fills(on: instrument, HistoryQuery(order: order.venueOrderID), priority: .resolve)
            .map { PlaceResolution.found(order, $0) }
            .recover { _ in .finished(.found(order, [])) }
    }
}
