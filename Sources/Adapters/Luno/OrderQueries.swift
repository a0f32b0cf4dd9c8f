import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// How long an order may not be found after its placement (luno.md E.10: retries at 0.25, 1 and 3 s).
    static let readLag: Duration = .seconds(5)

    /// One order, by Luno's id or by ours.
    public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        Self.order(order, on: instrument, priority: .privateRead)
    }

    static func order(
        _ order: OrderReference, on instrument: Instrument, priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        let name =
            switch order {
            case .venue(let id): Parameter("id", id.rawValue)
            case .client(let id): Parameter("client_order_id", id.text)
            }
        let call = privateRead("order.query", "exchange/3/order", [name], priority: priority)
        let endpoint = endpoint(call) { reader throws(JSONError) in
            let row = try OrderRow(reading: &reader)
            return try row.order(on: instrument, reader)
        }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let order): .finished(.found(order))
            case .failure(let error):
                error.kind == .orderNotFound ? .finished(.absent(mayLag: readLag)) : .failed(error)
            }
        }
    }

    /// Open orders of one market or of all, untriggered stops included: only version 2 of the list shows those (luno.md
    /// K.2). Newest first.
    public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        Self.openOrders(on: instrument, in: catalog, priority: .privateRead)
    }

    static func openOrders(
        on instrument: Instrument?, in catalog: InstrumentCatalog, priority: VenueCall.Priority
    ) -> Flow<[Order]> {
        let pair = instrument.map { [Parameter("pair", $0.nativeName)] } ?? []
        return orderPages("order.open", pair, HistoryQuery(), readsToEnd: true, priority: priority) { name in
            instrument.flatMap { $0.nativeName == name ? $0.symbol : nil }
                ?? (instrument == nil ? catalog[native: name]?.symbol : nil)
        }
    }

    static func orderPages(
        _ operation: OperationName, _ filter: [Parameter], _ query: HistoryQuery, readsToEnd: Bool,
        priority: VenueCall.Priority, _ symbol: @escaping @Sendable (String) -> Symbol?
    ) -> Flow<[Order]> {
        Pages<Order>(
            query: query, readsToEnd: readsToEnd, cursor: "created_before",
            identity: { $0.venueOrderID.rawValue }, time: { $0.createdAt }
        ) { parameters in
            let call = privateRead(operation, "exchange/2/listorders", filter + parameters, priority: priority)
            return listEndpoint(call, "orders", remembering: { LastRow(OrderRow()) }) {
                reader, last throws(JSONError) in
                try OrderRow.read(&reader, &last)
                guard let symbol = symbol(try reader.require(last.row.name, "pair")) else {
                    throw reader.unexpected("a market of the instrument list")
                }
                return try last.row.order(of: symbol, reader)
            }
        }.flow()
    }
}
