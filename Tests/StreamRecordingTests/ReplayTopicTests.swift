import AdapterProtocol
import AdapterRuntime
import Testing

@testable import StreamRecording

/// What readers of a recorded market see of connections that come, overlap and go.
@Suite struct ReplayTopicTests {
    private func event(
        _ what: ReplayedEvent.What, of connection: UInt64, at milliseconds: Int64, book: LiveBook? = nil,
        channel: MarketChannel = .trades
    ) throws -> ReplayedEvent {
        ReplayedEvent(
            connection: connection, now: Recordings.instant(milliseconds),
            subscription: MarketSubscription(slot: 1, channel: channel, instrument: try Recordings.instrument()),
            what: what, book: book)
    }

    private func trade(_ id: String) throws -> MarketStreamEvent {
        .trade(
            slot: 1,
            PublicTrade(
                id: id, symbol: try Recordings.symbol("BTC/USDT"), price: 1, quantity: 1, aggressor: nil,
                time: Recordings.start))
    }

    private func words(_ events: [StreamEvent<MarketUpdate>]) -> [String] {
        events.map { event in
            switch event {
            case .marker(let marker): "\(marker.kind)"
            case .value(.trade(let trade), _): trade.id
            case .value(.book(let book), _): book.state.description
            case .value: "other"
            }
        }
    }

    @Test func `Trades of overlapping connections are told once, and a loss is told`() throws {
        var topic = ReplayTopic(StreamTopic(.trades, of: try Recordings.symbol("BTC/USDT")))
        var told: [String] = []
        for (connection, id) in [(1, "a"), (1, "b"), (2, "b"), (2, "c"), (1, "c"), (1, "d")] as [(UInt64, String)] {
            told += words(topic.take(try event(.told(trade(id)), of: connection, at: 1)))
        }
        #expect(told == ["a", "b", "c", "d"])
        #expect(words(topic.take(try event(.over(.disconnected), of: 1, at: 2))).isEmpty)
        #expect(words(topic.take(try event(.over(.disconnected), of: 2, at: 3))) == ["stale"])
        #expect(words(topic.take(try event(.told(trade("e")), of: 3, at: 4))) == ["gap", "resynced", "e"])
    }

    @Test func `A new connection's book takes over once it is live`() throws {
        let symbol = try Recordings.symbol("BTC/USDT")
        var topic = ReplayTopic(StreamTopic(.book(depth: 20), of: symbol))
        func take(_ state: BookState, of connection: UInt64) throws -> [String] {
            var book = LiveBook(symbol: symbol, priceScale: 2, integrity: .sequence)
            book.mark(state)
            let happened = try event(
                .told(.book(slot: 1)), of: connection, at: 1, book: book, channel: .book(depth: 20))
            return words(topic.take(happened))
        }
        #expect(try take(.resyncing(.started), of: 1) == ["resyncing: started"])
        #expect(try take(.live, of: 1) == ["live"])
        #expect(try take(.resyncing(.started), of: 2).isEmpty)
        #expect(try take(.live, of: 1) == ["live"])
        #expect(try take(.live, of: 2) == ["live"])
        #expect(try take(.live, of: 1).isEmpty)
        var book = LiveBook(symbol: symbol, priceScale: 2, integrity: .sequence)
        book.mark(.live)
        let over = try event(.over(.unrecorded), of: 2, at: 2, book: book, channel: .book(depth: 20))
        #expect(words(topic.take(over)) == ["stale", "stale: unrecorded"])
        #expect(try take(.resyncing(.started), of: 3).isEmpty)
        #expect(try take(.live, of: 3) == ["resynced", "live"])
    }

    @Test func `Speeds are read exactly`() throws {
        #expect(ReplaySpeed("max") == .unlimited)
        #expect(ReplaySpeed("2.5")?.pause(.seconds(5)) == .seconds(2))
        #expect(ReplaySpeed("0.000001")?.pause(.seconds(1)) == .seconds(1_000_000))
        #expect(ReplaySpeed("1")?.pause(.nanoseconds(Int64.max)) == .nanoseconds(Int64.max))
        for text in ["0", "-1", "fast", "", "1e9", "0.0000001"] { #expect(ReplaySpeed(text) == nil) }
    }
}
