import AdapterKit
import AdapterProtocol

/// An order that came to the book: a row of the snapshot, or a `create_update` (luno.md I.1, I.2).
struct CreatedOrder: Sendable {
    let key: OrderKey
    let side: Side
    let price: ExactDecimal
    let volume: ExactDecimal
}

/// A trade: how much of which maker. Price and sides are the maker's (luno.md I.4).
struct TradeUpdate: Sendable {
    /// The market's number of the trade.
    let sequence: Int64
    let base: ExactDecimal
    let maker: OrderKey
}

/// What a frame of a market stream says. A session has one and reads each frame into it, so that a frame of the steady
/// stream costs no memory.
struct MarketFrame: Sendable {
    /// The frame's number; a text on the wire (luno.md I.1).
    private(set) var sequence: Int64?
    private(set) var time: Timestamp?
    private(set) var mode: TradingMode?
    private(set) var trades: [TradeUpdate] = []
    private(set) var created: CreatedOrder?
    private(set) var deleted: OrderKey?
    /// The snapshot's rows.
    private(set) var orders: [CreatedOrder] = []
    private(set) var refusal: StreamRefusal?
    private var hasBids = false
    private var hasAsks = false
    private var hasParts = false

    /// Whether it is a snapshot: its two keys are there, whatever is in them (luno.md I.1).
    var isSnapshot: Bool { hasBids && hasAsks }
    /// Whether it is an update; one whose parts are all empty counts too (luno.md I.2).
    var isUpdate: Bool { hasParts || sequence != nil }

    /// Reads one frame, in place of the one before.
    mutating func read(_ message: Span<UInt8>) throws(JSONError) {
        clear()
        try JSONReader.read(message) { reader throws(JSONError) in
            // The keep-alive is an empty text (luno.md I.5).
            if try reader.next() == .string { return try reader.skip() }
            try reader.object { key, reader throws(JSONError) in try take(key, &reader) }
        }
        if hasBids != hasAsks { throw JSONError(.missing("bids or asks"), offset: 0) }
    }

    /// Forgets the snapshot's rows and their memory: a megabyte that is used once.
    mutating func forgetOrders() { orders = [] }

    private mutating func clear() {
        sequence = nil
        time = nil
        mode = nil
        trades.removeAll(keepingCapacity: true)
        created = nil
        deleted = nil
        orders = []
        refusal = nil
        hasBids = false
        hasAsks = false
        hasParts = false
    }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "sequence": sequence = try reader.integer()
        case "timestamp": time = try reader.streamTime()
        case "trade_updates": try takeTrades(&reader)
        case "create_update":
            hasParts = true
            created = try reader.optional { reader throws(JSONError) in try reader.createdOrder() }
        case "delete_update":
            hasParts = true
            deleted = try reader.optional { reader throws(JSONError) in try reader.deletedOrder() }
        case "status_update":
            hasParts = true
            mode = try reader.optional { reader throws(JSONError) in try reader.statusUpdate() }
        default: try takeRest(key, &reader)
        }
    }

    private mutating func takeRest(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "asks":
            hasAsks = true
            try takeOrders(.sell, &reader)
        case "bids":
            hasBids = true
            try takeOrders(.buy, &reader)
        // Descriptive: a word that nobody knows closes the market for us and not the connection (luno.md I.3).
        case "status": mode = try reader.optional { reader throws(JSONError) in LunoWords.mode(try reader.string()) }
        case "error_code", "error":
            var refusal = refusal ?? StreamRefusal()
            try refusal.take(key, &reader)
            self.refusal = refusal
        default: try reader.skip()
        }
    }

    private mutating func takeTrades(_ reader: inout JSONReader) throws(JSONError) {
        hasParts = true
        guard try !reader.null() else { return }
        try reader.array { reader throws(JSONError) in trades.append(try reader.tradeUpdate()) }
    }

    private mutating func takeOrders(_ side: Side, _ reader: inout JSONReader) throws(JSONError) {
        guard try !reader.null() else { return }
        try reader.array { reader throws(JSONError) in orders.append(try reader.restingOrder(side)) }
    }
}
