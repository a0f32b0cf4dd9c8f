import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Open orders of one market, or of all in the catalog.
    ///
    /// The venue knows no filter here and lists futures too: both are sorted out by name (valr.md C.1, E.9, K.13).
    public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        let call = Self.privateRead("order.open", "orders/open")
        return Self.endpoint(call) { reader throws(JSONError) in
            var orders: [Order] = []
            try reader.array { reader throws(JSONError) in
                let row = try OrderRow(reading: &reader)
                let name = try reader.require(row.pair, "currencyPair")
                let known = instrument.map { $0.nativeName == name ? $0 : nil } ?? catalog[native: name]
                guard let known else { return }
                orders.append(try row.order(of: known.symbol, from: .live, reader))
            }
            return orders
        }.flow
    }

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

    /// Own fills of one market, oldest first, every page, none twice.
    ///
    /// Read from the account's fills of all markets, whose pages follow an id and do not shift; the venue's list of one
    /// market can only be paged by position. The fills of one order are those since it was made.
    public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        guard let order = query.order, query.from == nil else { return Self.fillPages(instrument, query) }
        let segment: String
        do throws(VenueError) {
            segment = try Self.pathSegment(of: .venue(order))
        } catch {
            return .failed(error)
        }
        return Self.detail(segment, instrument, .privateRead).flow
            .recover { error in error.kind == .orderNotFound ? .finished(nil) : .failed(error) }
            .then { found in
                let from = found?.createdAt.map { $0.advanced(by: .seconds(-1)) }
                return Self.fillPages(
                    instrument, HistoryQuery(from: from, until: query.until, order: order, limit: query.limit))
            }
    }

    private static func fillPages(_ instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        let pages = Pages<FillRow>(
            query: query, cursor: .beforeID, identity: { $0.id }, cursorTime: { $0.time }
        ) { parameters in
            endpoint(privateRead("fill.history", "account/tradehistory", parameters)) { reader throws(JSONError) in
                try reader.list(FillRow.init(reading:))
            }
        }
        let symbol = instrument.symbol
        return pages.flow { row in
            guard row.pair == instrument.nativeName, query.contains(row.time),
                query.order.map({ $0.rawValue == row.orderID }) ?? true
            else { return nil }
            return row.fill(of: symbol)
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
