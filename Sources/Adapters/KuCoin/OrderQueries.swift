import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// "order not exist" proves nothing within 5 s of an acknowledged place (kucoin.md E.7).
    static let lag: Duration = .seconds(5)

    /// One order (weight 2). Stop orders live elsewhere: an id that begins with `vs` is looked up there, and a client
    /// id in both places (weight 3 more), since it stays when a stop order triggers. One that seems to wait is looked
    /// for in the list of those that do (weight 8 more), and of one that has triggered the order that took its place.
    public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        Self.order(order, on: instrument, priority: .privateRead)
    }

    static func order(
        _ order: OrderReference, on instrument: Instrument, priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        guard isPlainID(order.description) else {
            return .failed(.notSent(.badRequest, "an order id has only letters, digits, - and _"))
        }
        switch order {
        case .venue(let id) where isStopID(id):
            let call = privateRead(
                "order.stopQuery", "v1/stop-order/" + id.rawValue, weight: 3, priority: priority)
            let stop = lookup(
                endpoint(call) { reader throws(JSONError) in
                    [try StopRow(reading: &reader).order(of: instrument, reader)]
                })
            return proven(stop, instrument, priority).then { followed($0, instrument, priority) }
        case .venue(let id):
            return plainLookup("v1/hf/orders/" + id.rawValue, instrument, priority)
        case .client(let id):
            return plainLookup("v1/hf/orders/client-order/" + id.text, instrument, priority).then { found in
                guard case .absent = found else { return .finished(found) }
                return stopLookup(id, instrument, priority)
            }
        }
    }

    /// Ids of stop orders before their trigger (kucoin.md E.4).
    static func isStopID(_ id: VenueOrderID) -> Bool { id.rawValue.utf8.starts(with: "vs".utf8) }

    static func plainLookup(
        _ path: String, _ instrument: Instrument, _ priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        // The symbol is mandatory in every query (kucoin.md E.2).
        let call = privateRead(
            "order.query", path, [Parameter("symbol", instrument.nativeName)], weight: 2, priority: priority)
        return lookup(
            endpoint(call) { reader throws(JSONError) in
                [try OrderRow(reading: &reader).order(of: instrument, reader)]
            })
    }

    static func lookup(_ endpoint: Endpoint<[Order]>) -> Flow<OrderLookup> {
        .call(endpoint) { result, _ in
            switch result {
            case .success(let orders): .finished(orders.first.map { .found($0) } ?? .absent(mayLag: lag))
            case .failure(let error):
                error.kind == .orderNotFound ? .finished(.absent(mayLag: lag)) : .failed(error)
            }
        }
    }

    /// Open orders of one market (weight 2), or of all: the list of markets with open orders, which needs the right
    /// to trade although it only reads, then one list per market; and the armed stop orders (weight 8 a page).
    public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        if let instrument {
            return Self.active(instrument, priority: .privateRead).then { plain in
                Self.stopOrders(on: instrument, in: catalog).map { plain + $0 }
            }
        }
        return Self.activeMarkets(in: catalog).then { markets in
            Self.active(markets[...], before: []).then { plain in
                Self.stopOrders(on: nil, in: catalog).map { plain + $0 }
            }
        }
    }

    /// A bare list without pages (K10); null counts as empty (kucoin.md E.2).
    static func active(_ instrument: Instrument, priority: VenueCall.Priority) -> Flow<[Order]> {
        let call = privateRead(
            "order.open", "v1/hf/orders/active", [Parameter("symbol", instrument.nativeName)], weight: 2,
            priority: priority)
        return nullableEndpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                try OrderRow(reading: &reader).order(of: instrument, reader)
            }
        }.flow.map { $0 ?? [] }
    }

    private static func active(_ markets: ArraySlice<Instrument>, before: [Order]) -> Flow<[Order]> {
        guard let first = markets.first else { return .finished(before) }
        return active(first, priority: .privateRead).then { active(markets.dropFirst(), before: before + $0) }
    }

    private static func activeMarkets(in catalog: InstrumentCatalog) -> Flow<[Instrument]> {
        let call = privateRead("order.openMarkets", "v1/hf/orders/active/symbols", weight: 2)
        return endpoint(call) { reader throws(JSONError) in
            var markets: [Instrument]?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "symbols":
                    markets = try reader.list { reader throws(JSONError) in
                        let name = try reader.string()
                        guard let known = catalog[native: name] else {
                            throw reader.unexpected("a market of the instrument list")
                        }
                        return known
                    }
                default: try reader.skip()
                }
            }
            return try reader.require(markets, "symbols")
        }.flow
    }
}
