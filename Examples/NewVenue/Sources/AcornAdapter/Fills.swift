import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Own fills of one market, oldest first.
    public func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        Self.fills(on: instrument, query, priority: .privateRead)
    }

    static func fills(
        on instrument: Instrument, _ query: HistoryQuery, priority: VenueCall.Priority
    ) -> Flow<[Fill]> {
        let market = Parameter("market", instrument.nativeName)
        let filter = query.order.map { [market, Parameter("orderId", $0.rawValue)] } ?? [market]
        return Pages(query: query, time: \.time) { parameters in
            endpoint(privateRead("fill.history", "fills", filter + parameters, priority: priority)) {
                reader throws(JSONError) in
                try Page(reading: &reader) { reader throws(JSONError) in try Fill(acorn: &reader, on: instrument) }
            }
        }.flow()
    }
}
