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
}
