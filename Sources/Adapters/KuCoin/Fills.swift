import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
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
