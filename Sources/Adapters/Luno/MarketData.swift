import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Most levels that the summed book has on a side (luno.md D).
    private static let summedLevels = 100

    /// A snapshot: the best hundred levels a side, or for more the whole book, which comes order by order and may weigh
    /// a megabyte. It has no sequence, so it cannot be joined with a stream; it may be a second old.
    public func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let depth = max(depth, 1)
        let path = depth <= Self.summedLevels ? "1/orderbook_top" : "1/orderbook"
        let call = Self.publicCall("market.depth", path, [Parameter("pair", instrument.nativeName)])
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in try Self.book(of: symbol, depth: depth, &reader) }.flow
    }

    /// Reads a book; one that is crossed or unordered is no book.
    static func book(of symbol: Symbol, depth: Int, _ reader: inout JSONReader) throws(JSONError) -> OrderBook {
        var time: Timestamp?
        var bids: [BookLevel]?
        var asks: [BookLevel]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "timestamp": time = try reader.instant()
            case "bids": bids = try reader.lunoLevels(depth)
            case "asks": asks = try reader.lunoLevels(depth)
            default: try reader.skip()
            }
        }
        let book = OrderBook(
            symbol: symbol, bids: try reader.require(bids, "bids"), asks: try reader.require(asks, "asks"),
            sequence: nil, time: time)
        guard book.isOrdered else { throw reader.unexpected("bids falling and asks rising, not crossed") }
        return book
    }

    /// The newest trades of the last day, a hundred at most, oldest first.
    public func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        let call = Self.publicCall("market.trades", "1/trades", [Parameter("pair", instrument.nativeName)])
        let symbol = instrument.symbol
        return Self.listEndpoint(call, "trades") { reader throws(JSONError) in
            try TradeRow(reading: &reader)
        }.flow.map { rows in
            rows.sorted { $0.sequence < $1.sequence }.suffix(max(limit, 1)).map { $0.trade(of: symbol) }
        }
    }

    /// Luno publishes no price that its checks would use.
    public func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> { .finished(nil) }
}

/// One public trade; `is_buy` is the taker's side (luno.md D).
private struct TradeRow: Sendable {
    let sequence: Int64
    let price: ExactDecimal
    let volume: ExactDecimal
    let isBuy: Bool
    let time: Timestamp

    init(reading reader: inout JSONReader) throws(JSONError) {
        var sequence: Int64?
        var price: ExactDecimal?
        var volume: ExactDecimal?
        var isBuy: Bool?
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "sequence": sequence = try reader.integer()
            case "price": price = try reader.amount()
            case "volume": volume = try reader.amount()
            case "is_buy": isBuy = try reader.bool()
            case "timestamp": time = try reader.instant()
            default: try reader.skip()
            }
        }
        self.sequence = try reader.require(sequence, "sequence")
        self.price = try reader.require(price, "price")
        self.volume = try reader.require(volume, "volume")
        self.isBuy = try reader.require(isBuy, "is_buy")
        self.time = try reader.require(time, "timestamp")
    }

    func trade(of symbol: Symbol) -> PublicTrade {
        PublicTrade(
            id: String(sequence), symbol: symbol, price: price, quantity: volume, aggressor: isBuy ? .buy : .sell,
            time: time)
    }
}

extension JSONReader {
    /// Reads one side of a book, `[{"price": …, "volume": …}, …]`, summing neighbours of one price: the full book has a row
    /// per order (luno.md D). Rows beyond `depth` levels are checked for form and dropped.
    fileprivate mutating func lunoLevels(_ depth: Int) throws(JSONError) -> [BookLevel] {
        if try null() { return [] }
        var levels: [BookLevel] = []
        levels.reserveCapacity(min(depth, 1024))
        try array { reader throws(JSONError) in
            let level = try reader.lunoLevel()
            guard level.price.isPositive, level.quantity.isPositive else {
                throw reader.unexpected("a level above zero")
            }
            guard let end = levels.indices.last, levels[end].price == level.price else {
                if levels.count < depth { levels.append(level) }
                return
            }
            guard let sum = try? levels[end].quantity + level.quantity else {
                throw reader.unexpected("a sum of volumes")
            }
            levels[end] = BookLevel(price: level.price, quantity: sum)
        }
        return levels
    }

    /// One row, in the form that the venue sends or in any other.
    @inline(__always)
    private mutating func lunoLevel() throws(JSONError) -> BookLevel {
        if let (price, volume) = compactPair("{\"price\":", ",\"volume\":") {
            return BookLevel(price: price, quantity: volume)
        }
        var price: ExactDecimal?
        var volume: ExactDecimal?
        try object { key, reader throws(JSONError) in
            switch key {
            case "price": price = try reader.amount()
            case "volume": volume = try reader.amount()
            default: try reader.skip()
            }
        }
        return BookLevel(price: try require(price, "price"), quantity: try require(volume, "volume"))
    }
}
