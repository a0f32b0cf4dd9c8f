import AdapterKit
import AdapterProtocol

/// One page of rows, newest first, with the cursor for older ones (kucoin.md E.6).
struct Page<Row: Sendable>: Sendable {
    let rows: [Row]
    let lastID: Int64?

    init(reading reader: inout JSONReader, _ row: (inout JSONReader) throws(JSONError) -> Row) throws(JSONError) {
        var rows: [Row]?
        var lastID: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "items": rows = try reader.list(row)
            case "lastId": lastID = try reader.optional { reader throws(JSONError) in try reader.integer() }
            default: try reader.skip()
            }
        }
        self.rows = try reader.require(rows, "items")
        self.lastID = lastID
    }
}

/// Follows pages newest first inside windows of time, oldest window first, so that rows come oldest first, none twice
/// and none lost. Windows are needed because one call spans at most seven days (kucoin.md E.7).
struct Pages<Row: Sendable, Key: Hashable & Sendable>: Sendable {
    /// The venue's largest page.
    static var size: Int { 100 }
    /// A little less than seven days, whichever of the bounds is inclusive.
    static var window: Duration { .seconds(7 * 86_400 - 1) }
    /// KuCoin opened in September 2017: nothing is older.
    static var earliest: Timestamp { Timestamp(seconds: 1_504_224_000) }

    let query: HistoryQuery
    let key: @Sendable (Row) -> Key
    let time: @Sendable (Row) -> Timestamp?
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<Page<Row>>

    func flow() -> Flow<[Row]> {
        Flow { now in
            // The venue ignores times beside an order id (kucoin.md E.2), and without a start the newest rows are meant.
            guard query.order == nil, let from = query.from else {
                return newest().start(now)
            }
            // The venue's clock may be ahead of ours.
            let end = min(query.until ?? .init(nanoseconds: .max), now.advanced(by: .seconds(60)))
            return window(from: max(from, Self.earliest), end: end, before: []).start(now)
        }
    }

    /// The newest page, or as many rows as were asked for; all of them for one order.
    private func newest() -> Flow<[Row]> {
        var bounds: [VenueCall.Parameter] = []
        if query.order == nil, let until = query.until { bounds.append(.init("endAt", String(until.milliseconds))) }
        let wanted = query.order == nil ? query.limit ?? Self.size : Int.max
        return page(bounds, after: nil, enough: wanted, before: []).map { rows in
            let sorted = Array(rows.filter(isWanted).reversed())
            guard let limit = query.limit else { return sorted }
            return query.order == nil ? Array(sorted.suffix(max(limit, 0))) : Array(sorted.prefix(max(limit, 0)))
        }
    }

    private func window(from start: Timestamp, end: Timestamp, before: [Row]) -> Flow<[Row]> {
        guard start < end else { return .finished(trimmed(before)) }
        let next = min(start.advanced(by: Self.window), end)
        let bounds: [VenueCall.Parameter] = [
            .init("startAt", String(start.milliseconds)), .init("endAt", String(next.milliseconds)),
        ]
        return page(bounds, after: nil, enough: .max, before: []).then { rows in
            // Windows share their edge, since it is not told which bound is inclusive; the seam is cleared here.
            let known = Set(before.suffix(Self.size).map(key))
            let all = before + rows.filter(isWanted).reversed().filter { !known.contains(key($0)) }
            if let limit = query.limit, all.count >= limit { return .finished(trimmed(all)) }
            return window(from: next, end: end, before: all)
        }
    }

    /// Pages inside one span of time, newest first, each row once.
    private func page(
        _ bounds: [VenueCall.Parameter], after cursor: Int64?, enough: Int, before: [Row]
    ) -> Flow<[Row]> {
        let size = min(max(enough, 1), Self.size)
        var parameters = bounds
        parameters.append(.init("limit", String(size)))
        if let cursor { parameters.append(.init("lastId", String(cursor))) }
        return .call(endpoint(parameters)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let page):
                var seen = Set(before.map(key))
                let new = page.rows.filter { seen.insert(key($0)).inserted }
                let all = before + new
                // A page that brings nothing new would come for ever.
                guard page.rows.count >= size, !new.isEmpty, all.count < enough, let next = page.lastID,
                    next != cursor
                else { return .finished(all) }
                return self.page(bounds, after: next, enough: enough, before: all).start(now)
            }
        }
    }

    private func trimmed(_ rows: [Row]) -> [Row] { query.limit.map { Array(rows.prefix(max($0, 0))) } ?? rows }

    private func isWanted(_ row: Row) -> Bool {
        guard let time = time(row) else { return true }
        if let until = query.until, time >= until { return false }
        if let from = query.from, time < from { return false }
        return true
    }
}
