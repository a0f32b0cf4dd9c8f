import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Orders of one market, open and completed, oldest first. The venue archives an order 100 days after its end
    /// (luno.md K.18).
    ///
    /// The open list is read first: an order that ends in between is then in both, and the ended view counts.
    public func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        Self.orderHistory(on: instrument, query, priority: .privateRead)
    }

    static func orderHistory(
        on instrument: Instrument, _ query: HistoryQuery, priority: VenueCall.Priority
    ) -> Flow<[Order]> {
        let pair = Parameter("pair", instrument.nativeName)
        let symbol = { @Sendable (name: String) in name == instrument.nativeName ? instrument.symbol : nil }
        let open = orderPages("order.history", [pair], query, readsToEnd: false, priority: priority, symbol)
        return open.then { open in
            orderPages(
                "order.history", [pair, Parameter("closed", "true")], query, readsToEnd: false, priority: priority,
                symbol
            ).map { ended in query.merging(live: open, ended: ended) }
        }
    }
}
