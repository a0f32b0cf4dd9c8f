import AdapterKit
import AdapterProtocol

/// An order as Binance's answers spell it: placement, query, cancel and amendment share these fields (binance.md E).
struct OrderRow {
    var name: String?
    var orderID: String?
    var clientID: String?
    /// In a cancel's answer the order's own id; `clientOrderId` is then the cancel's.
    var originalClientID: String?
    var price: ExactDecimal?
    var stopPrice: ExactDecimal?
    var quantity: ExactDecimal?
    var quoteQuantity: ExactDecimal?
    var executed: ExactDecimal?
    var executedQuote: ExactDecimal?
    var status: String?
    var timeInForce: String?
    var type: String?
    var side: String?
    var isWorking: Bool?
    var workingTime: Int64?
    var createdTime: Int64?
    var updatedTime: Int64?
    var transactionTime: Int64?
    var expiryReason: String?
    var fills: [PlacedFill] = []

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = OrderRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    private init() {}

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "symbol": name = try reader.string()
        case "orderId": orderID = try reader.rawText()
        case "clientOrderId": clientID = try reader.string()
        case "origClientOrderId": originalClientID = try reader.string()
        case "price": price = try reader.amount()
        case "stopPrice": stopPrice = try reader.amount()
        case "origQty", "qty": quantity = try reader.amount()
        case "origQuoteOrderQty", "quoteOrderQty": quoteQuantity = try reader.amount()
        case "executedQty": executed = try reader.amount()
        case "cummulativeQuoteQty", "cumulativeQuoteQty": executedQuote = try reader.decimal()
        case "status": status = try reader.string()
        case "timeInForce": timeInForce = try reader.string()
        case "type": type = try reader.string()
        case "side": side = try reader.string()
        case "fills": fills = try reader.list(PlacedFill.init(reading:))
        default: try takeTimes(key, &reader)
        }
    }

    private mutating func takeTimes(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "isWorking": isWorking = try reader.bool()
        case "workingTime": workingTime = try reader.integer()
        case "time": createdTime = try reader.integer()
        case "updateTime": updatedTime = try reader.integer()
        case "transactTime": transactionTime = try reader.integer()
        case "expiryReason": expiryReason = try reader.string()
        default: try reader.skip()
        }
    }
}

/// One fill inside a placement's answer; it took, since the answer is about the moment of arrival.
struct PlacedFill {
    let price: ExactDecimal
    let quantity: ExactDecimal
    let commission: ExactDecimal
    let commissionAsset: String
    let tradeID: String

    init(reading reader: inout JSONReader) throws(JSONError) {
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var commission: ExactDecimal?
        var asset: String?
        var trade: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "price": price = try reader.amount()
            case "qty": quantity = try reader.amount()
            case "commission": commission = try reader.decimal()
            case "commissionAsset": asset = try reader.string()
            case "tradeId": trade = try reader.rawText()
            default: try reader.skip()
            }
        }
        self.price = try reader.require(price, "price")
        self.quantity = try reader.require(quantity, "qty")
        self.commission = try reader.require(commission, "commission")
        commissionAsset = try reader.require(asset, "commissionAsset")
        tradeID = try reader.require(trade, "tradeId")
    }
}
