import AdapterKit
import AdapterProtocol

extension KuCoinAdapter {
    /// One fill. The fee is in the named currency, the quote on every known pair and for both sides; a tax is a second
    /// fee (kucoin.md C.4). The trade id lies above 2^53 and stays text (K23).
    static func fill(of instrument: Instrument, _ reader: inout JSONReader) throws(JSONError) -> Fill {
        var row = FillRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        if let name = row.name, name != instrument.nativeName {
            throw reader.unexpected("a fill of \(instrument.nativeName)")
        }
        return Fill(
            id: FillID(rawValue: try reader.require(row.tradeID, "tradeId")), symbol: instrument.symbol,
            venueOrderID: VenueOrderID(rawValue: try reader.require(row.orderID, "orderId")),
            side: try KuCoinWords.side(try reader.require(row.side, "side"), reader),
            price: try reader.require(row.price, "price"), quantity: try reader.require(row.quantity, "size"),
            quoteAmount: try reader.require(row.funds, "funds"), fees: try row.fees(reader),
            liquidity: row.liquidity == "maker" ? .maker : row.liquidity == "taker" ? .taker : .unknown,
            time: Timestamp(milliseconds: try reader.require(row.time, "createdAt")))
    }
}

private struct FillRow {
    var tradeID: String?
    var orderID: String?
    var name: String?
    var side: String?
    var liquidity: String?
    var price: ExactDecimal?
    var quantity: ExactDecimal?
    var funds: ExactDecimal?
    var fee: ExactDecimal?
    var feeCurrency: String?
    var tax: ExactDecimal?
    var time: Int64?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "tradeId": tradeID = try reader.rawText()
        case "orderId": orderID = try reader.string()
        case "symbol": name = try reader.string()
        case "side": side = try reader.string()
        case "liquidity": liquidity = try reader.string()
        case "price": price = try reader.amount()
        case "size": quantity = try reader.amount()
        case "funds": funds = try reader.amount()
        case "fee": fee = try reader.decimal()
        case "feeCurrency": feeCurrency = try reader.string()
        case "tax": tax = try reader.optional { reader throws(JSONError) in try reader.decimal() }
        case "createdAt": time = try reader.integer()
        default: try reader.skip()
        }
    }

    func fees(_ reader: JSONReader) throws(JSONError) -> [Fee] {
        guard let asset = KuCoinWords.asset(try reader.require(feeCurrency, "feeCurrency")) else {
            throw reader.unexpected("an asset code")
        }
        let charged = Fee(asset: asset, amount: try reader.require(fee, "fee"))
        guard let tax, !tax.isZero else { return [charged] }
        return [charged, Fee(asset: asset, amount: tax)]
    }
}
