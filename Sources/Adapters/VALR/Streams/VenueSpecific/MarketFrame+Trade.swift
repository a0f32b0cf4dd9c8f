import AdapterKit
import AdapterProtocol

/// A trade as the stream tells it: without the sequence of the REST rows, and in old messages without an id (I.8).
struct VALRTradeRow: Sendable {
    let id: String?
    let pair: String?
    let price: ExactDecimal
    let quantity: ExactDecimal
    let taker: Side
    let time: Timestamp

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var pair: String?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var taker: String?
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.optionalText()
            case "currencyPair": pair = try reader.string()
            case "price": price = try reader.amount()
            case "quantity": quantity = try reader.amount()
            case "takerSide": taker = try reader.string()
            case "tradedAt": time = try reader.instant()
            default: try reader.skip()
            }
        }
        self.id = id
        self.pair = pair
        self.price = try reader.require(price, "price")
        self.quantity = try reader.require(quantity, "quantity")
        self.taker = try VALRWords.side(try reader.require(taker, "takerSide"), reader)
        self.time = try reader.require(time, "tradedAt")
        guard self.price.isPositive, self.quantity.isPositive else { throw reader.unexpected("a trade above zero") }
    }
}
