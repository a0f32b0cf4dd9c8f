import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// A snapshot, up to two seconds old. It has no sequence, so it cannot be joined with a stream (kraken.md D.2).
    public func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let call = Self.publicRead(
            "market.depth", "Depth",
            [Parameter("pair", instrument.nativeName), Parameter("count", String(min(max(depth, 1), 500)))])
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in
            try Self.onlyMember(&reader) { reader throws(JSONError) in try Self.book(of: symbol, &reader) }
        }.flow
    }

    /// The one member of an answer that is keyed by a pair: whatever name was asked, the venue answers with its own (K.20).
    static func onlyMember<Value>(
        _ reader: inout JSONReader, _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        var value: Value?
        try reader.object { key, reader throws(JSONError) in
            if case "last" = key { return try reader.skip() }
            guard value == nil else { throw reader.unexpected("one pair") }
            value = try read(&reader)
        }
        return try reader.require(value, "a pair")
    }

    private static func book(of symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> OrderBook {
        var bids: [BookLevel]?
        var asks: [BookLevel]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "bids": bids = try reader.timedLevels()
            case "asks": asks = try reader.timedLevels()
            default: try reader.skip()
            }
        }
        let book = OrderBook(
            symbol: symbol, bids: try reader.require(bids, "bids"), asks: try reader.require(asks, "asks"),
            sequence: nil, time: nil)
        guard book.isOrdered else { throw reader.unexpected("bids falling and asks rising, not crossed") }
        return book
    }

    /// The newest trades, oldest first.
    public func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        let call = Self.publicRead(
            "market.trades", "Trades",
            [Parameter("pair", instrument.nativeName), Parameter("count", String(min(max(limit, 1), 1000)))])
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in
            try Self.onlyMember(&reader) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in try Self.trade(of: symbol, &reader) }
            }
        }.flow
    }

    /// `[price, volume, time, side, kind, misc, id]`; the side is the taker's.
    private static func trade(of symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> PublicTrade {
        var price: ExactDecimal?
        var volume: ExactDecimal?
        var time: Timestamp?
        var side: Side?
        var id: String?
        var position = 0
        try reader.array { reader throws(JSONError) in
            switch position {
            case 0: price = try reader.amount()
            case 1: volume = try reader.amount()
            case 2: time = try reader.instant()
            case 3: side = try KrakenWords.side(try reader.string(), reader)
            case 6: id = try reader.rawText()
            default: try reader.skip()
            }
            position += 1
        }
        return PublicTrade(
            id: try reader.require(id, "a trade id"), symbol: symbol, price: try reader.require(price, "a price"),
            quantity: try reader.require(volume, "a volume"), aggressor: try reader.require(side, "a side"),
            time: try reader.require(time, "a time"))
    }

    /// Kraken publishes no price that its checks would use.
    public func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> { .finished(nil) }
}

extension JSONReader {
    /// Reads `[[price, volume, seconds], …]`.
    fileprivate mutating func timedLevels() throws(JSONError) -> [BookLevel] {
        var levels: [BookLevel] = []
        levels.reserveCapacity(128)
        try array { reader throws(JSONError) in
            var price: ExactDecimal?
            var volume: ExactDecimal?
            var position = 0
            try reader.array { reader throws(JSONError) in
                switch position {
                case 0: price = try reader.amount()
                case 1: volume = try reader.amount()
                default: try reader.skip()
                }
                position += 1
            }
            guard let price, let volume, price.isPositive, volume.isPositive else {
                throw reader.unexpected("a level above zero")
            }
            levels.append(BookLevel(price: price, quantity: volume))
        }
        return levels
    }
}
