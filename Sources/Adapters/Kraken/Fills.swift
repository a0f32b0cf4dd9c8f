import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Own fills of one market, fifty of all markets a page; those of one order by the ids that the order names.
    public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        if let order = query.order { return Self.fills(of: order, on: instrument, query) }
        let pages = Pages<Fill>(query: query, identity: { $0.id.rawValue }, time: { $0.time }) { parameters in
            let call = Self.privateRead("fill.history", "TradesHistory", parameters, charges: Self.historyCall)
            return Self.endpoint(call) { reader throws(JSONError) in
                try Self.page("trades", &reader) { id, reader throws(JSONError) in
                    let row = try FillRow(id: id, reading: &reader)
                    return row.isOf(instrument) ? try row.fill(of: instrument.symbol, reader) : nil
                }
            }
        }
        return pages.flow()
    }

    /// Most trades that one query takes (kraken.md E.11).
    private static var batch: Int { 20 }

    /// The history has no filter by order, so the order is asked for the ids of its trades, and these are read.
    static func fills(
        of order: VenueOrderID, on instrument: Instrument, _ query: HistoryQuery
    ) -> Flow<[Fill]> {
        .call(orders([order.rawValue], withTrades: true, on: instrument)) { result, now in
            switch result {
            case .success(let rows):
                let ids = rows.first { $0.order.venueOrderID == order }?.trades ?? []
                return fills(ids[...], of: order, on: instrument, before: []).map { wanted($0, query) }.start(now)
            case .failure(let error): return error.kind == .orderNotFound ? .finished([]) : .failed(error)
            }
        }
    }

    private static func fills(
        _ ids: ArraySlice<String>, of order: VenueOrderID, on instrument: Instrument, before: [Fill]
    ) -> Flow<[Fill]> {
        guard !ids.isEmpty else { return .finished(before) }
        let parameters = [Parameter("txid", ids.prefix(batch).joined(separator: ","))]
        let call = privateRead("fill.history", "QueryTrades", parameters, charges: historyCall)
        return endpoint(call) { reader throws(JSONError) in
            var fills: [Fill] = []
            try reader.object { key, reader throws(JSONError) in
                let row = try FillRow(id: key.text, reading: &reader)
                guard row.orderID == order.rawValue, row.isOf(instrument) else { return }
                fills.append(try row.fill(of: instrument.symbol, reader))
            }
            return fills
        }.flow.then { found in fills(ids.dropFirst(batch), of: order, on: instrument, before: before + found) }
    }

    private static func wanted(_ fills: [Fill], _ query: HistoryQuery) -> [Fill] {
        let sorted = fills.filter { query.wants($0.time) }.sorted {
            let (left, right) = ($0.time?.nanoseconds ?? 0, $1.time?.nanoseconds ?? 0)
            return left == right ? $0.id < $1.id : left < right
        }
        return query.limit.map { Array(sorted.prefix(max($0, 0))) } ?? sorted
    }
}
