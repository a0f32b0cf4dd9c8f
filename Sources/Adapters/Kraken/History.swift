import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Orders of one market: the open ones and the ended ones, fifty of all markets a page.
    ///
    /// A page is of all pairs, so the newest page may hold few of this one; the times are those of the placement.
    public func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        let catalog = InstrumentCatalog([instrument], readAt: instrument.readAt)
        // Open first: an order that ends in between is then in both, not in neither.
        return openOrders(on: instrument, in: catalog).then { open in
            Self.endedOrders(on: instrument, query).map { ended in Self.merged(open, ended, query) }
        }
    }

    private static func endedOrders(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        let pages = Pages<Order>(
            query: query, identity: { $0.venueOrderID.rawValue }, time: { $0.createdAt }
        ) { parameters in
            let call = privateRead("order.history", "ClosedOrders", parameters, charges: historyCall)
            return endpoint(call) { reader throws(JSONError) in
                try page("closed", &reader) { id, reader throws(JSONError) in
                    let row = try OrderRow(id: id, reading: &reader)
                    return row.isOf(instrument) ? try row.order(of: instrument.symbol, reader) : nil
                }
            }
        }
        return pages.flow()
    }

    /// An order in both lists ended in between: the later view counts.
    private static func merged(_ open: [Order], _ ended: [Order], _ query: HistoryQuery) -> [Order] {
        let known = Set(ended.map(\.venueOrderID))
        let further = open.filter { order in
            !known.contains(order.venueOrderID) && query.wants(order.createdAt)
        }
        let all = byTime(ended + further).filter { order in query.order.map { $0 == order.venueOrderID } ?? true }
        guard let limit = query.limit.map({ max($0, 0) }) else { return all }
        return Array(query.from == nil ? all.suffix(limit) : all.prefix(limit))
    }

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

    /// A page: the rows under `member`, all counted, and the venue's count, which may be a text.
    private static func page<Row>(
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
