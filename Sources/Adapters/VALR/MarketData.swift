import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// A snapshot of up to 40 levels a side; the venue has no parameter for the depth.
    ///
    /// With a key from the authenticated route, which is at most a second old; without one from the public route,
    /// which a cache may keep for half a minute and sometimes much longer (valr.md rule 5, K.11).
    public func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let name = instrument.nativeName
        let symbol = instrument.symbol
        let levels = max(depth, 1)
        return Self.freshest(
            Self.privateRead(
                "market.depth", "marketdata/" + instrument.pathSegment + "/orderbook", priority: .publicRead),
            Self.publicCall("market.depth", instrument.pathSegment + "/orderbook")
        ) { reader throws(JSONError) in try Self.book(of: symbol, name, depth: levels, &reader) }
    }

    /// The newest trades, at most 100, oldest first; from the authenticated route where there is a key.
    public func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        let name = instrument.nativeName
        let symbol = instrument.symbol
        let parameters = [Parameter("limit", String(min(max(limit, 1), 100)))]
        return Self.freshest(
            Self.privateRead("market.trades", "marketdata/" + instrument.pathSegment + "/tradehistory", parameters),
            Self.publicCall("market.trades", instrument.pathSegment + "/trades", parameters)
        ) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try Self.trade(of: symbol, name, &reader) }
        }.map { $0.reversed() }
    }

    /// Asks the authenticated route, and the public one where there is no key to ask with.
    private static func freshest<Value: Sendable>(
        _ signed: VenueCall, _ open: VenueCall,
        _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Flow<Value> {
        endpoint(signed, decode).flow.recover { error in
            error.kind == .noCredentials ? endpoint(open, decode).flow : .failed(error)
        }
    }

    /// Reads a book of aggregated levels; a crossed or unordered book is no book.
    static func book(
        of symbol: Symbol, _ name: String, depth: Int, _ reader: inout JSONReader
    ) throws(JSONError) -> OrderBook {
        var bids: [BookLevel]?
        var asks: [BookLevel]?
        var sequence: Int64?
        var time: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "Bids": bids = try levels(&reader)
            case "Asks": asks = try levels(&reader)
            case "SequenceNumber": sequence = try reader.integer()
            case "LastChange": time = try reader.instant()
            default: try reader.skip()
            }
        }
        let book = OrderBook(
            symbol: symbol, bids: Array(try reader.require(bids, "Bids").prefix(depth)),
            asks: Array(try reader.require(asks, "Asks").prefix(depth)),
            sequence: sequence.flatMap { UInt64(exactly: $0) }, time: time)
        guard book.isOrdered else { throw reader.unexpected("bids falling and asks rising, not crossed") }
        return book
    }

    private static func levels(_ reader: inout JSONReader) throws(JSONError) -> [BookLevel] {
        var levels: [BookLevel] = []
        levels.reserveCapacity(40)
        try reader.array { reader throws(JSONError) in
            var price: ExactDecimal?
            var quantity: ExactDecimal?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "price": price = try reader.amount()
                case "quantity": quantity = try reader.amount()
                default: try reader.skip()
                }
            }
            guard let price, let quantity, price.isPositive, quantity.isPositive else {
                throw reader.unexpected("a level above zero")
            }
            levels.append(BookLevel(price: price, quantity: quantity))
        }
        return levels
    }

    private static func trade(
        of symbol: Symbol, _ name: String, _ reader: inout JSONReader
    ) throws(JSONError) -> PublicTrade {
        var id: String?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var taker: String?
        var time: Timestamp?
        var pair: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.string()
            case "price": price = try reader.amount()
            case "quantity": quantity = try reader.amount()
            case "takerSide": taker = try reader.string()
            case "tradedAt": time = try reader.instant()
            case "currencyPair": pair = try reader.string()
            default: try reader.skip()
            }
        }
        guard try reader.require(pair, "currencyPair") == name else {
            throw reader.unexpected("the market that was asked for")
        }
        return PublicTrade(
            id: try reader.require(id, "id"), symbol: symbol, price: try reader.require(price, "price"),
            quantity: try reader.require(quantity, "quantity"),
            aggressor: try VALRWords.side(try reader.require(taker, "takerSide"), reader),
            time: try reader.require(time, "tradedAt"))
    }
}
