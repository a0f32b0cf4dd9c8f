import AdapterKit
import AdapterProtocol

/// An order as VALR's answers spell it: status, open list, history and summary say the same under two sets of names
/// (valr.md E.8, E.9).
struct OrderRow {
    var pair: String?
    var orderID: String?
    var clientID: String?
    var price: ExactDecimal?
    var stopPrice: ExactDecimal?
    var original: ExactDecimal?
    var remaining: ExactDecimal?
    /// Base and quote traded, which only finished orders' summaries state.
    var executed: ExactDecimal?
    var executedQuote: ExactDecimal?
    var status: String?
    var reason: String?
    var timeInForce: String?
    var type: String?
    var side: String?
    var createdAt: Timestamp?
    var updatedAt: Timestamp?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = OrderRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    /// A row of the stream's list of open orders, whose `quantity` is what remains (valr.md J.2).
    init(readingOpen reader: inout JSONReader) throws(JSONError) {
        var row = OrderRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "quantity": row.remaining = try reader.amount()
            default: try row.take(key, &reader)
            }
        }
        self = row
    }

    private init() {}

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "currencyPair": pair = try reader.string()
        case "orderId": orderID = try reader.string()
        case "customerOrderId": clientID = try reader.optionalText()
        case "originalPrice", "price": price = try reader.amount()
        case "stopPrice": stopPrice = try reader.optionalAmount()
        case "originalQuantity": original = try reader.amount()
        case "remainingQuantity": remaining = try reader.amount()
        case "totalExecutedQuantity": executed = try reader.amount()
        case "total": executedQuote = try reader.amount()
        case "orderStatusType", "status": status = try reader.string()
        case "failedReason": reason = try reader.optionalText()
        case "timeInForce": timeInForce = try reader.optionalText()
        case "orderType", "type": type = try reader.string()
        case "orderSide", "side": side = try reader.string()
        case "orderCreatedAt", "createdAt": createdAt = try reader.instant()
        case "orderUpdatedAt", "updatedAt": updatedAt = try reader.instant()
        default: try reader.skip()
        }
    }
}

extension JSONReader {
    /// A text that may be null or empty, both meaning none: older answers write `""` (valr.md A.1).
    mutating func optionalText() throws(JSONError) -> String? {
        let text = try optional { reader throws(JSONError) in try reader.string() }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A number that may be null or an empty text, both meaning none. One with a comma in it is no number.
    mutating func optionalDecimal() throws(JSONError) -> ExactDecimal? {
        guard try next() == .string else {
            return try optional { reader throws(JSONError) in try reader.decimal() }
        }
        let text = try string()
        if text.isEmpty { return nil }
        guard let number = ExactDecimal(text) else { throw unexpected("a decimal or an empty text") }
        return number
    }

    /// The same for a number that cannot be below zero.
    mutating func optionalAmount() throws(JSONError) -> ExactDecimal? {
        guard let number = try optionalDecimal() else { return nil }
        return try amount(number)
    }
}
