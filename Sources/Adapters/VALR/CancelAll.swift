import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Cancels every limit and stop order of the account on one market; with nothing open the list is empty.
    public func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        let call = Self.write(
            "order.cancelAll", .delete, "/v1/orders/" + instrument.pathSegment, [], priority: .cancel,
            charges: Self.cancelAllCharges)
        return Self.endpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in
                var id: String?
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "orderId": id = try reader.string()
                    default: try reader.skip()
                    }
                }
                return CancelReport(
                    venueOrderID: VenueOrderID(rawValue: try reader.require(id, "orderId")), order: nil)
            }
        }.flow
    }
}
