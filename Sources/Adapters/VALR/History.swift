import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Orders of one market, oldest first, a hundred a page, cancelled ones without fills included: without the flag
    /// the venue hides those (valr.md rule 10, K.12).
    ///
    /// Whether the list has live orders too is not told (valr.md E.9), so that these are read as well, and first.
    public func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        openOrders(on: instrument, in: InstrumentCatalog([instrument], readAt: instrument.readAt)).then { live in
            Self.pastOrders(on: instrument, query).map { past in query.merging(live: live, ended: past) }
        }
    }

    /// The venue's times are those of the last change; ours, in the query, are those of the placement.
    static func pastOrders(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        let pages = Pages<OrderEvent>(
            query: query, cursor: .endTime, identity: { $0.id }, cursorTime: { $0.updatedAt }
        ) { parameters in
            let filters = [
                Parameter("currencyPair", instrument.nativeName), Parameter("showZeroVolumeCancels", "true"),
            ]
            return endpoint(privateRead("order.history", "orders/history", filters + parameters)) {
                reader throws(JSONError) in
                var events: [OrderEvent] = []
                try reader.array { reader throws(JSONError) in
                    let row = try OrderRow(reading: &reader)
                    // The filter may be ignored, as that of the open orders is: another market's rows only page.
                    let isOurs = try reader.require(row.pair, "currencyPair") == instrument.nativeName
                    events.append(
                        OrderEvent(
                            id: try reader.require(row.orderID, "orderId"),
                            updatedAt: try reader.require(row.updatedAt, "orderUpdatedAt"),
                            order: isOurs ? try row.order(of: instrument.symbol, from: .past, reader) : nil))
                }
                return events
            }
        }
        return pages.flow { event in
            guard let order = event.order, query.order.map({ $0 == order.venueOrderID }) ?? true else { return nil }
            return query.contains(order.createdAt ?? event.updatedAt) ? order : nil
        }
    }
}

/// One row of the order history.
private struct OrderEvent: Sendable {
    let id: String
    let updatedAt: Timestamp
    /// Nil for a row of another market.
    let order: Order?
}
