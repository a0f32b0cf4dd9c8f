import AdapterConformance
import AdapterProtocol

/// An adapter that reads market data wrongly.
enum MarketDataDefects {
    static let all: [Defect] = tickers + books + trades + candles + rest

    private static let tickers: [Defect] = [
        .output("bid and ask change places", .ticker) { (ticker: Ticker) in
            ticker.with(bid: ticker.ask, ask: ticker.bid, bidPrice: ticker.askPrice, askPrice: ticker.bidPrice)
        },
        .output("a ticker without prices", .ticker) { (ticker: Ticker) in
            ticker.with(
                bid: .some(nil), ask: .some(nil), bidPrice: .some(nil), askPrice: .some(nil), last: .some(nil))
        },
        .output("a ticker in thousandths", .ticker) { (ticker: Ticker) in
            ticker.with(
                bid: .some(nil), ask: .some(nil), bidPrice: ticker.bidPrice?.over(1000),
                askPrice: ticker.askPrice?.over(1000), last: ticker.last?.over(1000))
        },
        .output("no tickers", .tickers) { (_: [Ticker]) in [] },
    ]

    private static let books: [Defect] = [
        later("sides of the book change places") { $0.with(bids: $0.asks, asks: $0.bids) },
        .output("a book with a level of nothing", .orderBook) { (book: OrderBook) in
            guard let last = book.bids.last else { return nil }
            return book.with(bids: book.bids.dropLast() + [BookLevel(price: last.price, quantity: .zero)])
        },
        .output("a book with a price twice", .orderBook) { (book: OrderBook) in
            book.with(bids: book.bids + book.bids.suffix(1), asks: book.asks + book.asks.suffix(1))
        },
        .output("price and quantity of a level change places", .orderBook) { (book: OrderBook) in
            func turned(_ levels: [BookLevel]) -> [BookLevel] {
                levels.map { BookLevel(price: $0.quantity, quantity: $0.price) }
            }
            return book.with(bids: turned(book.bids), asks: turned(book.asks))
        },
        .bent("depth and limits are not read") { $0.limit = { _ in 100 } },
        .rescue("a book that cannot be read is empty", [.orderBook]) { _ in
            Symbol("BTC/USDT").map { OrderBook(symbol: $0, bids: [], asks: [], sequence: nil, time: nil) }
        },
    ]

    /// The first book of a run is right: without it there is no market to work on.
    private static func later(
        _ name: String, _ change: @escaping @Sendable (OrderBook) -> OrderBook
    ) -> Defect {
        Defect(name) { subject in
            let turns = Turns()
            Defect.output("", .orderBook) { (book: OrderBook) in turns.next() < 1 ? nil : change(book) }
                .plant(&subject)
        }
    }

    private static let trades: [Defect] = [
        .output("trades newest first", .recentTrades) { (trades: [PublicTrade]) in trades.reversed() },
        .rescue("trades that cannot be read are none", [.recentTrades]) { _ in [PublicTrade]() },
    ]

    private static let candles: [Defect] = [
        .output("candles newest first", .candles) { (candles: [Candle]) in candles.reversed() },
        .bent("candles of one minute, whatever was asked for") { $0.interval = { _ in .minute } },
        .rescue("candles that cannot be read are none", [.candles]) { _ in [Candle]() },
    ]

    private static let rest: [Defect] = [
        .output("the venue's clock in seconds", .serverTime) { (time: Timestamp) in
            Timestamp(milliseconds: time.milliseconds / 1000)
        },
        .output("an open venue reads as in maintenance", .status) { (_: TradingMode) in .maintenance },
        .output("raw answers are empty", .rawRead) { (_: [UInt8]) in [] },
        .bent("raw reads go to any path") { $0.rawRead = { raw($0, .get) } },
        .bent("raw reads are sent by POST") { $0.rawRead = { raw($0, .post) } },
    ]

    private static func raw(_ read: RawRead, _ method: VenueCall.Method) -> Flow<[UInt8]> {
        let call = VenueCall(
            operation: RawRead.operation, intent: .read, priority: .privateRead, method: method, path: read.path,
            parameters: read.parameters, isSigned: read.isSigned, charges: [])
        return .call(call) { result, _ in
            switch result {
            case .reply(let reply): .finished(reply.body)
            case .failure(let error): .failed(error)
            }
        }
    }
}
