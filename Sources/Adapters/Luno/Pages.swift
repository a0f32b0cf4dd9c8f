import AdapterKit
import AdapterProtocol

/// Follows pages from the newest row backwards. Rows have only a time to go on from, and several may share one: each
/// further page begins a millisecond later than the last one ended and what came already is dropped, so that nothing
/// is repeated and nothing lost (luno.md E.8).
struct Pages<Row: Sendable>: Sendable {
    /// The venue's largest page.
    static var size: Int { 1000 }

    let query: HistoryQuery
    /// Whether everything is wanted although the query names no start.
    let readsToEnd: Bool
    /// The parameter that names the instant a page lies before, exclusive.
    let cursor: String
    let identity: @Sendable (Row) -> String
    let time: @Sendable (Row) -> Timestamp?
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<[Row]>

    /// All rows, newest first.
    func flow() -> Flow<[Row]> {
        page(before: query.until?.milliseconds, seen: [], rows: [])
    }

    private func page(before: Int64?, seen: Set<String>, rows: [Row]) -> Flow<[Row]> {
        var parameters = [VenueCall.Parameter("limit", String(Self.size))]
        if let before { parameters.append(.init(cursor, String(before))) }
        return .call(endpoint(parameters)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let page):
                var seen = seen
                let fresh = page.filter { seen.insert(identity($0)).inserted }
                let all = rows + fresh.filter(isWanted)
                guard page.count >= Self.size, !isEnough(all) else { return .finished(all) }
                guard let oldest = page.compactMap({ time($0) }).min(), !fresh.isEmpty else { return .failed(stuck) }
                if let from = query.from, oldest < from { return .finished(all) }
                return self.page(before: oldest.milliseconds + 1, seen: seen, rows: all).start(now)
            }
        }
    }

    /// Without a start the newest page, or as many rows as were asked for, is all.
    private func isEnough(_ rows: [Row]) -> Bool {
        guard query.from == nil, !readsToEnd else { return false }
        return query.limit.map { rows.count >= $0 } ?? true
    }

    private func isWanted(_ row: Row) -> Bool {
        guard let time = time(row) else { return true }
        if let from = query.from, time < from { return false }
        return query.until.map { time < $0 } ?? true
    }

    /// A whole page without anything new, or without a time: going on would lose rows, stopping would hide it.
    private var stuck: VenueError {
        LunoAdapter.unreadable("a full page gives no time to go on from")
    }
}
