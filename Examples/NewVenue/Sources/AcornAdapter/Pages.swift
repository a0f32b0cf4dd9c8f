import AdapterKit
import AdapterProtocol

/// One answer of a history: its rows, and the cursor of what follows; nil at the end (API.md, Pages).
struct Page<Row: Sendable>: Sendable {
    let rows: [Row]
    let next: String?

    init(
        reading reader: inout JSONReader, _ row: (inout JSONReader) throws(JSONError) -> Row
    ) throws(JSONError) {
        var rows: [Row]?
        var next: String??
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "rows": rows = try reader.list(row)
            case "next": next = .some(try reader.optional { reader throws(JSONError) in try reader.string() })
            default: try reader.skip()
            }
        }
        self.rows = try reader.require(rows, "rows")
        // Left out it would pass for the end.
        self.next = try reader.require(next, "next")
    }
}

/// Follows the pages of a history: from a start on the oldest rows first, without one the newest first.
struct Pages<Row: Sendable>: Sendable {
    /// Acorn's largest page.
    static var size: Int { 100 }

    let query: HistoryQuery
    let time: @Sendable (Row) -> Timestamp?
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<Page<Row>>

    /// The wanted rows, oldest first.
    func flow() -> Flow<[Row]> {
        if let limit = query.limit, limit < 1 { return .finished([]) }
        return page(cursor: nil, seen: [], rows: [])
    }

    private func page(cursor: String?, seen: Set<String>, rows: [Row]) -> Flow<[Row]> {
        .call(endpoint(parameters(cursor))) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let page):
                let all = rows + page.rows.filter { query.covers(time($0)) }
                guard let next = page.next, !isEnough(all) else { return .finished(oldestFirst(all)) }
                var seen = seen
                guard seen.insert(next).inserted else { return .failed(Self.standstill) }
                return self.page(cursor: next, seen: seen, rows: all).start(now)
            }
        }
    }

    private func parameters(_ cursor: String?) -> [VenueCall.Parameter] {
        var list: [VenueCall.Parameter] = [
            .init("direction", query.from == nil ? "desc" : "asc"), .init("limit", String(Self.size)),
        ]
        if let from = query.from { list.append(.init("from", String(max(from.milliseconds, 0)))) }
        // A part of a millisecond more: what is too much is left out here.
        if let until = query.until { list.append(.init("until", String(max(until.milliseconds, -1) + 1))) }
        if let cursor { list.append(.init("cursor", cursor)) }
        return list
    }

    private func isEnough(_ rows: [Row]) -> Bool {
        if let limit = query.limit { return rows.count >= limit }
        // Nothing was asked for but the newest page.
        return query.from == nil && query.order == nil
    }

    private func oldestFirst(_ rows: [Row]) -> [Row] {
        guard query.from == nil else { return query.limit.map { Array(rows.prefix($0)) } ?? rows }
        return (query.limit.map { rows.prefix($0) } ?? rows[...]).reversed()
    }

    /// Pages that lead in a circle are no end: rows may be missing.
    private static var standstill: VenueError {
        VenueError(
            kind: .undecodable, effect: .notExecuted(.read), advice: .never,
            message: "the venue repeats a page instead of going on")
    }
}

extension HistoryQuery {
    /// Whether a time lies in the span.
    func covers(_ time: Timestamp?) -> Bool {
        guard let time else { return true }
        if let from, time < from { return false }
        return until.map { time < $0 } ?? true
    }
}
