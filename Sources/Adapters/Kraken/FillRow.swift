import AdapterKit
import AdapterProtocol

/// One own trade; its id is the key it stands under (kraken.md E.11).
struct FillRow: Sendable {
    let id: String
    private(set) var pair: String?
    private(set) var orderID: String?
    private var side: String?
    private var price: ExactDecimal?
    private var quantity: ExactDecimal?
    private var fee: ExactDecimal?
    private var isMaker: Bool?
    private var time: Timestamp?

    init(id: String, reading reader: inout JSONReader) throws(JSONError) {
        var row = FillRow(id: id)
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    private init(id: String) {
        self.id = id
    }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "ordertxid": orderID = try reader.string()
        case "pair": pair = try reader.string()
        case "type": side = try reader.string()
        case "price": price = try reader.amount()
        case "vol": quantity = try reader.amount()
        case "fee": fee = try reader.decimal()
        case "maker": isMaker = try reader.optional { reader throws(JSONError) in try reader.bool() }
        case "time": time = try reader.instant()
        default: try reader.skip()
        }
    }

    /// Whether it is a trade of this market, under whichever of its names.
    func isOf(_ instrument: Instrument) -> Bool { pair.map(instrument.isNamed) ?? false }

    /// The unified fill. The fee is in the quote asset, whatever the order's flags were (kraken.md C.6, K.11). The row's
    /// `cost` is cut short, so the sum is price times quantity (K.12).
    func fill(of symbol: Symbol, _ reader: JSONReader) throws(JSONError) -> Fill {
        let price = try reader.require(price, "price")
        let quantity = try reader.require(quantity, "vol")
        guard let cost = try? price * quantity else { throw reader.unexpected("a price and a volume that multiply") }
        return Fill(
            id: FillID(rawValue: id), symbol: symbol,
            venueOrderID: VenueOrderID(rawValue: try reader.require(orderID, "ordertxid")),
            side: try KrakenWords.side(try reader.require(side, "type"), reader),
            price: price, quantity: quantity, quoteAmount: cost,
            fees: [Fee(asset: symbol.quote, amount: try reader.require(fee, "fee"))],
            liquidity: isMaker.map { $0 ? .maker : .taker } ?? .unknown, time: try reader.require(time, "time"))
    }
}
