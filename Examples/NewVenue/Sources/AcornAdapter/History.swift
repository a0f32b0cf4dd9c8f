import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Orders of one market, ended ones included, oldest first.
    public func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        if let id = query.order {
            return order(.venue(id), on: instrument).map { found in
                guard case .found(let order) = found, query.covers(order.createdAt) else { return [] }
                return [order]
            }
        }
        let market = Parameter("market", instrument.nativeName)
        return Pages(query: query, time: \.createdAt) { parameters in
            Self.endpoint(Self.privateRead("order.history", "orders", [market] + parameters)) {
                reader throws(JSONError) in
                try Page(reading: &reader) { reader throws(JSONError) in try Order(acorn: &reader, on: instrument) }
            }
        }.flow()
    }
}
