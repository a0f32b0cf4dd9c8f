import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// How long the history may lag behind (valr.md E.11: probe for at least ten seconds).
    private static let lag: Duration = .seconds(10)

    /// One order: the status, and for one that is not there any more the history's events; what a finished order
    /// traded is told by its summary only (valr.md E.8).
    public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        Self.order(order, on: instrument, priority: .privateRead)
    }

    static func order(
        _ order: OrderReference, on instrument: Instrument, priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        let segment: String
        do throws(VenueError) {
            segment = try pathSegment(of: order)
        } catch {
            return .failed(error)
        }
        return status(segment, instrument, priority).flow.map { Optional($0) }.recover { error in
            guard error.kind == .orderNotFound else { return .failed(error) }
            return detail(segment, instrument, priority).flow.recover { error in
                error.kind == .orderNotFound ? .finished(nil) : .failed(error)
            }
        }.then { found in
            guard let found else { return .finished(.absent(mayLag: lag)) }
            return completed(found, instrument, priority).map(OrderLookup.found)
        }
    }

    /// `orderid/…` or `customerorderid/…`; the path is not encoded, so nothing but letters, digits and dashes may be
    /// in it.
    static func pathSegment(of order: OrderReference) throws(VenueError) -> String {
        switch order {
        case .client(let id): return "customerorderid/" + id.text
        case .venue(let id):
            let isPlain = id.rawValue.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D
            }
            guard isPlain, (1...64).contains(id.rawValue.utf8.count) else {
                throw .notSent(.orderNotFound, "an order id of VALR has letters, digits and dashes only")
            }
            return "orderid/" + id.rawValue
        }
    }

    static func status(_ segment: String, _ instrument: Instrument, _ priority: VenueCall.Priority) -> Endpoint<Order> {
        let path = "orders/" + instrument.pathSegment + "/" + segment
        return endpoint(privateRead("order.query", path, priority: priority)) { reader throws(JSONError) in
            try OrderRow(reading: &reader).order(on: instrument, from: .live, reader)
        }
    }

    /// The newest event of an order in any state; an empty list for an unknown one (recorded).
    static func detail(
        _ segment: String, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Endpoint<Order?> {
        let call = privateRead("order.detail", "orders/history/detail/" + segment, priority: priority)
        return endpoint(call) { reader throws(JSONError) in
            let rows = try reader.list(OrderRow.init(reading:))
            return try rows.first.map { row throws(JSONError) in try row.order(on: instrument, from: .live, reader) }
        }
    }

    /// Open orders of one market, or of all in the catalog.
    ///
    /// The venue knows no filter here and lists futures too: both are sorted out by name (valr.md C.1, E.9, K.13).
    public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        let call = Self.privateRead("order.open", "orders/open")
        return Self.endpoint(call) { reader throws(JSONError) in
            var orders: [Order] = []
            try reader.array { reader throws(JSONError) in
                let row = try OrderRow(reading: &reader)
                let name = try reader.require(row.pair, "currencyPair")
                let known = instrument.map { $0.nativeName == name ? $0 : nil } ?? catalog[native: name]
                guard let known else { return }
                orders.append(try row.order(of: known.symbol, from: .live, reader))
            }
            return orders
        }.flow
    }
}

extension OrderRow {
    /// The unified view of an order on a market, which must be the one that was asked for.
    func order(on instrument: Instrument, from source: Source, _ reader: JSONReader) throws(JSONError) -> Order {
        guard try reader.require(pair, "currencyPair") == instrument.nativeName else {
            throw reader.unexpected("the market that was asked for")
        }
        return try order(of: instrument.symbol, from: source, reader)
    }
}
