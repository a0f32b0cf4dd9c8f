import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Most levels of a side.
    private static let deepest = 200
    /// Most trades of one answer.
    private static let mostTrades = 500

    /// A snapshot of up to 200 levels a side.
    public func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let depth = min(max(depth, 1), Self.deepest)
        let call = Self.publicCall(
            "market.depth", "book", [Parameter("market", instrument.nativeName), Parameter("depth", String(depth))])
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in try Self.book(of: symbol, &reader) }.flow
    }

    /// Reads a book; one that is crossed or unordered is no book.
    private static func book(of symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> OrderBook {
        var sequence: Int64?
        var time: Timestamp?
        var bids: [BookLevel]?
        var asks: [BookLevel]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "sequence": sequence = try reader.integer()
            case "time": time = try reader.instant()
            case "bids": bids = try reader.bookLevels()
            case "asks": asks = try reader.bookLevels()
            default: try reader.skip()
            }
        }
        guard let number = UInt64(exactly: try reader.require(sequence, "sequence")) else {
            throw reader.unexpected("a sequence number")
        }
        let book = OrderBook(
            symbol: symbol, bids: try reader.require(bids, "bids"), asks: try reader.require(asks, "asks"),
            sequence: number, time: try reader.require(time, "time"))
        guard book.isOrdered else { throw reader.unexpected("bids falling and asks rising, not crossed") }
        return book
    }

    /// The newest trades, oldest first; Acorn lists them the other way round.
    public func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        let limit = min(max(limit, 1), Self.mostTrades)
        let call = Self.publicCall(
            "market.trades", "trades", [Parameter("market", instrument.nativeName), Parameter("limit", String(limit))])
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try Self.trade(of: symbol, &reader) }
        }.flow.map { $0.reversed() }
    }

    private static func trade(of symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> PublicTrade {
        var id: String?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var side: String?
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.string()
            case "price": price = try reader.positive()
            case "quantity": quantity = try reader.positive()
            case "side": side = try reader.string()
            case "time": time = try reader.instant()
            default: try reader.skip()
            }
        }
        return PublicTrade(
            id: try reader.require(id, "id"), symbol: symbol, price: try reader.require(price, "price"),
            quantity: try reader.require(quantity, "quantity"),
            aggressor: try AcornWords.side(try reader.require(side, "side"), reader),
            time: try reader.require(time, "time"))
    }

    /// Acorn publishes no price that its checks would use.
    public func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> { .finished(nil) }
}
