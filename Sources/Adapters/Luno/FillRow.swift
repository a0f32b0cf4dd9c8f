import AdapterKit
import AdapterProtocol

/// One own trade (luno.md E.8): `type` is our side, `is_buy` the taker's.
struct FillRow: Sendable {
    let fill: Fill
    let sequence: Int64

    /// Both sides of a trade with oneself share the sequence.
    var identity: String { "\(sequence) \(fill.venueOrderID)" }

    init(on instrument: Instrument, _ reader: inout JSONReader) throws(JSONError) {
        var fields = FillFields()
        try reader.object { key, reader throws(JSONError) in try fields.take(key, &reader) }
        guard try reader.require(fields.name, "pair") == instrument.nativeName else {
            throw reader.unexpected("a trade of \(instrument.nativeName)")
        }
        let side = try LunoWords.side(try reader.require(fields.type, "type"), reader)
        let takerBought = try reader.require(fields.isBuy, "is_buy")
        sequence = try reader.require(fields.sequence, "sequence")
        fill = Fill(
            id: FillID(rawValue: String(sequence)), symbol: instrument.symbol,
            venueOrderID: VenueOrderID(rawValue: try reader.require(fields.orderID, "order_id")), side: side,
            price: try reader.require(fields.price, "price"),
            quantity: try reader.require(fields.base ?? fields.volume, "base"),
            quoteAmount: try reader.require(fields.counter, "counter"), fees: fields.fees(instrument.symbol),
            liquidity: takerBought == (side == .buy) ? .taker : .maker,
            time: try reader.require(fields.time, "timestamp"))
    }
}

private struct FillFields {
    var name: String?
    var sequence: Int64?
    var orderID: String?
    var type: String?
    var isBuy: Bool?
    var price: ExactDecimal?
    var volume: ExactDecimal?
    var base: ExactDecimal?
    var counter: ExactDecimal?
    var baseFee: ExactDecimal?
    var counterFee: ExactDecimal?
    var time: Timestamp?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "pair": name = try reader.string()
        case "sequence": sequence = try reader.integer()
        case "order_id": orderID = try reader.textOrNothing()
        case "type": type = try reader.string()
        case "is_buy": isBuy = try reader.bool()
        case "price": price = try reader.amount()
        case "volume": volume = try reader.amount()
        case "base": base = try reader.amount()
        case "counter": counter = try reader.amount()
        case "fee_base": baseFee = try reader.decimalOrNothing()
        case "fee_counter": counterFee = try reader.decimalOrNothing()
        case "timestamp": time = try reader.instant()
        default: try reader.skip()
        }
    }

    /// Whatever was charged, in whichever asset, a rebate being negative; the side says nothing (luno.md C.3). Nil when
    /// one of the two is not stated.
    func fees(_ symbol: Symbol) -> [Fee]? {
        guard let baseFee, let counterFee else { return nil }
        var fees: [Fee] = []
        if !baseFee.isZero { fees.append(Fee(asset: symbol.base, amount: baseFee)) }
        if !counterFee.isZero { fees.append(Fee(asset: symbol.quote, amount: counterFee)) }
        return fees
    }
}
