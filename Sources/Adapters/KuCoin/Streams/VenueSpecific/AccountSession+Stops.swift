import AdapterKit
import AdapterProtocol

/// What a message of `/spotMarket/advancedOrders` says (kucoin.md J.3): that a stop order waits, has triggered or was
/// cancelled. It names no client id, and not whether a limit or a market order will follow.
struct KuCoinStopEvent: Sendable {
    let name: String
    let orderID: String

    init(reading reader: inout JSONReader) throws(JSONError) {
        var name: String?
        var orderID: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": name = try reader.string()
            case "orderId": orderID = try reader.string()
            default: try reader.skip()
            }
        }
        self.name = try reader.require(name, "symbol")
        self.orderID = try reader.require(orderID, "orderId")
        guard !self.orderID.isEmpty else { throw reader.unexpected("an id") }
    }
}

extension KuCoinAccountSession {
    /// The order is read: the list of waiting orders proves what the event only hints at (kucoin.md E.4).
    mutating func take(_ event: KuCoinStopEvent, _ output: inout StreamOutput<AccountStreamEvent>) {
        let symbol = catalog[native: event.name]?.symbol
        output.tell(.read(.order(.venue(VenueOrderID(rawValue: event.orderID)), symbol)))
    }
}
