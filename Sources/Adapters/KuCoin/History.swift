import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Orders of one market, oldest first: the done ones (weight 2 a page of 100, kept for 2 to 7 days, kucoin.md E.7)
    /// and the open ones. Armed stop orders are in the open list only.
    ///
    /// The open list is read first: an order that ends in between is then in both, and the end is kept.
    public func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        Self.active(instrument, priority: .privateRead).then { open in
            Self.done(instrument, query).map { done in query.merging(live: open, ended: done) }
        }
    }

    static func done(
        _ instrument: Instrument, _ query: HistoryQuery, priority: VenueCall.Priority = .privateRead
    ) -> Flow<[Order]> {
        // An order id is no filter of this list.
        let byTime = HistoryQuery(
            from: query.from, until: query.until, limit: query.order == nil ? query.limit : nil)
        return Pages<Order, VenueOrderID>(
            query: byTime, key: \.venueOrderID, time: \.createdAt
        ) { parameters in
            let call = privateRead(
                "order.history", "v1/hf/orders/done", [Parameter("symbol", instrument.nativeName)] + parameters,
                weight: 2, priority: priority)
            return endpoint(call) { reader throws(JSONError) in
                try Page(reading: &reader) { reader throws(JSONError) in
                    try OrderRow(reading: &reader).order(of: instrument, reader)
                }
            }
        }.flow()
    }

    /// Own fills of one market, oldest first (weight 2 a page of 100). A fill is named by its trade and order: in a
    /// self-trade both sides carry the same trade id (kucoin.md E.6).
    public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        if let order = query.order, !Self.isPlainID(order.rawValue) {
            return .failed(.notSent(.badRequest, "an order id has only letters, digits, - and _"))
        }
        let order = query.order.map { [Parameter("orderId", $0.rawValue)] } ?? []
        return Pages<Fill, FillKey>(
            query: query, key: { FillKey(trade: $0.id, order: $0.venueOrderID) }, time: \.time
        ) { parameters in
            let call = Self.privateRead(
                "fill.history", "v1/hf/fills",
                [Parameter("symbol", instrument.nativeName)] + order + parameters, weight: 2)
            return Self.endpoint(call) { reader throws(JSONError) in
                try Page(reading: &reader) { reader throws(JSONError) in
                    try Self.fill(of: instrument, &reader)
                }
            }
        }.flow()
    }

    private struct FillKey: Hashable, Sendable {
        let trade: FillID
        let order: VenueOrderID
    }
}
