import AdapterKit
import AdapterProtocol

/// The ids that a cancel of stop orders took off: a list by venue id, one by client id (kucoin.md E.4).
struct CancelledIDs: Sendable {
    let ids: [VenueOrderID]

    init(reading reader: inout JSONReader) throws(JSONError) {
        var ids: [VenueOrderID]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "cancelledOrderIds":
                ids = try reader.list { reader throws(JSONError) in VenueOrderID(rawValue: try reader.string()) }
            case "cancelledOrderId": ids = [VenueOrderID(rawValue: try reader.string())]
            default: try reader.skip()
            }
        }
        self.ids = try reader.require(ids, "cancelledOrderIds")
    }
}
