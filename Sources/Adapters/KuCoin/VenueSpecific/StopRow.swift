import AdapterKit
import AdapterProtocol

/// A stop order, which lives in a list of its own until it triggers (kucoin.md E.4).
struct StopRow: Sendable {
    private(set) var name: String?
    private(set) var status: String?
    private var orderID: String?
    private var clientID: String?
    private var type: String?
    private var side: String?
    private var price: ExactDecimal?
    private var size: ExactDecimal?
    private var funds: ExactDecimal?
    private var timeInForce: String?
    private var isPostOnly: Bool?
    private var stop: String?
    private var stopPrice: ExactDecimal?
    private var createdTime: Int64?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = StopRow()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": row.orderID = try reader.string()
            case "clientOid":
                row.clientID = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "symbol": row.name = try reader.string()
            case "status": row.status = try reader.string()
            case "type": row.type = try reader.string()
            case "side": row.side = try reader.string()
            case "stop": row.stop = try reader.string()
            case "price": row.price = try Self.number(&reader)
            case "size": row.size = try Self.number(&reader)
            case "funds": row.funds = try Self.number(&reader)
            case "stopPrice": row.stopPrice = try reader.amount()
            case "timeInForce":
                row.timeInForce = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "postOnly":
                row.isPostOnly = try reader.optional { reader throws(JSONError) in try reader.bool() }
            case "createdAt": row.createdTime = try reader.integer()
            default: try reader.skip()
            }
        }
        self = row
    }

    private init() {}

    private static func number(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        try reader.null() ? nil : try reader.amount()
    }

    /// The unified view. The list states no fills: before the trigger there are none, after it another order has them.
    func order(of instrument: Instrument, _ reader: JSONReader) throws(JSONError) -> Order {
        if let name, name != instrument.nativeName { throw reader.unexpected("an order of \(instrument.nativeName)") }
        let side = try KuCoinWords.side(try reader.require(self.side, "side"), reader)
        let isLimit: Bool
        switch try reader.require(type, "type") {
        case "limit": isLimit = true
        case "market": isLimit = false
        default: throw reader.unexpected("limit or market")
        }
        let client = clientID ?? ""
        let ours = ClientOrderID(echo: client)
        let isAbove = try isAbove(reader)
        return Order(
            symbol: instrument.symbol, venueOrderID: VenueOrderID(rawValue: try reader.require(orderID, "id")),
            clientOrderID: ours, foreignClientID: ours == nil && !client.isEmpty ? client : nil, side: side,
            type: KuCoinWords.triggered(side, above: isAbove, isLimit: isLimit),
            amount: positive(size).map(OrderAmount.base) ?? positive(funds).map(OrderAmount.quote),
            limitPrice: isLimit ? positive(price) : nil, triggerPrice: try reader.require(stopPrice, "stopPrice"),
            timeInForce: timeInForce.map(KuCoinWords.timeInForce), isPostOnly: isPostOnly, phase: try phase(reader),
            filledBase: .zero, filledQuote: .zero, createdAt: createdTime.map { Timestamp(milliseconds: $0) },
            updatedAt: nil)
    }

    private func isAbove(_ reader: JSONReader) throws(JSONError) -> Bool {
        switch try reader.require(stop, "stop") {
        case "entry": true
        case "loss": false
        default: throw reader.unexpected("loss or entry")
        }
    }

    /// A triggered one is on its way to become a normal order, or failed for lack of funds: no end is known here.
    private func phase(_ reader: JSONReader) throws(JSONError) -> OrderPhase {
        switch try reader.require(status, "status") {
        case "NEW": .armed
        case "TRIGGERED": .accepted
        default: throw reader.unexpected("NEW or TRIGGERED")
        }
    }

    private func positive(_ number: ExactDecimal?) -> ExactDecimal? { number.flatMap { $0.isPositive ? $0 : nil } }
}
