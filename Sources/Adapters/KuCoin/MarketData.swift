import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// A snapshot: 20 or 100 levels in public (weight 2); deeper ones need a key (weight 3, kucoin.md D), and without
    /// one the 100 levels are what there is.
    public func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let wanted = max(depth, 1)
        guard wanted > 100 else { return Self.publicBook(of: instrument, depth: wanted) }
        let call = Self.privateRead(
            "market.fullDepth", "v3/market/orderbook/level2", [Parameter("symbol", instrument.nativeName)], weight: 3)
        return Self.book(call, of: instrument, depth: wanted).recover { error in
            error.kind == .noCredentials ? Self.publicBook(of: instrument, depth: 100) : .failed(error)
        }
    }

    private static func publicBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let path = "v1/market/orderbook/" + (depth <= 20 ? "level2_20" : "level2_100")
        let call = publicCall("market.depth", path, [Parameter("symbol", instrument.nativeName)], weight: 2)
        return book(call, of: instrument, depth: depth)
    }

    private static func book(_ call: VenueCall, of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let symbol = instrument.symbol
        let endpoint = nullableEndpoint(call) { reader throws(JSONError) in
            try book(of: symbol, depth: depth, &reader)
        }
        return endpoint.flow.known(of: instrument)
    }

    /// Reads a book; a crossed or unordered one is no book.
    static func book(
        of symbol: Symbol, depth: Int, _ reader: inout JSONReader
    ) throws(JSONError) -> OrderBook {
        var sequence: Int64?
        var time: Int64?
        var bids: [BookLevel]?
        var asks: [BookLevel]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "sequence": sequence = try reader.integer()
            case "time": time = try reader.integer()
            case "bids": bids = try reader.bookLevels()
            case "asks": asks = try reader.bookLevels()
            default: try reader.skip()
            }
        }
        let number = try reader.require(sequence, "sequence")
        let book = OrderBook(
            symbol: symbol, bids: try reader.require(bids, "bids").cut(to: depth),
            asks: try reader.require(asks, "asks").cut(to: depth), sequence: UInt64(exactly: number),
            time: time.map { Timestamp(milliseconds: $0) })
        guard book.isOrdered else { throw reader.unexpected("bids falling and asks rising, not crossed") }
        return book
    }

    /// The newest trades, oldest first, at most 100 (weight 3). The order of the answer is not relied on: the
    /// sequence, which is also the id, sorts them.
    public func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        let call = Self.publicCall(
            "market.trades", "v1/market/histories", [Parameter("symbol", instrument.nativeName)], weight: 3)
        let symbol = instrument.symbol
        let endpoint = Self.nullableEndpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try Self.trade(of: symbol, &reader) }
        }
        return endpoint.flow.known(of: instrument).map { rows in
            rows.sorted { $0.sequence < $1.sequence }.suffix(max(limit, 1)).map(\.trade)
        }
    }

    private static func trade(
        of symbol: Symbol, _ reader: inout JSONReader
    ) throws(JSONError) -> (sequence: Int64, trade: PublicTrade) {
        var sequence: Int64?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var side: String?
        var time: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "sequence": sequence = try reader.integer()
            case "price": price = try reader.amount()
            case "size": quantity = try reader.amount()
            case "side": side = try reader.string()
            case "time": time = try reader.integer()
            default: try reader.skip()
            }
        }
        let number = try reader.require(sequence, "sequence")
        return (
            number,
            PublicTrade(
                id: String(number), symbol: symbol, price: try reader.require(price, "price"),
                quantity: try reader.require(quantity, "size"),
                aggressor: try KuCoinWords.side(try reader.require(side, "side"), reader),
                time: Timestamp(nanoseconds: try reader.require(time, "time")))
        )
    }

    /// None: the price protection goes by a price that the venue does not publish.
    public func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> { .finished(nil) }
}

extension [BookLevel] {
    fileprivate func cut(to depth: Int) -> [BookLevel] { count <= depth ? self : Array(prefix(depth)) }
}
