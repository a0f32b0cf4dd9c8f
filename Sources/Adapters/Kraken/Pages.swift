import AdapterKit
import AdapterProtocol

/// One page of a history: the rows wanted of it, and what is needed to go on.
struct Page<Row: Sendable>: Sendable {
    /// Rows of the market asked for.
    var rows: [Row] = []
    /// Ids of the rows of all markets: the offset counts those.
    var ids: [String] = []
    /// How many rows there are in all, nil where the answer does not tell.
    var count: Int64?
}

/// Follows pages by offset, newest first, to the end (kraken.md E.10, E.11).
///
/// While it reads, new rows only push others to larger offsets: a row may come twice, which its id tells, but none is
/// lost. So no end needs to be sent, which the local clock would have to know.
struct Pages<Row: Sendable>: Sendable {
    /// The venue's page.
    private static var size: Int { 50 }

    let query: HistoryQuery
    let identity: @Sendable (Row) -> String
    let time: @Sendable (Row) -> Timestamp?
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<Page<Row>>

    /// All rows of the query, oldest first.
    func flow() -> Flow<[Row]> { page(offset: 0, seen: [], before: []) }

    private func page(offset: Int, seen: Set<String>, before: [Row]) -> Flow<[Row]> {
        .call(endpoint(parameters(offset))) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let page):
                let all = before + page.rows.filter { isWanted($0) && !seen.contains(identity($0)) }
                let next = offset + page.ids.count
                guard goesOn(after: page, next: next, gathered: all.count) else { return .finished(finished(all)) }
                let known = seen.union(page.ids)
                if page.count == nil, known.count == seen.count {
                    // A short page of rows that were pushed back is the end; a whole one does not heed the offset.
                    guard page.ids.count >= Self.size else { return .finished(finished(all)) }
                    return .failed(KrakenAdapter.unreadable("a page of the history shows nothing new"))
                }
                return self.page(offset: next, seen: known, before: all).start(now)
            }
        }
    }

    /// The venue's times have whole seconds and its start is exclusive: a second more, cut exactly here.
    private func parameters(_ offset: Int) -> [VenueCall.Parameter] {
        var list: [VenueCall.Parameter] = []
        if let from = query.from { list.append(.init("start", from.advanced(by: .seconds(-1)).krakenSeconds)) }
        if offset > 0 { list.append(.init("ofs", String(offset))) }
        return list
    }

    /// Without a start or a number of rows the newest page is all that was asked for.
    private func goesOn(after page: Page<Row>, next: Int, gathered: Int) -> Bool {
        guard !page.ids.isEmpty, query.from != nil || query.limit != nil else { return false }
        if let count = page.count, Int64(next) >= count { return false }
        guard query.from == nil, let limit = query.limit else { return true }
        return gathered < limit
    }

    private func finished(_ all: [Row]) -> [Row] {
        let sorted = all.sorted {
            let (left, right) = (time($0)?.nanoseconds ?? 0, time($1)?.nanoseconds ?? 0)
            return left == right ? identity($0) < identity($1) : left < right
        }
        guard let limit = query.limit.map({ max($0, 0) }) else { return sorted }
        return Array(query.from == nil ? sorted.suffix(limit) : sorted.prefix(limit))
    }

    private func isWanted(_ row: Row) -> Bool { query.wants(time(row)) }
}

extension HistoryQuery {
    /// Whether a time lies in the part asked for; a row without a time always does.
    func wants(_ time: Timestamp?) -> Bool {
        guard let time else { return true }
        if let until, time >= until { return false }
        return from.map { time >= $0 } ?? true
    }
}

extension KrakenAdapter {
    /// A page: the rows under `member`, all counted, and the venue's count, which may be a text.
    static func page<Row>(
        _ member: StaticString, _ reader: inout JSONReader,
        _ read: (String, inout JSONReader) throws(JSONError) -> Row?
    ) throws(JSONError) -> Page<Row> {
        var page: Page<Row>?
        var count: Int64?
        try reader.object { key, reader throws(JSONError) in
            if member ~= key {
                var found = Page<Row>()
                try reader.object { key, reader throws(JSONError) in
                    let id = key.text
                    found.ids.append(id)
                    if let row = try read(id, &reader) { found.rows.append(row) }
                }
                page = found
            } else if case "count" = key {
                count = try reader.optional { reader throws(JSONError) in try reader.integer() }
            } else {
                try reader.skip()
            }
        }
        var found = try reader.require(page, "a page")
        found.count = count
        return found
    }
}
