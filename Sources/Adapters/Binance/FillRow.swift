import AdapterKit
import AdapterProtocol

extension BinanceAdapter {
    /// One row of myTrades. The commission is in the received asset or in BNB, whatever the side (binance.md C).
    static func fill(of symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> Fill {
        var row = FillRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        guard let feeAsset = Asset(try reader.require(row.commissionAsset, "commissionAsset")) else {
            throw reader.unexpected("an asset code")
        }
        return Fill(
            id: FillID(rawValue: try reader.require(row.id, "id")), symbol: symbol,
            venueOrderID: VenueOrderID(rawValue: try reader.require(row.orderID, "orderId")),
            side: try reader.require(row.isBuyer, "isBuyer") ? .buy : .sell,
            price: try reader.require(row.price, "price"), quantity: try reader.require(row.quantity, "qty"),
            quoteAmount: try reader.require(row.quoteAmount, "quoteQty"),
            fees: [Fee(asset: feeAsset, amount: try reader.require(row.commission, "commission"))],
            liquidity: try reader.require(row.isMaker, "isMaker") ? .maker : .taker,
            time: Timestamp(milliseconds: try reader.require(row.time, "time")))
    }
}

private struct FillRow {
    var id: String?
    var orderID: String?
    var price: ExactDecimal?
    var quantity: ExactDecimal?
    var quoteAmount: ExactDecimal?
    var commission: ExactDecimal?
    var commissionAsset: String?
    var time: Int64?
    var isBuyer: Bool?
    var isMaker: Bool?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "id": id = try reader.rawText()
        case "orderId": orderID = try reader.rawText()
        case "price": price = try reader.amount()
        case "qty": quantity = try reader.amount()
        case "quoteQty": quoteAmount = try reader.amount()
        case "commission": commission = try reader.decimal()
        case "commissionAsset": commissionAsset = try reader.string()
        case "time": time = try reader.integer()
        case "isBuyer": isBuyer = try reader.bool()
        case "isMaker": isMaker = try reader.bool()
        default: try reader.skip()
        }
    }
}
