import AdapterKit
import AdapterProtocol

/// An order as versions 2 and 3 of the reads spell it (luno.md E.7).
struct OrderRow: Sendable {
    var name: String?
    var orderID: String?
    var clientID: String?
    var type: String?
    var side: String?
    var status: String?
    var timeInForce: String?
    var price: ExactDecimal?
    var volume: ExactDecimal?
    var base: ExactDecimal?
    var counter: ExactDecimal?
    var stopPrice: ExactDecimal?
    var stopDirection: String?
    var createdAt: Timestamp?
    /// When our cancel was processed; no lifetime.
    var cancelledAt: Timestamp?
    var completedAt: Timestamp?

    /// Before its first member.
    init() {}

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = OrderRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    /// Reads a row of a list, along the one before it.
    static func read(_ reader: inout JSONReader, _ last: inout LastRow<OrderRow>) throws(JSONError) {
        try reader.row(&last) { row, key, reader throws(JSONError) in try row.take(key, &reader) }
    }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "order_id": orderID = try reader.textOrNothing()
        case "client_order_id": clientID = try reader.textOrNothing()
        case "pair": name = try reader.string()
        case "type": type = try reader.string()
        case "side": side = try reader.string()
        case "status": status = try reader.string()
        case "time_in_force": timeInForce = try reader.textOrNothing()
        case "limit_price": price = try reader.amountOrNothing()
        case "limit_volume": volume = try reader.amountOrNothing()
        case "base": base = try reader.amount()
        case "counter": counter = try reader.decimalOrNothing()
        default: try takeRest(key, &reader)
        }
    }

    private mutating func takeRest(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "stop_price": stopPrice = try reader.amountOrNothing()
        case "stop_direction": stopDirection = try reader.textOrNothing()
        case "creation_timestamp": createdAt = try reader.instant()
        case "expiration_timestamp": cancelledAt = try reader.instant()
        case "completed_timestamp": completedAt = try reader.instant()
        default: try reader.skip()
        }
    }
}
