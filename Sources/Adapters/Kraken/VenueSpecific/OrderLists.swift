import AdapterKit
import AdapterProtocol

extension KrakenAdapter {
    /// An order with the ids of its trades.
    struct Traded: Sendable {
        let order: Order
        let trades: [String]
    }

    /// Up to fifty orders by the venue's ids.
    static func orders(_ ids: [String], withTrades: Bool, on instrument: Instrument) -> Endpoint<[Traded]> {
        var parameters = [Parameter("txid", ids.joined(separator: ","))]
        if withTrades { parameters.append(Parameter("trades", "true")) }
        return endpoint(privateRead("order.query", "QueryOrders", parameters)) { reader throws(JSONError) in
            var rows: [Traded] = []
            try reader.object { key, reader throws(JSONError) in
                let row = try OrderRow(id: key.text, reading: &reader)
                guard row.isOf(instrument) else { return }
                rows.append(Traded(order: try row.order(of: instrument.symbol, reader), trades: row.trades))
            }
            return rows
        }
    }

    /// The orders of one market under a member of the result; those of others are left out.
    static func list(_ member: StaticString, of instrument: Instrument, _ call: VenueCall) -> Endpoint<[Order]> {
        endpoint(call) { reader throws(JSONError) in
            try rows(member, &reader) { row, reader throws(JSONError) in
                row.isOf(instrument) ? try row.order(of: instrument.symbol, reader) : nil
            }
        }
    }

    /// The orders under a member of the result, each turned by `order`, which may leave one out.
    static func rows(
        _ member: StaticString, _ reader: inout JSONReader,
        _ order: (OrderRow, JSONReader) throws(JSONError) -> Order?
    ) throws(JSONError) -> [Order] {
        var orders: [Order]?
        try reader.object { key, reader throws(JSONError) in
            guard member ~= key else { return try reader.skip() }
            var found: [Order] = []
            try reader.object { key, reader throws(JSONError) in
                let row = try OrderRow(id: key.text, reading: &reader)
                if let one = try order(row, reader) { found.append(one) }
            }
            orders = found
        }
        return try reader.require(orders, "a list of orders")
    }
}
