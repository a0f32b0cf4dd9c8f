import AdapterKit
import AdapterProtocol

/// One row of the account's trade history (valr.md E.9).
struct FillRow: Sendable {
    let id: String
    let orderID: String
    let pair: String
    let time: Timestamp
    private let side: Side
    private let price: ExactDecimal
    private let quantity: ExactDecimal
    private let quoteAmount: ExactDecimal
    /// Nil when the row states none, which is not the same as none.
    let fees: [Fee]?
    private let isRewarded: Bool

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var orderID: String?
        var pair: String?
        var time: Timestamp?
        var side: String?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var fees = FeeFields()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.string()
            case "orderId": orderID = try reader.string()
            case "currencyPair": pair = try reader.string()
            case "tradedAt": time = try reader.instant()
            case "side": side = try reader.string()
            case "price": price = try reader.amount()
            case "quantity": quantity = try reader.amount()
            // Above 2^53: whole or not at all (valr.md K.14).
            case "sequenceId": _ = try reader.integer()
            default: try fees.take(key, &reader)
            }
        }
        self.id = try reader.require(id, "id")
        self.orderID = try reader.require(orderID, "orderId")
        self.pair = try reader.require(pair, "currencyPair")
        self.time = try reader.require(time, "tradedAt")
        self.side = try VALRWords.side(try reader.require(side, "side"), reader)
        self.price = try reader.require(price, "price")
        self.quantity = try reader.require(quantity, "quantity")
        guard self.price.isPositive, self.quantity.isPositive else { throw reader.unexpected("a fill above zero") }
        // Not stated; the exact product.
        guard let product = try? self.price * self.quantity else { throw reader.unexpected("a product that fits") }
        quoteAmount = product
        self.fees = try fees.fees(reader)
        isRewarded = fees.isRewarded
    }

    /// The fill. Only a reward tells that the order made the liquidity; nothing tells that it took it.
    func fill(of symbol: Symbol) -> Fill {
        Fill(
            id: FillID(rawValue: id), symbol: symbol, venueOrderID: VenueOrderID(rawValue: orderID), side: side,
            price: price, quantity: quantity, quoteAmount: quoteAmount, fees: fees,
            liquidity: isRewarded ? .maker : .unknown, time: time)
    }
}

/// Fee or reward: a maker with a negative rate is paid in the currency it pays with, which is told by name (C.4).
private struct FeeFields {
    private var fee: ExactDecimal?
    private var feeCurrency: String?
    private var reward: ExactDecimal?
    private var rewardCurrency: String?

    var isRewarded: Bool { reward?.isPositive == true }

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "fee": fee = try reader.optionalDecimal()
        case "feeCurrency": feeCurrency = try reader.optionalText()
        case "makerReward": reward = try reader.optionalDecimal()
        case "makerRewardCurrency": rewardCurrency = try reader.optionalText()
        default: try reader.skip()
        }
    }

    /// Nil when neither is stated, which is not the same as none.
    func fees(_ reader: JSONReader) throws(JSONError) -> [Fee]? {
        var fees: [Fee] = []
        if let fee {
            fees.append(Fee(asset: try asset(feeCurrency, "feeCurrency", reader), amount: fee))
        }
        if let reward, !reward.isZero {
            let asset = try asset(rewardCurrency, "makerRewardCurrency", reader)
            fees.append(Fee(asset: asset, amount: reward.negated))
        }
        return fee == nil && reward == nil ? nil : fees
    }

    private func asset(_ code: String?, _ key: String, _ reader: JSONReader) throws(JSONError) -> Asset {
        guard let asset = Asset(VALRWords.currency(try reader.require(code, key))) else {
            throw reader.unexpected("an asset code")
        }
        return asset
    }
}
