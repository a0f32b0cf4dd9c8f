import AdapterKit
import AdapterProtocol

/// What a message of `/spotMarket/tradeOrdersV2` says (kucoin.md J.2). It states no fee, no quote sum, no lifetime and no
/// post-only flag.
struct KuCoinOrderEvent: Sendable {
    /// What happened; a word that the sheet does not name is nil and makes the order be read.
    enum Kind: Sendable {
        case received, open, match, update, filled, canceled
    }

    private(set) var kind: Kind?
    private(set) var name = ""
    private(set) var orderID = ""
    private(set) var clientID = ""
    private(set) var side = Side.buy
    /// `limit` or `market`.
    private(set) var type: String?
    private(set) var price: ExactDecimal?
    private(set) var size: ExactDecimal?
    private(set) var originSize: ExactDecimal?
    private(set) var originFunds: ExactDecimal?
    private(set) var filledSize: ExactDecimal?
    private(set) var canceledSize: ExactDecimal?
    private(set) var canceledFunds: ExactDecimal?
    private(set) var matchPrice: ExactDecimal?
    private(set) var matchSize: ExactDecimal?
    private(set) var tradeID: String?
    private(set) var orderTime: Int64?
    private(set) var time: Int64?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var word: String?
        var side: Side?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": name = try reader.string()
            case "orderId": orderID = try reader.string()
            case "clientOid":
                clientID = try reader.optional { reader throws(JSONError) in try reader.string() } ?? ""
            case "side": side = try KuCoinWords.side(try reader.string(), reader)
            case "type": word = try reader.string()
            case "orderType": type = try reader.string()
            default: try takeNumbers(key, &reader)
            }
        }
        kind = Self.kind(try reader.require(word, "type"))
        self.side = try reader.require(side, "side")
        guard !name.isEmpty else { throw reader.missing("symbol") }
        guard !orderID.isEmpty else { throw reader.missing("orderId") }
        // Only an order that was just received has no sums yet.
        if let kind, kind != .received, filledSize == nil { throw reader.missing("filledSize") }
    }

    private mutating func takeNumbers(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "price": price = try Self.number(&reader)
        case "size": size = try Self.number(&reader)
        case "originSize": originSize = try Self.number(&reader)
        case "originFunds": originFunds = try Self.number(&reader)
        case "filledSize": filledSize = try Self.number(&reader)
        case "canceledSize": canceledSize = try Self.number(&reader)
        case "canceledFunds": canceledFunds = try Self.number(&reader)
        case "matchPrice": matchPrice = try Self.number(&reader)
        case "matchSize": matchSize = try Self.number(&reader)
        // A text of digits today, a number in the lists, hexadecimal years ago.
        case "tradeId": tradeID = try reader.rawText()
        case "orderTime": orderTime = try reader.integer()
        case "ts": time = try reader.integer()
        default: try reader.skip()
        }
    }

    private static func number(_ reader: inout JSONReader) throws(JSONError) -> ExactDecimal? {
        if try reader.null() { return nil }
        return try reader.emptyText() ? nil : try reader.amount()
    }

    private static func kind(_ word: String) -> Kind? {
        switch word {
        case "received": .received
        case "open": .open
        case "match": .match
        case "update": .update
        case "filled": .filled
        case "canceled": .canceled
        default: nil
        }
    }

    /// Milliseconds today, nanoseconds in older messages (kucoin.md J.2).
    var createdAt: Timestamp? {
        orderTime.map { $0 < 1_000_000_000_000_000 ? Timestamp(milliseconds: $0) : Timestamp(nanoseconds: $0) }
    }

    /// When it happened.
    var updatedAt: Timestamp? { time.map(Timestamp.init(nanoseconds:)) }

    /// How far the order has gone; an event that is behind is an old one, whatever its time says. Nil beyond what can be
    /// summed.
    var progress: ExactDecimal? { try? (filledSize ?? .zero) + (canceledSize ?? .zero) }

    /// The ordered amount, where told: `size` shrinks with partial cancels, and a market order by funds has none.
    var amount: OrderAmount? {
        if let size = size ?? originSize, size.isPositive { return .base(size) }
        return originFunds.flatMap { $0.isPositive ? .quote($0) : nil }
    }
}
