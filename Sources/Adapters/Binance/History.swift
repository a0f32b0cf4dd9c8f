import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Orders of one market by ascending id, a thousand a page (weight 20).
    public func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        let symbol = instrument.symbol
        let pages = Pages<Order>(
            query: query, cursor: "orderId",
            identity: { Int64($0.venueOrderID.rawValue) }, time: { $0.createdAt }
        ) { parameters in
            let call = Self.privateRead(
                "order.history", "allOrders", [Parameter("symbol", instrument.nativeName)] + parameters, weight: 20)
            return Self.endpoint(call) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in
                    let row = try OrderRow(reading: &reader)
                    return try row.order(of: symbol, reader)
                }
            }
        }
        return pages.flow()
    }
}
