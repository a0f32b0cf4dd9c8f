import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Ids are unique per symbol only, so every query names the symbol (binance.md 0.9).
    static func parameters(naming order: OrderReference, on instrument: Instrument) -> [Parameter] {
        let symbol = Parameter("symbol", instrument.nativeName)
        switch order {
        case .venue(let id): return [symbol, Parameter("orderId", id.rawValue)]
        case .client(let id): return [symbol, Parameter("origClientOrderId", id.text)]
        }
    }

    /// One order (weight 4). Reads may lag by seconds: 10 s were reported (binance.md E.8).
    public func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        Self.order(order, on: instrument, priority: .privateRead)
    }

    static func order(
        _ order: OrderReference, on instrument: Instrument, priority: VenueCall.Priority
    ) -> Flow<OrderLookup> {
        let call = privateRead(
            "order.query", "order", parameters(naming: order, on: instrument), weight: 4, priority: priority)
        let symbol = instrument.symbol
        let endpoint = endpoint(call) { reader throws(JSONError) in
            let row = try OrderRow(reading: &reader)
            return try row.order(of: symbol, reader)
        }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let order): .finished(.found(order))
            case .failure(let error):
                error.kind == .orderNotFound ? .finished(.absent(mayLag: .seconds(10))) : .failed(error)
            }
        }
    }

    /// Open orders of one market (weight 6) or of all (weight 80).
    public func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        let parameters = instrument.map { [Parameter("symbol", $0.nativeName)] } ?? []
        let call = Self.privateRead("order.open", "openOrders", parameters, weight: instrument == nil ? 80 : 6)
        return Self.endpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                let row = try OrderRow(reading: &reader)
                let name = try reader.require(row.name, "symbol")
                let known = instrument.flatMap { $0.nativeName == name ? $0 : nil } ?? catalog[native: name]
                guard let known else { throw reader.unexpected("a market of the instrument list") }
                return try row.order(of: known.symbol, reader)
            }
        }.flow
    }
}
