import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// How long an order may not be shown after its placement (API.md, Orders).
    static let readLag: Duration = .seconds(2)

    /// One order, by Acorn's id or by ours.
    public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        Self.order(order, on: instrument, priority: .privateRead)
    }

    static func order(
        _ order: OrderReference, on instrument: Instrument, priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        let call = privateRead("order.query", "order", name(of: order, on: instrument), priority: priority)
        let endpoint = endpoint(call) { reader throws(JSONError) in try Order(acorn: &reader, on: instrument) }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let order): .finished(.found(order))
            case .failure(let error):
                error.kind == .orderNotFound ? .finished(.absent(mayLag: readLag)) : .failed(error)
            }
        }
    }

    /// How an order is named in a request: its market, and one of its two ids.
    static func name(of order: OrderReference, on instrument: Instrument) -> [Parameter] {
        let id =
            switch order {
            case .venue(let id): Parameter("id", id.rawValue)
            case .client(let id): Parameter("clientId", id.text)
            }
        return [Parameter("market", instrument.nativeName), id]
    }

    /// Open orders of one market or of all, in one answer.
    public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        let market = instrument.map { [Parameter("market", $0.nativeName)] } ?? []
        return Self.endpoint(Self.privateRead("order.open", "orders/open", market)) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                if let instrument { return try Order(acorn: &reader, on: instrument) }
                let row = try OrderRow(reading: &reader)
                return try row.order({ catalog[native: $0]?.symbol }, reader)
            }
        }.flow
    }
}
