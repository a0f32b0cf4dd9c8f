import AdapterConformance
import AdapterProtocol

/// An adapter that reads market data wrongly.
enum MarketDataDefects {
    static let all: [Defect] = tickers + books + trades + candles + rest

    private static let tickers: [Defect] = [
        .output("bid and ask change places", .ticker) { (ticker: Ticker) in
            ticker.with(bid: ticker.ask, ask: ticker.bid, bidPrice: ticker.askPrice, askPrice: ticker.bidPrice)
        },
        .output("a ticker of another market", .ticker) { (ticker: Ticker) in
            Symbol("DOGE/LTC").map { ticker.with(symbol: $0) }
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
        .output("high and low change places", .ticker) { (ticker: Ticker) in
            ticker.with(high: ticker.low, low: ticker.high)
        },
        .output("a negative volume", .ticker) { (ticker: Ticker) in
            ticker.with(baseVolume: ticker.baseVolume?.negated)
        },
        .output("base and quote volume change places", .ticker) { (ticker: Ticker) in
            ticker.with(baseVolume: ticker.quoteVolume, quoteVolume: ticker.baseVolume)
        },
        .output("a ticker of yesterday", .ticker) { (ticker: Ticker) in
            ticker.with(time: ticker.time.map { $0.advanced(by: .seconds(-86_400 * 3)) })
        },
        .output("no tickers", .tickers) { (_: [Ticker]) in [] },
        .output("tickers with every market twice", .tickers) { (tickers: [Ticker]) in tickers + tickers },
        .output("tickers of markets that do not exist", .tickers) { (tickers: [Ticker]) in
            Symbol("NOT/HERE").map { symbol in tickers + tickers.prefix(1).map { $0.with(symbol: symbol) } }
        },
        .output("tickers with bid and ask in each other's place", .tickers) { (tickers: [Ticker]) in
            tickers.map {
                $0.with(bid: $0.ask, ask: $0.bid, bidPrice: $0.askPrice, askPrice: $0.bidPrice)
            }
        },
        .output("tickers of one price", .tickers) { (tickers: [Ticker]) in
            tickers.map {
                $0.with(bid: .some(nil), ask: .some(nil), bidPrice: .some(1), askPrice: .some(2), last: .some(1))
            }
        },
    ]

    private static let books: [Defect] = [
        later("sides of the book change places") { $0.with(bids: $0.asks, asks: $0.bids) },
        .output("a book worst first", .orderBook) { (book: OrderBook) in
            book.with(bids: book.bids.reversed(), asks: book.asks.reversed())
        },
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
        later("a book of one side") { $0.with(asks: []) },
        later("an empty book") { $0.with(bids: [], asks: []) },
        .output("a book of another market", .orderBook) { (book: OrderBook) in
            Symbol("DOGE/LTC").map { book.with(symbol: $0) }
        },
        .output("a book that ignores small levels", .orderBook) { (book: OrderBook) in
            book.with(bids: Array(book.bids.prefix(1)), asks: Array(book.asks.prefix(1)))
        },
        .output("a book between the ticks", .orderBook) { (book: OrderBook) in
            func moved(_ levels: [BookLevel]) -> [BookLevel] {
                levels.map { BookLevel(price: $0.price.plus($0.price.over(1_000_003)), quantity: $0.quantity) }
            }
            return book.with(bids: moved(book.bids), asks: moved(book.asks))
        },
        .bent("depth and limits are not read") { $0.limit = { _ in 100 } },
        .bent("depth and limits are one too many") { $0.limit = { $0 < 1 || $0 == .max ? $0 : $0 + 1 } },
        .bent("depth and limits are one too few") { $0.limit = { $0 < 2 ? $0 : $0 - 1 } },
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
        .output("no trades", .recentTrades) { (_: [PublicTrade]) in [] },
        .output("every trade twice", .recentTrades) { (trades: [PublicTrade]) in trades + trades },
        .output("trades of one id", .recentTrades) { (trades: [PublicTrade]) in
            trades.map { $0.with(id: "1") }
        },
        .output("trades without an id", .recentTrades) { (trades: [PublicTrade]) in
            trades.map { $0.with(id: "") }
        },
        .output("trades of another market", .recentTrades) { (trades: [PublicTrade]) in
            Symbol("DOGE/LTC").map { symbol in trades.map { $0.with(symbol: symbol) } }
        },
        .output("trades of a negative quantity", .recentTrades) { (trades: [PublicTrade]) in
            trades.map { $0.with(quantity: $0.quantity.negated) }
        },
        .output("trades with price and quantity in each other's place", .recentTrades) {
            (trades: [PublicTrade]) in
            trades.map { $0.with(price: $0.quantity, quantity: $0.price) }
        },
        .output("trades of 1970", .recentTrades) { (trades: [PublicTrade]) in
            trades.map { $0.with(time: Timestamp(milliseconds: $0.time.milliseconds / 1000)) }
        },
        .rescue("trades that cannot be read are none", [.recentTrades]) { _ in [PublicTrade]() },
    ]

    private static let candles: [Defect] = [
        .output("candles newest first", .candles) { (candles: [Candle]) in candles.reversed() },
        .output("no candles", .candles) { (_: [Candle]) in [] },
        .output("every candle twice", .candles) { (candles: [Candle]) in candles.flatMap { [$0, $0] } },
        .output("candles named by their end", .candles) { (candles: [Candle]) in
            candles.map { $0.with(openTime: $0.openTime.advanced(by: .nanoseconds(59_999_000_000))) }
        },
        .output("candles of 1970", .candles) { (candles: [Candle]) in
            candles.map { $0.with(openTime: Timestamp(milliseconds: $0.openTime.milliseconds / 1000)) }
        },
        .output("open and high of a candle change places", .candles) { (candles: [Candle]) in
            candles.map { $0.with(open: $0.high, high: $0.low, low: $0.high, close: $0.open) }
        },
        .output("low above high", .candles) { (candles: [Candle]) in
            candles.map { $0.with(high: $0.low.minus($0.low.over(100)), low: $0.high) }
        },
        .output("close outside of high and low", .candles) { (candles: [Candle]) in
            candles.map { $0.with(close: $0.high.times(2)) }
        },
        .output("a negative candle volume", .candles) { (candles: [Candle]) in
            candles.map { $0.with(baseVolume: $0.baseVolume.minus($0.baseVolume.times(2)).minus(1)) }
        },
        .output("the running candle is closed", .candles) { (candles: [Candle]) in
            candles.map { $0.with(isClosed: true) }
        },
        .output("no candle is closed", .candles) { (candles: [Candle]) in
            candles.map { $0.with(isClosed: false) }
        },
        .output("a candle is missing", .candles) { (candles: [Candle]) in
            candles.enumerated().filter { $0.offset != 1 }.map(\.element)
        },
        .bent("candles of one minute, whatever was asked for") { $0.interval = { _ in .minute } },
        .bent("candles of one day, whatever was asked for") { $0.interval = { _ in .day } },
        .bent("a length that the venue has not becomes a minute") { bends in
            let known: [CandleInterval] = [.minute, .fiveMinutes, .fifteenMinutes, .hour, .fourHours, .day]
            bends.interval = { known.contains($0) ? $0 : .minute }
        },
        .output("the quote volume of candles is the base volume", .candles) { (candles: [Candle]) in
            candles.map {
                Candle(
                    openTime: $0.openTime, open: $0.open, high: $0.high, low: $0.low, close: $0.close,
                    baseVolume: $0.baseVolume, quoteVolume: $0.baseVolume, tradeCount: $0.tradeCount,
                    isClosed: $0.isClosed)
            }
        },
        .bent("the start of candles is not sent") { $0.start = { _ in nil } },
        .bent("the start of candles is sent an hour early") { bends in
            bends.start = { $0.map { $0.advanced(by: .seconds(-90_000)) } }
        },
        .rescue("candles that cannot be read are none", [.candles]) { _ in [Candle]() },
    ]

    private static let rest: [Defect] = [
        .output("the venue's clock in seconds", .serverTime) { (time: Timestamp) in
            Timestamp(milliseconds: time.milliseconds / 1000)
        },
        .output("the venue's clock an hour off", .serverTime) { (time: Timestamp) in
            time.advanced(by: .seconds(3600))
        },
        .output("the venue's clock stands", .serverTime) { (_: Timestamp) in
            Timestamp(milliseconds: 1_790_000_000_000)
        },
        .output("an open venue reads as in maintenance", .status) { (_: TradingMode) in .maintenance },
        .rescue("a status that cannot be read is open", [.status]) { _ in TradingMode.open },
        .output("a reference price of nothing", .referencePrice) { (_: ExactDecimal?) in .some(.zero) },
        .output("a reference price in cents", .referencePrice) { (price: ExactDecimal?) in
            .some(price?.times(100))
        },
        .output("raw answers are empty", .rawRead) { (_: [UInt8]) in [] },
        .output("raw answers are decoded and written anew", .rawRead) { (bytes: [UInt8]) in
            bytes.filter { $0 != 0x22 }
        },
        .bent("raw reads go to any path") { $0.rawRead = { raw($0, .get) } },
        .bent("raw reads are sent by POST") { $0.rawRead = { raw($0, .post) } },
        .rescue("raw reads that are refused are empty", [.rawRead]) { _ in [UInt8]() },
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
