import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// A market session with a clock of its own: texts in, what came of them out.
struct MarketTap {
    private var session: any MarketStreamSession
    private(set) var now = StreamInstant(time: Sample.now, elapsed: .zero)

    init(_ adapter: VALRAdapter = Sample.adapter) {
        session = adapter.makeMarketSession(InstrumentCatalog([], readAt: Sample.now))
    }

    /// A session that is up and follows these from slot 0 on.
    init(following channels: [MarketChannel], of symbol: String, _ adapter: VALRAdapter = Sample.adapter) throws {
        self.init(adapter)
        _ = open()
        for (slot, channel) in channels.enumerated() { _ = try subscribe(slot, channel, symbol) }
    }

    mutating func open() -> StreamOutput<MarketStreamEvent> {
        tell { session, now, output in
            session.opened(StreamAddress(root: .market, path: "/ws/trade"), at: now, &output)
        }
    }

    mutating func subscribe(
        _ slot: Int, _ channel: MarketChannel, _ symbol: String
    ) throws -> StreamOutput<MarketStreamEvent> {
        let instrument = try Sample.instrument(symbol)
        return tell { session, now, output in
            session.subscribe(
                [MarketSubscription(slot: slot, channel: channel, instrument: instrument)], at: now, &output)
        }
    }

    mutating func unsubscribe(_ slots: Int...) -> StreamOutput<MarketStreamEvent> {
        tell { session, now, output in session.unsubscribe(slots, at: now, &output) }
    }

    mutating func receive(_ text: String) -> StreamOutput<MarketStreamEvent> { receive(Array(text.utf8)) }

    mutating func receive(_ bytes: [UInt8]) -> StreamOutput<MarketStreamEvent> {
        tell { session, now, output in session.received(bytes.span, at: now, &output) }
    }

    mutating func resync(_ slot: Int, _ cause: StreamCause) -> StreamOutput<MarketStreamEvent> {
        tell { session, now, output in session.resync(slot, because: cause, at: now, &output) }
    }

    /// Lets time pass and says so.
    mutating func pass(_ duration: Duration) -> StreamOutput<MarketStreamEvent> {
        now = StreamInstant(time: now.time.advanced(by: duration), elapsed: now.elapsed + duration)
        return tell { session, now, output in session.elapsed(at: now, &output) }
    }

    func book(_ slot: Int = 0) throws -> LiveBook {
        let book = session.book(of: slot)
        return try #require(book)
    }

    /// Whether no book of the first slots is live and crossed.
    var showsNoCrossedBook: Bool {
        (0..<30).allSatisfy { slot in session.book(of: slot).map { !$0.state.isLive || !$0.isCrossed } ?? true }
    }

    func hasBook(_ slot: Int) -> Bool { session.book(of: slot) != nil }

    func isLive(_ slot: Int = 0) -> Bool { session.isLive(slot) }

    private mutating func tell(
        _ body: (inout any MarketStreamSession, StreamInstant, inout StreamOutput<MarketStreamEvent>) -> Void
    ) -> StreamOutput<MarketStreamEvent> {
        var output = StreamOutput<MarketStreamEvent>()
        body(&session, now, &output)
        return output
    }
}

extension StreamOutput {
    /// The texts that were sent.
    var texts: [String] {
        frames.map { frame in
            guard case .text(let bytes) = frame else { return "(a proof)" }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The texts that were sent, without pings.
    var requests: [String] { texts.filter { !$0.contains("PING") } }

    /// Why the connection shall be given up for a new one.
    var reconnects: StreamCause? {
        if case .reconnect(let cause, _) = ending { cause } else { nil }
    }
}

extension StreamOutput<MarketStreamEvent> {
    var books: [Int] { events.compactMap { if case .book(let slot) = $0 { slot } else { nil } } }
    var lives: [Int] { events.compactMap { if case .live(let slot) = $0 { slot } else { nil } } }
    var trades: [PublicTrade] { events.compactMap { if case .trade(_, let trade) = $0 { trade } else { nil } } }
    var tickers: [Ticker] { events.compactMap { if case .ticker(_, let ticker) = $0 { ticker } else { nil } } }
    var candles: [Candle] { events.compactMap { if case .candle(_, let candle) = $0 { candle } else { nil } } }
    var markers: [StreamMarker] { events.compactMap { if case .marker(_, let marker) = $0 { marker } else { nil } } }
    var refusals: [VenueError] { events.compactMap { if case .refused(_, let error) = $0 { error } else { nil } } }
    /// Kind and cause of every marker.
    var marks: [String] { markers.map { "\($0.kind.rawValue) \($0.cause)" } }
}
