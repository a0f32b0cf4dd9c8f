import AdapterKit
import AdapterProtocol

/// An order object as every order answer spells it; its id is the key it stands under (kraken.md E.10).
struct OrderRow: Sendable {
    let id: String
    private(set) var pair: String?
    private(set) var side: String?
    private(set) var kind: String?
    /// `descr.price`: limit or trigger price, or a relative price such as `+1.0000%`.
    private(set) var firstPrice: String?
    /// `descr.price2`: the limit price of triggered limit orders.
    private(set) var secondPrice: String?
    private(set) var clientID: String?
    private(set) var status: String?
    private(set) var reason: String?
    private(set) var volume: ExactDecimal?
    private(set) var executed: ExactDecimal?
    /// `price`: the average execution price, never the limit.
    private(set) var average: ExactDecimal?
    private(set) var flags: String?
    private(set) var misc: String?
    private(set) var timeInForce: String?
    private(set) var opened: Timestamp?
    private(set) var closed: Timestamp?
    private(set) var expires: Timestamp?
    private(set) var trades: [String] = []

    init(id: String, reading reader: inout JSONReader) throws(JSONError) {
        var row = OrderRow(id: id)
        try reader.object { key, reader throws(JSONError) in try row.take(key, &reader) }
        self = row
    }

    private init(id: String) {
        self.id = id
    }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "descr": try takeDescription(&reader)
        case "cl_ord_id": clientID = try reader.textOrNothing()
        case "status": status = try reader.string()
        case "reason": reason = try reader.textOrNothing()
        case "vol": volume = try reader.amount()
        case "vol_exec": executed = try reader.amount()
        case "price": average = try reader.amountOrNothing()
        case "oflags": flags = try reader.textOrNothing()
        case "misc": misc = try reader.textOrNothing()
        case "time_in_force": timeInForce = try reader.textOrNothing()
        case "trades": trades = try reader.optional { reader throws(JSONError) in try reader.texts() } ?? []
        default: try takeTimes(key, &reader)
        }
    }

    private mutating func takeTimes(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "opentm": opened = try reader.instantOrNothing()
        case "closetm": closed = try reader.instantOrNothing()
        case "expiretm": expires = try reader.instantOrNothing()
        default: try reader.skip()
        }
    }

    private mutating func takeDescription(_ reader: inout JSONReader) throws(JSONError) {
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "pair": pair = try reader.string()
            case "type": side = try reader.string()
            case "ordertype": kind = try reader.string()
            case "price": firstPrice = try reader.textOrNothing()
            case "price2": secondPrice = try reader.textOrNothing()
            default: try reader.skip()
            }
        }
    }

    /// Whether it is an order of this market, under whichever of its names.
    func isOf(_ instrument: Instrument) -> Bool { pair.map(instrument.isNamed) ?? false }
}

extension Instrument {
    /// Whether an answer means this market by a name.
    func isNamed(_ name: String) -> Bool { nativeName == name || aliases.contains(name) }
}

extension JSONReader {
    /// Reads a list of texts.
    mutating func texts() throws(JSONError) -> [String] {
        try list { reader throws(JSONError) in try reader.string() }
    }
}
