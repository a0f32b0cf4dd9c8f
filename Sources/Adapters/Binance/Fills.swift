import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Own fills of one market by ascending id, a thousand a page (weight 20, or 5 for one order).
    public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        let symbol = instrument.symbol
        let order = query.order.map { [Parameter("orderId", $0.rawValue)] } ?? []
        let pages = Pages<Fill>(
            query: query, cursor: "fromId", identity: { Int64($0.id.rawValue) }, time: { $0.time }
        ) { parameters in
            // With an order id the venue takes no times (binance.md E.7): the fills of one order are few.
            let rest = order.isEmpty ? parameters : parameters.filter { $0.name != "startTime" }
            let call = Self.privateRead(
                "fill.history", "myTrades", [Parameter("symbol", instrument.nativeName)] + order + rest,
                weight: order.isEmpty ? 20 : 5)
            return Self.endpoint(call) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in try Self.fill(of: symbol, &reader) }
            }
        }
        return pages.flow()
    }
}
