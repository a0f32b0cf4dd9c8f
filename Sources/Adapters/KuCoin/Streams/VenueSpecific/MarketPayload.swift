import AdapterKit
import AdapterProtocol

/// What one message of market data holds. Kept by the session and emptied for each frame, so that a steady stream of
/// changes costs no memory.
struct KuCoinMarketPayload: Sendable {
    /// A change of the book: its rows by their own numbers, and the numbers that it covers.
    private(set) var rows: [BookRow] = []
    private(set) var first: Int64 = 0
    private(set) var last: Int64 = 0
    private(set) var time: Timestamp?
    private(set) var trade: Trade?
    private(set) var ticker: TickerRow?
    private(set) var candle: CandleRow?

    /// A trade without its market.
    struct Trade: Sendable {
        let id: String
        let price: ExactDecimal
        let quantity: ExactDecimal
        let aggressor: Side
        let time: Timestamp
    }

    /// Up to here rows are put in their place one by one; a frame with more is sorted at its end.
    private static let fewRows = 64

    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        time = nil
        trade = nil
        ticker = nil
        candle = nil
    }

    /// Reads the data of a message.
    mutating func read(_ feed: KuCoinMarketFeed, _ reader: inout JSONReader) throws(JSONError) {
        switch feed {
        case .book: try readChange(&reader)
        case .trades: trade = try Self.trade(&reader)
        case .ticker: ticker = try TickerRow(reading: &reader)
        case .candles: try readCandle(&reader)
        }
    }

    /// `sequenceStart` and `sequenceEnd` are swapped in one published sample: the smaller one is the first.
    private mutating func readChange(_ reader: inout JSONReader) throws(JSONError) {
        var start: Int64?
        var end: Int64?
        var hasChanges = false
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "changes":
                hasChanges = true
                try readSides(&reader)
            case "sequenceStart": start = try reader.integer()
            case "sequenceEnd": end = try reader.integer()
            case "time": time = Timestamp(milliseconds: try reader.integer())
            default: try reader.skip()
            }
        }
        let one = try reader.require(start, "sequenceStart")
        let other = try reader.require(end, "sequenceEnd")
        guard hasChanges else { throw reader.missing("changes") }
        first = min(one, other)
        last = max(one, other)
        if rows.count > Self.fewRows { rows.sort { $0.sequence < $1.sequence } }
    }

    /// Both sides are always there, if empty: a frame without one is damaged.
    private mutating func readSides(_ reader: inout JSONReader) throws(JSONError) {
        var sides = 0
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "bids": try readRows(.buy, &reader)
            case "asks": try readRows(.sell, &reader)
            default: return try reader.skip()
            }
            sides += 1
        }
        guard sides == 2 else { throw reader.missing("bids or asks") }
    }

    private mutating func readRows(_ side: Side, _ reader: inout JSONReader) throws(JSONError) {
        try reader.array { reader throws(JSONError) in
            var position = 0
            var price: ExactDecimal?
            var quantity: ExactDecimal?
            var sequence: Int64?
            try reader.array { reader throws(JSONError) in
                switch position {
                case 0: price = try reader.decimal()
                case 1: quantity = try reader.decimal()
                case 2: sequence = try reader.integer()
                default: try reader.skip()
                }
                position += 1
            }
            guard let price, let quantity, let sequence, sequence > 0 else {
                throw reader.unexpected("a row of price, size and sequence")
            }
            // A row of price 0 changes no level; it only carries its number (kucoin.md I.5).
            if !price.isZero { insert(BookRow(side, price, quantity, sequence: sequence)) }
        }
    }

    /// Rows apply by their own numbers, and bids and asks come apart.
    private mutating func insert(_ row: BookRow) {
        var place = rows.count
        if place < Self.fewRows {
            while place > 0, rows[place - 1].sequence > row.sequence { place -= 1 }
        }
        rows.insert(row, at: place)
    }

    /// The id is the sequence, as in the answers over REST.
    private static func trade(_ reader: inout JSONReader) throws(JSONError) -> Trade {
        var sequence: Int64?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var side: Side?
        var time: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "sequence": sequence = try reader.integer()
            case "price": price = try reader.amount()
            case "size": quantity = try reader.amount()
            case "side": side = try KuCoinWords.side(try reader.string(), reader)
            case "time": time = try reader.integer()
            default: try reader.skip()
            }
        }
        let trade = Trade(
            id: String(try reader.require(sequence, "sequence")), price: try reader.require(price, "price"),
            quantity: try reader.require(quantity, "size"), aggressor: try reader.require(side, "side"),
            time: Timestamp(nanoseconds: try reader.require(time, "time")))
        guard trade.price.isPositive, trade.quantity.isPositive else {
            throw reader.unexpected("a trade of something for something")
        }
        return trade
    }

    private mutating func readCandle(_ reader: inout JSONReader) throws(JSONError) {
        try reader.object { key, reader throws(JSONError) in
            if case "candles" = key { candle = try CandleRow(reading: &reader) } else { try reader.skip() }
        }
        if candle == nil { throw reader.missing("candles") }
    }
}
