import AdapterKit
import AdapterProtocol

/// An order as the classic interface spells it: by id, in the open list and in the list of done ones (kucoin.md E.5).
struct OrderRow: Sendable {
    var name: String?
    var orderID: String?
    var clientID: String?
    var type: String?
    var side: String?
    var price: ExactDecimal?
    var size: ExactDecimal?
    var funds: ExactDecimal?
    var dealSize: ExactDecimal?
    var dealFunds: ExactDecimal?
    var cancelledFunds: ExactDecimal?
    var timeInForce: String?
    var isPostOnly: Bool?
    var cancelExist: Bool?
    var isInBook: Bool?
    var isActive: Bool?
    var cancelAfter: Int64?
    var createdTime: Int64?
    var updatedTime: Int64?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = OrderRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    private init() {}

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "id": orderID = try reader.string()
        case "clientOid": clientID = try Self.text(&reader)
        case "symbol": name = try reader.string()
        case "type": type = try reader.string()
        case "side": side = try reader.string()
        case "price": price = try Self.number(&reader)
        case "size": size = try Self.number(&reader)
        case "funds": funds = try Self.number(&reader)
        case "dealSize": dealSize = try reader.amount()
        case "dealFunds": dealFunds = try reader.amount()
        case "cancelledFunds": cancelledFunds = try Self.number(&reader)
        case "timeInForce": timeInForce = try Self.text(&reader)
        default: try takeFlags(key, &reader)
        }
    }

    private mutating func takeFlags(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "postOnly": isPostOnly = try reader.bool()
        case "cancelExist": cancelExist = try reader.bool()
        case "inOrderBook": isInBook = try reader.bool()
        case "active": isActive = try reader.bool()
        case "cancelAfter": cancelAfter = try reader.optional { reader throws(JSONError) in try reader.integer() }
        case "createdAt": createdTime = try reader.integer()
        case "lastUpdatedAt": updatedTime = try reader.integer()
        default: try reader.skip()
        }
    }

    private static func number(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        try reader.null() ? nil : try reader.amount()
    }

    private static func text(_ reader: inout JSONReader) throws(JSONError) -> String? {
        try reader.null() ? nil : try reader.string()
    }
}
