import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Cancels every order of the account on one market, in one call.
    public func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        let call = Self.write(
            "order.cancelAll", .delete, "orders", [Parameter("market", instrument.nativeName)], priority: .cancel)
        return Self.endpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try Order(acorn: &reader, on: instrument) }
        }.flow.map { orders in orders.map { CancelReport(venueOrderID: $0.venueOrderID, order: $0) } }
    }
}
