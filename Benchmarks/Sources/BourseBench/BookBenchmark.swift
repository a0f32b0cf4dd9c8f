import AdapterProtocol
import BinanceAdapter

/// From the bytes of a depth answer to the public order book of exact decimals, by the adapter's public flow.
struct BookBenchmark {
    private let market: Market
    private let reply: WireReply
    private let levels: Int
    private let adapter = BinanceAdapter()

    init(market: Market, body: [UInt8], levels: Int) throws {
        self.market = market
        self.levels = levels
        reply = WireReply(status: 200, headers: [], body: body)
        let book = try book()
        guard book.bids.count == levels, book.asks.count == levels else {
            throw BenchmarkError("the book has \(book.bids.count) and \(book.asks.count) levels, not \(levels)")
        }
    }

    func run(_ count: Int) throws {
        for _ in 0..<count { consume(try book()) }
    }

    @inline(never)
    private func book() throws -> OrderBook {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        guard case .call(_, let next) = adapter.orderBook(of: market.instrument, depth: levels).start(now),
            case .finished(let book) = next(.reply(reply), now)
        else { throw BenchmarkError("the depth answer gave no book") }
        return book
    }
}
