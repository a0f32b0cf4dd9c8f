import AdapterKit
import AdapterProtocol

/// What makes a row of `executions` unreadable: a word or a number that drives money.
struct ExecutionProblem: Error {
    let what: String
}

/// One row of the `executions` channel; all but the order's id may be left out (kraken.md J.2).
struct ExecutionRow: Sendable {
    /// What happened.
    enum Kind: String, Sendable {
        case pendingNew = "pending_new"
        case new
        case trade
        case filled
        case icebergRefill = "iceberg_refill"
        case canceled
        case expired
        case amended
        case restated
        case status

        /// Whether the account's held amounts are others now.
        var changesHolds: Bool { self != .status && self != .icebergRefill }
    }

    private(set) var orderID = ""
    /// Nil for a word that the sheet does not know.
    private(set) var kind: Kind?
    /// The market's name as told.
    private(set) var symbol: String?
    private(set) var clientID: String?
    private(set) var side: String?
    private(set) var type: String?
    private(set) var status: String?
    private(set) var reason: String?
    private(set) var lifetime: String?
    private(set) var quantity: ExactDecimal?
    private(set) var cash: ExactDecimal?
    private(set) var limit: ExactDecimal?
    private(set) var trigger: ExactDecimal?
    private(set) var triggerStatus: String?
    private(set) var isPostOnly: Bool?
    private(set) var filled: ExactDecimal?
    private(set) var filledCost: ExactDecimal?
    private(set) var average: ExactDecimal?
    private(set) var time: Timestamp?
    private(set) var fillID: String?
    private(set) var lastQuantity: ExactDecimal?
    private(set) var lastPrice: ExactDecimal?
    private(set) var liquidity: String?
    private(set) var fees: [Fee]?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var row = ExecutionRow()
        var hasKind = false
        try reader.object { key, reader throws(JSONError) in
            if case "exec_type" = key { hasKind = true }
            try row.take(key, &reader)
        }
        guard !row.orderID.isEmpty else { throw reader.missing("order_id") }
        guard hasKind else { throw reader.missing("exec_type") }
        self = row
    }

    private init() {}

    /// The market, nil where the row names none.
    var market: Symbol? { symbol.flatMap { Symbol($0) } }

    /// Whether it names a market that cannot be one of ours.
    var isForeign: Bool { symbol != nil && market == nil }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "order_id": orderID = try reader.string()
        case "exec_type": kind = Kind(rawValue: try reader.string())
        case "symbol": symbol = try reader.textOrNothing()
        case "cl_ord_id": clientID = try reader.textOrNothing()
        case "side": side = try reader.textOrNothing()
        case "order_type": type = try reader.textOrNothing()
        case "order_status": status = try reader.textOrNothing()
        case "reason": reason = try reader.textOrNothing()
        case "time_in_force": lifetime = try reader.textOrNothing()
        case "timestamp": time = try reader.optional { reader throws(JSONError) in try reader.internetTime() }
        case "post_only": isPostOnly = try reader.optional { reader throws(JSONError) in try reader.bool() }
        case "triggers": try takeTrigger(&reader)
        default: try takeNumbers(key, &reader)
        }
    }

    private mutating func takeNumbers(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "order_qty": quantity = try reader.amountOrNothing()
        case "cash_order_qty": cash = try reader.amountOrNothing()
        case "limit_price": limit = try reader.amountOrNothing()
        case "cum_qty": filled = try reader.amountOrNothing()
        case "cum_cost": filledCost = try reader.amountOrNothing()
        case "avg_price": average = try reader.amountOrNothing()
        default: try takeFill(key, &reader)
        }
    }

    private mutating func takeFill(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "exec_id": fillID = try reader.textOrNothing()
        case "last_qty": lastQuantity = try reader.amountOrNothing()
        case "last_price": lastPrice = try reader.amountOrNothing()
        case "liquidity_ind": liquidity = try reader.textOrNothing()
        case "fees": fees = try reader.optional(Self.fees)
        case "cancel_reason": reason = try reader.textOrNothing() ?? reason
        default: try reader.skip()
        }
    }

    private mutating func takeTrigger(_ reader: inout JSONReader) throws(JSONError) {
        if try reader.null() { return }
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "price": trigger = try reader.amountOrNothing()
            case "status": triggerStatus = try reader.textOrNothing()
            default: try reader.skip()
            }
        }
    }

    /// `[{"asset":"USD","qty":0.3458}]`, the authoritative form (kraken.md C.6).
    private static func fees(_ reader: inout JSONReader) throws(JSONError) -> [Fee] {
        try reader.list { reader throws(JSONError) in
            var asset: Asset?
            var amount: ExactDecimal?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "asset": asset = Asset(try reader.string())
                case "qty": amount = try reader.decimal()
                default: try reader.skip()
                }
            }
            return Fee(asset: try reader.require(asset, "asset"), amount: try reader.require(amount, "qty"))
        }
    }
}
