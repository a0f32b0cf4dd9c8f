import AdapterKit
import AdapterProtocol

/// Follows pages that come newest first, back to the start that was asked for, so that nothing is repeated or lost.
///
/// Never by position: rows that arrive or change meanwhile would shift the rest (valr.md D.4).
struct Pages<Row: Sendable>: Sendable {
    /// How the next page is named.
    enum Cursor: Sendable {
        /// Strictly older than an id.
        case beforeID
        /// Not younger than a time. Whether the end is inclusive is not told: asked for a millisecond later, and what
        /// comes again is dropped.
        case endTime
    }

    /// The venue's largest page.
    static var size: Int { 100 }

    let query: HistoryQuery
    let cursor: Cursor
    let identity: @Sendable (Row) -> String
    /// The time the venue orders and filters by.
    let cursorTime: @Sendable (Row) -> Timestamp
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<[Row]>

    /// Where a walk stands.
    private struct Place: Sendable {
        var rows: [Row] = []
        var seen: Set<String> = []
        var end: Timestamp?
        var skip = 0
        var isStalled = false
        var wanted = 0
    }

    /// The wanted rows, oldest first.
    ///
    /// - Parameter pick: The value of a wanted row, nil for another.
    func flow<Value: Sendable>(_ pick: @escaping @Sendable (Row) -> Value?) -> Flow<[Value]> {
        page([], Place(), pick).map { rows in
            let values = rows.compactMap(pick)
            guard let limit = query.limit.map({ max($0, 0) }) else { return values.reversed() }
            // From a start on the oldest count, without one the newest.
            return query.from == nil ? values.prefix(limit).reversed() : Array(values.reversed().prefix(limit))
        }
    }

    private func page<Value>(
        _ position: [VenueCall.Parameter], _ place: Place, _ pick: @escaping @Sendable (Row) -> Value?
    ) -> Flow<[Row]> {
        var parameters = position + [VenueCall.Parameter("limit", String(Self.size))]
        if let from = query.from { parameters.append(.init("startTime", from.description)) }
        return .call(endpoint(parameters)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                var place = place
                let fresh = rows.filter { place.seen.insert(identity($0)).inserted }
                place.rows += fresh
                place.wanted += fresh.lazy.filter { pick($0) != nil }.count
                guard let last = rows.last, !isOver(rows, last, place) else { return .finished(place.rows) }
                guard !(fresh.isEmpty && place.isStalled) else { return .failed(Self.standstill) }
                place.isStalled = fresh.isEmpty
                let next = next(after: last, rows.count, &place)
                return page(next, place, pick).start(now)
            }
        }
    }

    private func isOver(_ rows: [Row], _ last: Row, _ place: Place) -> Bool {
        if rows.count < Self.size { return true }
        if let from = query.from { return cursorTime(last) < from }
        if let limit = query.limit { return place.wanted >= limit }
        // Nothing was asked for but the newest page.
        return query.order == nil
    }

    private func next(after last: Row, _ count: Int, _ place: inout Place) -> [VenueCall.Parameter] {
        switch cursor {
        case .beforeID: return [.init("beforeId", identity(last))]
        case .endTime:
            // Past whole milliseconds, for the venue's text form has no more digits.
            let end = Timestamp(milliseconds: cursorTime(last).milliseconds + 1)
            // A page of one millisecond only: the one case where the position has to help.
            place.skip = end == place.end ? place.skip + count : 0
            place.end = end
            let position = place.skip > 0 ? [VenueCall.Parameter("skip", String(place.skip))] : []
            return position + [.init("endTime", end.description)]
        }
    }

    /// Pages that do not move are no end: rows may be missing.
    private static var standstill: VenueError {
        VenueError(
            kind: .undecodable, effect: .notExecuted(.read), advice: .never,
            message: "the venue repeats a page instead of going on")
    }
}
