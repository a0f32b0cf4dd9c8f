import AdapterKit
import AdapterProtocol

/// One entry of a book that is told order by order.
struct VALROrderEntry: Sendable {
    let side: Side
    let price: ExactDecimal
    let id: String
    let quantity: ExactDecimal
    /// The quantity as the venue wrote it.
    let text: String
}

/// One message of `/ws/trade`, read whole before anything is believed. The session keeps one and its memory.
struct VALRMarketFrame: Sendable {
    /// What a message is, by its `type`.
    enum Kind: Sendable {
        case authenticated, subscribed, pong, rateLimited
        case aggregatedBook, fullSnapshot, fullUpdate, trade, ticker, candle
        /// Everything else, today's and tomorrow's.
        case other

        /// Compared as it stands in the message: no text is made of it.
        init(_ word: JSONKey) {
            self =
                switch word {
                case "AGGREGATED_ORDERBOOK_UPDATE": .aggregatedBook
                case "FULL_ORDERBOOK_UPDATE": .fullUpdate
                case "FULL_ORDERBOOK_SNAPSHOT": .fullSnapshot
                case "NEW_TRADE": .trade
                case "MARKET_SUMMARY_UPDATE": .ticker
                case "NEW_TRADE_BUCKET": .candle
                case "PONG": .pong
                case "AUTHENTICATED": .authenticated
                case "SUBSCRIBED": .subscribed
                case "RATE_LIMIT_EXCEEDED": .rateLimited
                default: .other
                }
        }
    }

    private(set) var kind = Kind.other
    /// The pair's native name, empty where none is told.
    private(set) var pair = ""
    /// Whether a pong says that no pair is in any list (valr.md I.3).
    private(set) var saysNoSubscriptions = false
    var bids: [BookLevel] = []
    var asks: [BookLevel] = []
    var orders: [VALROrderEntry] = []
    var sequence: Int64 = 0
    var checksum: Int64?
    var time: Timestamp?
    var trade: VALRTradeRow?
    var summary: SummaryRow?
    var candle: CandleRow?
    private var hasType = false

    /// Reads a message.
    mutating func read(_ message: Span<UInt8>) throws(JSONError) {
        kind = .other
        hasType = false
        pair = ""
        saysNoSubscriptions = false
        // The type is written first; where it is not, the data is read once the type is known.
        if try readOnce(message) { _ = try readOnce(message) }
    }

    /// Reads what can be read with the type that is known so far; true when data came before it.
    private mutating func readOnce(_ message: Span<UInt8>) throws(JSONError) -> Bool {
        clear()
        var isEarly = false
        var hasData = false
        try JSONReader.read(message) { reader throws(JSONError) in
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "type":
                    kind = try reader.text { word in Kind(word) }
                    hasType = true
                case "currencyPairSymbol": pair = try reader.string()
                case "message": saysNoSubscriptions = try Self.isNone(&reader)
                case "data":
                    hasData = hasType
                    isEarly = !hasType
                    if hasType { try readData(&reader) } else { try reader.skip() }
                default: try reader.skip()
                }
            }
            guard hasType else { throw reader.missing("type") }
            guard hasData || isEarly || !kind.hasData else { throw reader.missing("data") }
        }
        return isEarly && kind.hasData
    }

    /// Which field of a pong carries the words is not known for sure (valr.md I.3).
    private static func isNone(_ reader: inout JSONReader) throws(JSONError) -> Bool {
        guard try reader.next() == .string else {
            try reader.skip()
            return false
        }
        return try reader.string() == "NO_SUBSCRIPTIONS"
    }

    private mutating func clear() {
        bids.removeAll(keepingCapacity: true)
        asks.removeAll(keepingCapacity: true)
        orders.removeAll(keepingCapacity: true)
        sequence = 0
        checksum = nil
        time = nil
        trade = nil
        summary = nil
        candle = nil
    }

    private mutating func readData(_ reader: inout JSONReader) throws(JSONError) {
        switch kind {
        case .aggregatedBook: try readLevels(&reader)
        case .fullSnapshot, .fullUpdate: try readOrders(&reader)
        case .trade: trade = try VALRTradeRow(reading: &reader)
        case .ticker: summary = try SummaryRow(reading: &reader)
        case .candle: candle = try CandleRow(reading: &reader)
        case .pong: saysNoSubscriptions = try Self.isNone(&reader)
        case .authenticated, .subscribed, .rateLimited, .other: try reader.skip()
        }
    }
}

extension VALRMarketFrame.Kind {
    /// Whether it is nothing without data.
    var hasData: Bool {
        switch self {
        case .aggregatedBook, .fullSnapshot, .fullUpdate, .trade, .ticker, .candle: true
        case .authenticated, .subscribed, .pong, .rateLimited, .other: false
        }
    }
}
