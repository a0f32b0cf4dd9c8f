import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// How long an order may stay out of every list after its placement (kraken.md E.13).
    static let mayLag: Duration = .seconds(10)

    /// One order. By the venue's id in one call; by ours in the open orders, then in the ended ones, since the direct
    /// query takes no client id (kraken.md E.10).
    public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        switch order {
        case .venue(let id): Self.order(id, on: instrument)
        case .client(let id): Self.order(id, on: instrument, priority: .privateRead)
        }
    }

    private static func order(_ id: VenueOrderID, on instrument: Instrument) -> Flow<OrderLookup> {
        .call(orders([id.rawValue], withTrades: false, on: instrument)) { result, _ in
            switch result {
            case .success(let rows):
                let found = rows.first { $0.order.venueOrderID == id }
                return .finished(found.map { .found($0.order) } ?? .absent(mayLag: mayLag))
            case .failure(let error):
                return error.kind == .orderNotFound ? .finished(.absent(mayLag: mayLag)) : .failed(error)
            }
        }
    }

    static func order(
        _ id: ClientOrderID, on instrument: Instrument, priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        let name = [Parameter("cl_ord_id", id.text)]
        let open = privateRead("order.query", "OpenOrders", name, priority: priority)
        let ended = privateRead("order.query", "ClosedOrders", name, priority: priority, charges: historyCall)
        return newest(id, in: list("open", of: instrument, open)).then { found in
            if case .found = found { return .finished(found) }
            return newest(id, in: list("closed", of: instrument, ended))
        }
    }

    /// Ended orders may share an id over time: the newest counts. Rows of other ids are left out, should the venue not
    /// heed the parameter.
    private static func newest(_ id: ClientOrderID, in endpoint: Endpoint<[Order]>) -> Flow<OrderLookup> {
        endpoint.flow.map { orders in
            let ours = byTime(orders).last { $0.clientOrderID == id }
            return ours.map { .found($0) } ?? .absent(mayLag: mayLag)
        }
    }

    /// Open orders, all in one answer, oldest first; the venue has no filter by pair.
    public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        let call = Self.privateRead("order.open", "OpenOrders")
        if let instrument { return Self.list("open", of: instrument, call).flow.map(Self.byTime) }
        return Self.endpoint(call) { reader throws(JSONError) in
            try Self.rows("open", &reader) { row, reader throws(JSONError) in
                guard let known = catalog[native: try reader.require(row.pair, "descr.pair")] else {
                    throw reader.unexpected("a market of the instrument list")
                }
                return try row.order(of: known.symbol, reader)
            }
        }.flow.map(Self.byTime)
    }

    /// Members of an object come in no reliable order (kraken.md E.10).
    static func byTime(_ orders: [Order]) -> [Order] {
        orders.sorted {
            let (left, right) = ($0.createdAt?.nanoseconds ?? 0, $1.createdAt?.nanoseconds ?? 0)
            return left == right ? $0.venueOrderID < $1.venueOrderID : left < right
        }
    }
}
