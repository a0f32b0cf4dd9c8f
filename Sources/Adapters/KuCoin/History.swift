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
}
