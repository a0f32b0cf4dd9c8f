import AdapterKit
import AdapterProtocol

/// An order as every answer spells it (API.md, Orders).
struct OrderRow: Sendable {
    private var id: String?
    private var clientID: String?
    private var market: String?
    private var side: String?
    private var type: String?
    private var timeInForce: String?
    private var isPostOnly: Bool?
    private var price: ExactDecimal?
    private var quantity: ExactDecimal?
    private var filledQuantity: ExactDecimal?
    private var filledAmount: ExactDecimal?
    private var state: String?
    private var created: Timestamp?
    private var updated: Timestamp?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = OrderRow()
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    private init() {}

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "id": id = try reader.string()
        case "clientId": clientID = try reader.optional { reader throws(JSONError) in try reader.string() }
        case "market": market = try reader.string()
        case "side": side = try reader.string()
        case "type": type = try reader.string()
        case "timeInForce": timeInForce = try reader.optional { reader throws(JSONError) in try reader.string() }
        case "postOnly": isPostOnly = try reader.bool()
        case "price": price = try reader.positiveOrNull()
        case "quantity": quantity = try reader.positive()
        case "filledQuantity": filledQuantity = try reader.amount()
        case "filledAmount": filledAmount = try reader.amount()
        case "state": state = try reader.string()
        case "created": created = try reader.instant()
        case "updated": updated = try reader.instant()
        default: try reader.skip()
        }
    }

    /// The unified view.
    ///
    /// - Parameter symbol: The market of a native name, nil for one that the answer must not have.
    /// - Throws: ``JSONError`` when a field that drives money is missing or holds a word that no table names.
    func order(_ symbol: (String) -> Symbol?, _ reader: JSONReader) throws(JSONError) -> Order {
        guard let symbol = symbol(try reader.require(market, "market")) else {
            throw reader.unexpected("an order of the market")
        }
        let type = try AcornWords.orderType(try reader.require(self.type, "type"), reader)
        guard type.needsLimitPrice == (price != nil), type.needsLimitPrice == (timeInForce != nil) else {
            throw reader.unexpected("price and lifetime for a limit order, and for no other")
        }
        let venueID = try reader.require(id, "id")
        let ordered = try reader.require(quantity, "quantity")
        let filled = try reader.require(filledQuantity, "filledQuantity")
        guard filled <= ordered, !venueID.isEmpty else {
            throw reader.unexpected("an id, and no more filled than asked")
        }
        let ours = clientID.flatMap { ClientOrderID(echo: $0) }
        return Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: venueID), clientOrderID: ours,
            foreignClientID: ours == nil ? clientID : nil,
            side: try AcornWords.side(try reader.require(side, "side"), reader), type: type,
            amount: .base(ordered), limitPrice: price, timeInForce: timeInForce.map(TimeInForce.init(rawValue:)),
            isPostOnly: try reader.require(isPostOnly, "postOnly"),
            phase: try AcornWords.phase(try reader.require(state, "state"), reader), filledBase: filled,
            filledQuote: try reader.require(filledAmount, "filledAmount"),
            createdAt: try reader.require(created, "created"), updatedAt: try reader.require(updated, "updated"))
    }
}

extension Order {
    /// Reads an order of one market.
    init(acorn reader: inout JSONReader, on instrument: Instrument) throws(JSONError) {
        let row = try OrderRow(reading: &reader)
        self = try row.order({ $0 == instrument.nativeName ? instrument.symbol : nil }, reader)
    }
}
