import AdapterKit
import AdapterProtocol

/// The members of an `executionReport` as they come; keys differ only by case.
struct ExecutionRow: Sendable {
    var name: String?
    var orderID: Int64?
    var clientID: String?
    var originalClientID: String?
    var execution: String?
    var status: String?
    var side: String?
    var type: String?
    var timeInForce: String?
    var quantity: ExactDecimal?
    var quoteQuantity: ExactDecimal?
    var price: ExactDecimal?
    var stopPrice: ExactDecimal?
    var filledBase: ExactDecimal?
    var filledQuote: ExactDecimal?
    var isOnBook: Bool?
    var createdTime: Int64?
    var time: Int64?
    var expiryReason: String?
    var tradeID: Int64?
    var lastQuantity: ExactDecimal?
    var lastPrice: ExactDecimal?
    var lastQuote: ExactDecimal?
    var commission: ExactDecimal?
    var commissionAsset: String?
    var isMaker: Bool?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "s": name = try reader.string()
        case "i": orderID = try reader.integer()
        case "c": clientID = try reader.string()
        case "C": originalClientID = try reader.string()
        case "x": execution = try reader.string()
        case "X": status = try reader.string()
        case "S": side = try reader.string()
        case "o": type = try reader.string()
        case "f": timeInForce = try reader.string()
        case "q": quantity = try reader.amount()
        case "Q": quoteQuantity = try reader.amount()
        case "p": price = try reader.amount()
        case "P": stopPrice = try reader.amount()
        case "z": filledBase = try reader.amount()
        case "Z": filledQuote = try reader.decimal()
        case "w": isOnBook = try reader.bool()
        default: try takeRest(key, &reader)
        }
    }

    private mutating func takeRest(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "O": createdTime = try reader.integer()
        case "T": time = try reader.integer()
        case "eR": expiryReason = try reader.string()
        case "t": tradeID = try reader.integer()
        case "l": lastQuantity = try reader.amount()
        case "L": lastPrice = try reader.amount()
        case "Y": lastQuote = try reader.amount()
        case "n": commission = try reader.decimal()
        case "N": commissionAsset = try reader.optional { reader throws(JSONError) in try reader.string() }
        case "m": isMaker = try reader.bool()
        default: try reader.skip()
        }
    }

    /// The order's own client id: on a cancel it is `C`, and `c` is that of the cancel request (K6).
    var ownClientID: String {
        if execution == "CANCELED", let originalClientID, !originalClientID.isEmpty { return originalClientID }
        return clientID ?? ""
    }

    /// Whether what does not fill at once lapses by the order's own terms.
    var lapses: Bool {
        timeInForce == "IOC" || timeInForce == "FOK" || type == "MARKET" || type == "STOP_LOSS" || type == "TAKE_PROFIT"
    }
}
