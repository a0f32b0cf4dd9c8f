import AdapterKit
import AdapterProtocol

/// One message of `/ws/account`, read whole before anything is believed (valr.md J.2).
enum VALRAccountFrame: Sendable {
    case authenticated, pong
    case order(VALROrderNews)
    /// The complete list of open orders.
    case openOrders([VALROrderNews])
    case fill(FillRow)
    /// Spot, then what is lent and pledged.
    case balances([Balance])
    /// The verdict on a placement; the order may tell the same by a status of its own.
    case placed(orderID: String)
    /// The verdict on a change, likewise.
    case changed(orderID: String)
    /// A cancel that failed: the order may live on.
    case failedCancel(orderID: String)
    /// Ledger entries, deposits, futures, and what tomorrow brings.
    case other

    /// Reads a message.
    static func read(
        _ message: Span<UInt8>, _ catalog: InstrumentCatalog
    ) throws(JSONError) -> VALRAccountFrame {
        let early = try readOnce(message, catalog, nil)
        if let frame = early.frame { return frame }
        // Data before the type: once more with the type known.
        return try readOnce(message, catalog, early.word).frame ?? .other
    }

    /// Reads what can be read with the type that is known so far; no frame when data came before it.
    private static func readOnce(
        _ message: Span<UInt8>, _ catalog: InstrumentCatalog, _ known: String?
    ) throws(JSONError) -> (frame: VALRAccountFrame?, word: String) {
        try JSONReader.read(message) { reader throws(JSONError) in
            var word = known
            var frame: VALRAccountFrame?
            var isEarly = false
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "type": word = try reader.string()
                case "data":
                    isEarly = word == nil
                    if let word {
                        frame = try Self.frame(word, catalog, &reader)
                    } else {
                        try reader.skip()
                    }
                default: try reader.skip()
                }
            }
            let type = try reader.require(word, "type")
            if frame == nil, !isEarly { frame = try Self.frame(withoutData: type, reader) }
            return (frame, type)
        }
    }

    private static func frame(
        withoutData word: String, _ reader: JSONReader
    ) throws(JSONError) -> VALRAccountFrame {
        switch word {
        case "AUTHENTICATED": return .authenticated
        case "PONG": return .pong
        case "ORDER_STATUS_UPDATE", "OPEN_ORDERS_UPDATE", "NEW_ACCOUNT_TRADE", "BALANCE_UPDATE", "ORDER_PROCESSED",
            "FAILED_ORDER", "MODIFY_ORDER_OUTCOME", "FAILED_CANCEL_ORDER":
            throw reader.missing("data")
        default: return .other
        }
    }

    private static func frame(
        _ word: String, _ catalog: InstrumentCatalog, _ reader: inout JSONReader
    ) throws(JSONError) -> VALRAccountFrame {
        switch word {
        case "ORDER_STATUS_UPDATE":
            return .order(try VALROrderNews(try OrderRow(reading: &reader), catalog, reader))
        case "OPEN_ORDERS_UPDATE": return .openOrders(try openOrders(catalog, &reader))
        case "NEW_ACCOUNT_TRADE": return .fill(try FillRow(reading: &reader))
        case "BALANCE_UPDATE": return .balances(try BalanceRow(reading: &reader).allBalances(reader))
        case "ORDER_PROCESSED", "FAILED_ORDER": return .placed(orderID: try orderID(&reader))
        case "MODIFY_ORDER_OUTCOME": return .changed(orderID: try orderID(&reader))
        case "FAILED_CANCEL_ORDER": return .failedCancel(orderID: try orderID(&reader))
        default:
            try reader.skip()
            return try frame(withoutData: word, reader)
        }
    }

    /// A list, or a list within an object: both are said of the venue (valr.md J.2).
    private static func openOrders(
        _ catalog: InstrumentCatalog, _ reader: inout JSONReader
    ) throws(JSONError) -> [VALROrderNews] {
        guard try reader.next() == .object else { return try orders(catalog, &reader) }
        var found: [VALROrderNews]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "orders": found = try orders(catalog, &reader)
            default: try reader.skip()
            }
        }
        return try reader.require(found, "orders")
    }

    private static func orders(
        _ catalog: InstrumentCatalog, _ reader: inout JSONReader
    ) throws(JSONError) -> [VALROrderNews] {
        try reader.list { reader throws(JSONError) in
            try VALROrderNews(try OrderRow(readingOpen: &reader), catalog, reader)
        }
    }

    private static func orderID(_ reader: inout JSONReader) throws(JSONError) -> String {
        var id: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "orderId": id = try reader.string()
            default: try reader.skip()
            }
        }
        return try reader.require(id, "orderId")
    }
}

/// What an event says of an order.
struct VALROrderNews: Sendable {
    let id: String
    /// Nil for a market outside the catalog: futures come on this connection too.
    let symbol: Symbol?
    /// Nil when a word or a sum in the event can't be read as an order: then it must be asked for (valr.md E.10).
    let order: Order?

    init(_ row: OrderRow, _ catalog: InstrumentCatalog, _ reader: JSONReader) throws(JSONError) {
        id = try reader.require(row.orderID, "orderId")
        symbol = catalog[native: try reader.require(row.pair, "currencyPair")]?.symbol
        var order: Order?
        if let symbol { order = try? row.order(of: symbol, from: .live, reader) }
        self.order = order
    }
}
