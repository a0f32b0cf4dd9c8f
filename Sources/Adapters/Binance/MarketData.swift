import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// A snapshot; weight grows with depth (binance.md D).
    public func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        let limit = min(max(depth, 1), 5000)
        let cost = limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250
        let call = Self.publicCall(
            "market.depth", "depth",
            [Parameter("symbol", instrument.nativeName), Parameter("limit", String(limit))], weight: cost)
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in try Self.book(of: symbol, &reader) }.flow
    }

    /// Reads a depth answer; a crossed or unordered book is no book.
    static func book(of symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> OrderBook {
        var sequence: Int64?
        var bids: [BookLevel]?
        var asks: [BookLevel]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "lastUpdateId": sequence = try reader.integer()
            case "bids": bids = try reader.bookLevels()
            case "asks": asks = try reader.bookLevels()
            default: try reader.skip()
            }
        }
        let number = try reader.require(sequence, "lastUpdateId")
        let book = OrderBook(
            symbol: symbol, bids: try reader.require(bids, "bids"), asks: try reader.require(asks, "asks"),
            sequence: UInt64(exactly: number), time: nil)
        guard book.isOrdered else { throw reader.unexpected("bids falling and asks rising, not crossed") }
        return book
    }

    /// The newest trades, oldest first (weight 25). `isBuyerMaker` true means that the aggressor sold.
    public func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        let call = Self.publicCall(
            "market.trades", "trades",
            [
                Parameter("symbol", instrument.nativeName),
                Parameter("limit", String(min(max(limit, 1), 1000))),
            ], weight: 25)
        let symbol = instrument.symbol
        return Self.endpoint(call) { reader throws(JSONError) in
            try reader.list { reader throws(JSONError) in try Self.trade(of: symbol, &reader) }
        }.flow
    }

    private static func trade(of symbol: Symbol, _ reader: inout JSONReader) throws(JSONError) -> PublicTrade {
        var id: Int64?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var time: Int64?
        var buyerIsMaker: Bool?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "id": id = try reader.integer()
            case "price": price = try reader.amount()
            case "qty": quantity = try reader.amount()
            case "time": time = try reader.integer()
            case "isBuyerMaker": buyerIsMaker = try reader.bool()
            default: try reader.skip()
            }
        }
        return PublicTrade(
            id: String(try reader.require(id, "id")), symbol: symbol, price: try reader.require(price, "price"),
            quantity: try reader.require(quantity, "qty"),
            aggressor: try reader.require(buyerIsMaker, "isBuyerMaker") ? .sell : .buy,
            time: Timestamp(milliseconds: try reader.require(time, "time")))
    }

    /// The price that binds market orders and bands: the reference price where there is one, else the volume-weighted
    /// average of the last minutes (binance.md C.3).
    public func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> {
        let parameters = [Parameter("symbol", instrument.nativeName)]
        let reference = Self.priceEndpoint("market.referencePrice", "referencePrice", "referencePrice", parameters)
        let average = Self.priceEndpoint("market.averagePrice", "avgPrice", "price", parameters)
        return .call(reference) { result, now in
            switch result {
            case .success(.some(let price)): .finished(price)
            case .success(nil): average.flow.start(now)
            // -2043: never had one.
            case .failure(let error): error.evidence?.code == "-2043" ? average.flow.start(now) : .failed(error)
            }
        }
    }

    private static func priceEndpoint(
        _ operation: OperationName, _ path: String, _ field: StaticString, _ parameters: [Parameter]
    ) -> Endpoint<ExactDecimal?> {
        endpoint(publicCall(operation, path, parameters, weight: 2)) { reader throws(JSONError) in
            var price: ExactDecimal?
            try reader.object { key, reader throws(JSONError) in
                if field ~= key {
                    price = try reader.optional { reader throws(JSONError) in try reader.amount() }
                } else {
                    try reader.skip()
                }
            }
            return price.flatMap { $0.isPositive ? $0 : nil }
        }
    }
}
