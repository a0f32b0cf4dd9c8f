import AdapterKit
import AdapterProtocol

extension KuCoinAdapter {
    /// Armed stop orders of one market or of all (weight 8 a page of 500). Triggered ones are left out: another order
    /// has taken their place.
    static func stopOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        stopPage(1, instrument, catalog, before: [])
    }

    /// Whether the list of waiting stop orders has this one (weight 8).
    static func isWaiting(
        _ id: VenueOrderID, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Flow<Bool> {
        let call = privateRead(
            "order.stopOpen", "v1/stop-order",
            [
                Parameter("currentPage", "1"), Parameter("pageSize", "10"),
                Parameter("symbol", instrument.nativeName), Parameter("orderIds", id.rawValue),
            ], weight: 8, priority: priority)
        return endpoint(call) { reader throws(JSONError) in
            let page = try NumberedPage(reading: &reader) { reader throws(JSONError) in
                try StopRow(reading: &reader).order(of: instrument, reader)
            }
            return page.rows.contains { $0.venueOrderID == id && $0.phase == .armed }
        }.flow
    }

    private static func stopPage(
        _ number: Int64, _ instrument: Instrument?, _ catalog: InstrumentCatalog, before: [Order]
    ) -> Flow<[Order]> {
        var parameters = [Parameter("currentPage", String(number)), Parameter("pageSize", "500")]
        if let instrument { parameters.append(Parameter("symbol", instrument.nativeName)) }
        let call = privateRead("order.stopOpen", "v1/stop-order", parameters, weight: 8)
        let endpoint = endpoint(call) { reader throws(JSONError) in
            try NumberedPage(reading: &reader) { reader throws(JSONError) in
                try armed(instrument, catalog, &reader)
            }
        }
        return .call(endpoint) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let page):
                let known = Set(before.map(\.venueOrderID))
                let all = before + page.rows.compactMap(\.self).filter { !known.contains($0.venueOrderID) }
                guard number < page.count, !page.rows.isEmpty else { return .finished(all) }
                return stopPage(number + 1, instrument, catalog, before: all).start(now)
            }
        }
    }

    /// A row's order, nil for one that has triggered.
    private static func armed(
        _ instrument: Instrument?, _ catalog: InstrumentCatalog, _ reader: inout JSONReader
    ) throws(JSONError) -> Order? {
        let row = try StopRow(reading: &reader)
        let name = try reader.require(row.name, "symbol")
        let known = instrument.flatMap { $0.nativeName == name ? $0 : nil } ?? catalog[native: name]
        guard let known else { throw reader.unexpected("a market of the instrument list") }
        let order = try row.order(of: known, reader)
        return order.phase == .armed ? order : nil
    }
}

/// A page of a list with page numbers: stop orders, deposits, withdrawals.
struct NumberedPage<Row: Sendable>: Sendable {
    let rows: [Row]
    /// How many pages there are.
    let count: Int64

    init(reading reader: inout JSONReader, _ row: (inout JSONReader) throws(JSONError) -> Row) throws(JSONError) {
        var rows: [Row]?
        var count: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "items": rows = try reader.list(row)
            case "totalPage": count = try reader.integer()
            default: try reader.skip()
            }
        }
        self.rows = try reader.require(rows, "items")
        self.count = try reader.require(count, "totalPage")
    }
}
