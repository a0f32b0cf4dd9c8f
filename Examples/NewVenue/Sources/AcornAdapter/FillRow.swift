import AdapterKit
import AdapterProtocol

extension Fill {
    /// Reads one own fill (API.md, Fills).
    init(acorn reader: inout JSONReader, on instrument: Instrument) throws(JSONError) {
        var texts: [String: String] = [:]
        var numbers: [String: ExactDecimal] = [:]
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id", "orderId", "market", "side", "feeAsset", "liquidity": texts[key.text] = try reader.string()
            case "price", "quantity", "amount": numbers[key.text] = try reader.positive()
            case "fee": numbers[key.text] = try reader.decimal()
            case "time": time = try reader.instant()
            default: try reader.skip()
            }
        }
        let id = try reader.require(texts["id"], "id")
        let orderID = try reader.require(texts["orderId"], "orderId")
        guard try reader.require(texts["market"], "market") == instrument.nativeName, !id.isEmpty, !orderID.isEmpty,
            let feeAsset = Asset(try reader.require(texts["feeAsset"], "feeAsset"))
        else { throw reader.unexpected("a fill of the market, with ids and an asset") }
        let fee = try reader.require(numbers["fee"], "fee")
        self.init(
            id: FillID(rawValue: id), symbol: instrument.symbol, venueOrderID: VenueOrderID(rawValue: orderID),
            side: try AcornWords.side(try reader.require(texts["side"], "side"), reader),
            price: try reader.require(numbers["price"], "price"),
            quantity: try reader.require(numbers["quantity"], "quantity"),
            quoteAmount: try reader.require(numbers["amount"], "amount"),
            fees: fee.isZero ? [] : [Fee(asset: feeAsset, amount: fee)],
            liquidity: try AcornWords.liquidity(try reader.require(texts["liquidity"], "liquidity"), reader),
            time: try reader.require(time, "time"))
    }
}
