import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Own fills of one market, oldest first. The list trails the live state (luno.md E.8, E.10).
    ///
    /// The venue cannot filter by order: for one order its creation is looked up and everything since is read.
    public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        guard let id = query.order else { return FillWalk(instrument: instrument, query: query).flow() }
        return order(.venue(id), on: instrument).then { found in
            switch found {
            case .absent: FillWalk(instrument: instrument, query: query, onlyOrder: id).flow()
            case .found(let order): Self.fills(of: order, on: instrument, query)
            }
        }
    }

    /// The fills of an order already at hand; read until they add up to what it says has traded.
    static func fills(
        of order: Order, on instrument: Instrument, _ query: HistoryQuery = HistoryQuery()
    ) -> Flow<[Fill]> {
        guard order.filledBase.isPositive else { return .finished([]) }
        // Clocks of the engine and of the order entry may differ by a little.
        let created = order.createdAt?.advanced(by: .seconds(-1))
        let narrowed = HistoryQuery(
            from: max(query.from ?? Timestamp(nanoseconds: 0), created ?? Timestamp(nanoseconds: 0)),
            until: query.until, limit: query.limit)
        return FillWalk(
            instrument: instrument, query: narrowed, onlyOrder: order.venueOrderID, expected: order.filledBase
        ).flow()
    }
}

/// Follows own trades by rising sequence. Each further page begins with the last sequence again, since both sides of a
/// trade with oneself share one and a page may end between them; what came already is dropped.
private struct FillWalk: Sendable {
    static var size: Int { 1000 }

    let instrument: Instrument
    let query: HistoryQuery
    var onlyOrder: VenueOrderID?
    /// The base quantity after which nothing more can come.
    var expected: ExactDecimal?

    func flow() -> Flow<[Fill]> {
        var first = [VenueCall.Parameter("limit", String(Self.size))]
        if let from = query.from {
            first.append(.init("since", String(from.milliseconds)))
            first.append(.init("sort_desc", "false"))
        } else {
            // Without a start the newest page is all that was asked for.
            first.append(.init("sort_desc", "true"))
        }
        return page(first, seen: [], fills: [])
    }

    private func page(_ parameters: [VenueCall.Parameter], seen: Set<String>, fills: [Fill]) -> Flow<[Fill]> {
        .call(endpoint(parameters)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                var seen = seen
                // The documented order and a recorded answer disagree (luno.md E.8).
                let sorted = rows.sorted { $0.sequence < $1.sequence }
                let fresh = sorted.filter { seen.insert($0.identity).inserted }
                let all = fills + fresh.map(\.fill).filter(isWanted)
                guard rows.count >= Self.size, query.from != nil, let last = sorted.last, !isDone(all, last) else {
                    return .finished(trimmed(all))
                }
                guard !fresh.isEmpty else {
                    return .failed(LunoAdapter.unreadable("a full page of trades shows nothing new"))
                }
                let further: [VenueCall.Parameter] = [
                    .init("limit", String(Self.size)), .init("after_seq", String(last.sequence)),
                    .init("sort_desc", "false"),
                ]
                return page(further, seen: seen, fills: all).start(now)
            }
        }
    }

    private func endpoint(_ parameters: [VenueCall.Parameter]) -> Endpoint<[FillRow]> {
        let pair = VenueCall.Parameter("pair", instrument.nativeName)
        let instrument = instrument
        return LunoAdapter.listEndpoint(
            LunoAdapter.privateRead("fill.history", "1/listtrades", [pair] + parameters), "trades"
        ) { reader throws(JSONError) in try FillRow(on: instrument, &reader) }
    }

    private func isWanted(_ fill: Fill) -> Bool {
        if let onlyOrder, fill.venueOrderID != onlyOrder { return false }
        guard let time = fill.time else { return true }
        if let from = query.from, time < from { return false }
        return query.until.map { time < $0 } ?? true
    }

    private func isDone(_ fills: [Fill], _ last: FillRow) -> Bool {
        if let limit = query.limit, fills.count >= limit { return true }
        if let until = query.until, let time = last.fill.time, time >= until { return true }
        guard let expected, let sum = try? ExactDecimal.sum(fills.map(\.quantity)) else { return false }
        return sum >= expected
    }

    private func trimmed(_ fills: [Fill]) -> [Fill] {
        guard let limit = query.limit.map({ max($0, 0) }) else { return fills }
        return Array(query.from == nil ? fills.suffix(limit) : fills.prefix(limit))
    }
}
