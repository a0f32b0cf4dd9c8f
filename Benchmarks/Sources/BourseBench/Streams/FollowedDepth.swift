import AdapterProtocol
import BinanceAdapter
import Foundation

/// A book of Binance that is live and follows the circle: the adapter's session as the runtime drives it, without a
/// socket.
struct FollowedDepth {
    private var session: any MarketStreamSession
    private var output = StreamOutput<MarketStreamEvent>()
    private var circle: DepthCircle
    /// The time is not read: that is the socket's part.
    private let now = StreamInstant(time: Timestamp(milliseconds: 1_795_305_600_000), elapsed: .seconds(1))

    /// Frames of the whole circle.
    var circleLength: Int { circle.count }

    init(_ fixtures: URL) throws {
        let folder = fixtures.appending(path: "streams")
        let market = try Market()
        let adapter = BinanceAdapter()
        circle = try DepthCircle(folder.appending(path: "frames.jsonl"))
        session = adapter.makeMarketSession(InstrumentCatalog([market.instrument], readAt: now.time))
        let subscription = MarketSubscription(slot: 0, channel: .book(depth: 20), instrument: market.instrument)
        session.subscribe([subscription], at: now, &output)
        session.opened(StreamAddress(root: .market, path: "/stream"), at: now, &output)
        session.received(Array("{\"result\":null,\"id\":1}".utf8).span, at: now, &output)
        take()
        let body = try [UInt8](Data(contentsOf: folder.appending(path: "snapshot.json")))
        session.received(.success(try Self.snapshot(body, of: market, now.time)), for: 0, at: now, &output)
        output.removeAll()
        try check()
    }

    private static func snapshot(_ body: [UInt8], of market: Market, _ now: Timestamp) throws -> OrderBook {
        let reply = WireReply(status: 200, headers: [], body: body)
        guard case .call(_, let next) = BinanceAdapter().orderBook(of: market.instrument, depth: 1000).start(now),
            case .finished(let book) = next(.reply(reply), now)
        else { throw BenchmarkError("the depth answer gave no book") }
        return book
    }

    /// Takes the next frame, from bytes to the changed book.
    @inline(never)
    mutating func take() {
        let place = circle.advance()
        Self.pass(circle.bytes, place, now, to: &session, &output)
        output.removeAll()
    }

    private static func pass(
        _ bytes: [UInt8], _ place: Range<Int>, _ now: StreamInstant, to session: inout any MarketStreamSession,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        session.received(bytes.span.extracting(place), at: now, &output)
    }

    /// That every frame was checked and applied: the book is live, and at the number of the last one.
    func check() throws {
        guard let book = session.book(of: 0), book.state.isLive else { throw BenchmarkError("the book is not live") }
        guard book.sequence.map({ Int64($0) }) == circle.number - 1 else {
            throw BenchmarkError("the book is at \(book.sequence ?? 0), not at \(circle.number - 1)")
        }
    }

    /// How many levels a side, and the best and the tenth of them, as the peers tell theirs.
    func content(_ name: String) throws -> Content {
        guard let book = session.book(of: 0) else { throw BenchmarkError("no book") }
        return Content(name: name, values: ["\(book.bids.count)", "\(book.asks.count)"] + book.shown)
    }
}

extension LiveBook {
    /// Price and quantity of the best and the tenth level of both sides.
    var shown: [String] {
        [Side.buy, .sell].flatMap { side in
            let levels = levels(side, depth: 10)
            return [levels.first, levels.last].compactMap(\.self).flatMap { ["\($0.price)", "\($0.quantity)"] }
        }
    }
}
