import AdapterKit
import AdapterProtocol

/// What a frame of the user stream says (luno.md J.1).
struct AccountFrame: Sendable {
    private(set) var time: Timestamp?
    private(set) var order: OrderNews?
    private(set) var fill: FillNews?
    private(set) var balance: BalanceNews?
    private(set) var refusal: StreamRefusal?

    init(_ message: Span<UInt8>) throws(JSONError) {
        try JSONReader.read(message) { reader throws(JSONError) in
            // The keep-alive is an empty text (luno.md I.5).
            if try reader.next() == .string { return try reader.skip() }
            try reader.object { key, reader throws(JSONError) in try take(key, &reader) }
        }
    }

    /// The parts say what it is; `type` says it once more.
    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "timestamp": time = try reader.streamTime()
        case "order_status_update":
            order = try reader.optional { reader throws(JSONError) in try OrderNews(reading: &reader) }
        case "order_fill_update":
            fill = try reader.optional { reader throws(JSONError) in try FillNews(reading: &reader) }
        case "balance_update":
            balance = try reader.optional { reader throws(JSONError) in try BalanceNews(reading: &reader) }
        case "error_code", "error":
            var refusal = refusal ?? StreamRefusal()
            try refusal.take(key, &reader)
            self.refusal = refusal
        default: try reader.skip()
        }
    }
}

/// `order_status_update`: ids and a word.
struct OrderNews: Sendable {
    let id: VenueOrderID
    let market: String
    let status: String

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var market: String?
        var status: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "order_id": id = try reader.textOrNothing()
            case "market_id": market = try reader.string()
            case "status": status = try reader.string()
            default: try reader.skip()
            }
        }
        self.id = VenueOrderID(rawValue: try reader.require(id, "order_id"))
        self.market = try reader.require(market, "market_id")
        self.status = try reader.require(status, "status")
    }
}

/// `order_fill_update`: ids and sums. Its increments are of no use, since a message may come twice (luno.md J.2).
struct FillNews: Sendable {
    let id: VenueOrderID
    let market: String
    let base: ExactDecimal
    let counter: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: String?
        var market: String?
        var base: ExactDecimal?
        var counter: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "order_id": id = try reader.textOrNothing()
            case "market_id": market = try reader.string()
            case "base_fill": base = try reader.amount()
            case "counter_fill": counter = try reader.amount()
            default: try reader.skip()
            }
        }
        self.id = VenueOrderID(rawValue: try reader.require(id, "order_id"))
        self.market = try reader.require(market, "market_id")
        self.base = try reader.require(base, "base_fill")
        self.counter = try reader.require(counter, "counter_fill")
    }
}

/// `balance_update`: the newest row of an account's ledger, which does not say of which currency it is.
struct BalanceNews: Sendable {
    /// 64 bits, kept as text (luno.md E.1); a number here.
    let account: String
    let row: Int64
    let total: ExactDecimal
    let available: ExactDecimal

    init(reading reader: inout JSONReader) throws(JSONError) {
        var account: String?
        var row: Int64?
        var total: ExactDecimal?
        var available: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "account_id": account = try reader.rawText()
            case "row_index": row = try reader.integer()
            case "balance": total = try reader.amount()
            case "available": available = try reader.amount()
            default: try reader.skip()
            }
        }
        self.account = try reader.require(account, "account_id")
        self.row = try reader.require(row, "row_index")
        self.total = try reader.require(total, "balance")
        self.available = try reader.require(available, "available")
    }
}
