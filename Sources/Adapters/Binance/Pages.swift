import AdapterKit
import AdapterProtocol

/// Follows pages of rows by ascending id to the end: the first page by time or newest, each further one from the last
/// id plus one, so that nothing is repeated and nothing lost (binance.md E.7).
struct Pages<Row: Sendable>: Sendable {
    /// The venue's largest page.
    static var size: Int { 1000 }

    let query: HistoryQuery
    /// The parameter that names the first id of a page, inclusive.
    let cursor: String
    let identity: @Sendable (Row) -> Int64?
    let time: @Sendable (Row) -> Timestamp?
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<[Row]>

    func flow() -> Flow<[Row]> {
        let size = min(query.limit.map { max($0, 1) } ?? Self.size, Self.size)
        var first = [VenueCall.Parameter("limit", String(size))]
        if let from = query.from { first.append(.init("startTime", String(from.milliseconds))) }
        return page(first, size: size, before: [])
    }

    private func page(_ parameters: [VenueCall.Parameter], size: Int, before: [Row]) -> Flow<[Row]> {
        .call(endpoint(parameters)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                let all = before + rows.filter(isWanted)
                guard let next = nextID(after: rows, size: size), !isFull(all) else { return .finished(trimmed(all)) }
                let further: [VenueCall.Parameter] = [.init("limit", String(size)), .init(cursor, String(next))]
                return page(further, size: size, before: all).start(now)
            }
        }
    }

    /// The id to go on from; nil at the end. Without a start the newest page is all that was asked for.
    private func nextID(after rows: [Row], size: Int) -> Int64? {
        guard rows.count >= size, query.from != nil || query.order != nil, let last = rows.last,
            isBeforeEnd(last), let id = identity(last), id < Int64.max
        else { return nil }
        return id + 1
    }

    private func isFull(_ rows: [Row]) -> Bool { query.limit.map { rows.count >= $0 } ?? false }

    private func trimmed(_ rows: [Row]) -> [Row] { query.limit.map { Array(rows.prefix(max($0, 0))) } ?? rows }

    private func isBeforeEnd(_ row: Row) -> Bool {
        guard let until = query.until, let time = time(row) else { return true }
        return time < until
    }

    private func isWanted(_ row: Row) -> Bool {
        guard isBeforeEnd(row) else { return false }
        guard let from = query.from, let time = time(row) else { return true }
        return time >= from
    }
}
