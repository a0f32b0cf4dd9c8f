import AdapterProtocol
import AdapterTesting
import Testing

/// Frames that no working venue sends: an ending or nothing, never a crash, never a wrong value.
@Suite("Hostile market frames")
struct HostileFrameTests {
    private static let names = ["ws-level2", "ws-level2-batch", "ws-trade", "ws-ticker", "ws-candle"]

    private func wire() throws -> MarketWire {
        var wire = try MarketWire.live([
            try MarketWire.subscription(0, .book(depth: 20), "BTC/USDT"),
            try MarketWire.subscription(1, .trades, "BTC/USDT"), try MarketWire.subscription(2, .ticker, "BTC/USDT"),
            try MarketWire.subscription(3, .candles(.hour), "BTC/USDT"),
        ])
        wire.receive(Wire.change(14_103_843, 14_103_843, symbol: "BTC-USDT"))
        let book = #"{"sequence":"14103843","time":1,"bids":[["18890","1"]],"asks":[["18907.3","1"]]}"#
        wire.receive(.success(try Wire.book(book, of: "BTC/USDT")), for: 0)
        try #require(wire.session.isLive(0))
        return wire
    }

    @Test("Cut short after every byte: a new connection, and nothing of the frame took effect", arguments: names)
    func truncated(_ name: String) throws {
        let bytes = Array(try Wire.frame(name).utf8)
        var wire = try wire()
        let book = wire.session.book(of: 0)
        for length in bytes.indices {
            wire.receive(Array(bytes.prefix(length)))
            guard case .reconnect(.undecodable, let message)? = wire.output.ending else {
                Issue.record("\(length) bytes were read")
                return
            }
            #expect(!message.contains("0."))
            #expect(wire.output.events.isEmpty)
            #expect(wire.session.book(of: 0) == book)
        }
    }

    @Test(
        "Every member removed, nulled, retyped or made huge: never a crash, never a crossed live book", arguments: names
    )
    func mutated(_ name: String) throws {
        let fresh = try wire()
        for mutation in try Sample.tree(name).mutations(Damage.strangers) {
            var wire = fresh
            wire.receive(mutation.text)
            if let book = wire.session.book(of: 0), book.state.isLive { #expect(!book.isCrossed) }
            for event in wire.output.events {
                if case .trade(_, let trade) = event { #expect(trade.price.isPositive && trade.quantity.isPositive) }
                if case .candle(_, let candle) = event { #expect(candle.low <= candle.high) }
            }
        }
    }

    @Test(
        "Not JSON, not an object, or a lie: the connection is given up",
        arguments: [
            "", " ", "x", "null", "[]", "{}", "1", "\"message\"", "{\"type\":1}", "{\"type\":null}",
            #"{"type":"message","type":"message"}"#, #"{"type":"message"}{"#, #"{"type":"mess\ud800age"}"#,
            #"{"type":"message","topic":5}"#,
            #"{"type":"message","topic":"/market/level2:BTC-USDT","subject":"trade.l2update","data":[]}"#,
            #"{"type":"message","topic":"/market/level2:BTC-USDT","subject":"trade.l2update","data":{}}"#,
            #"{"type":"message","topic":"/market/match:BTC-USDT","subject":"trade.l3match","data":{"price":"1"}}"#,
        ])
    func nonsense(_ text: String) throws {
        var wire = try wire()
        wire.receive(text)
        guard case .reconnect(.undecodable, _)? = wire.output.ending else {
            Issue.record("\(text) was read")
            return
        }
    }

    @Test("A trade of nothing, or for nothing, is no trade", arguments: ["price", "size"])
    func emptyTrade(_ member: String) throws {
        let tree = try Sample.tree("ws-trade")
        for value in ["\"0\"", "\"-1\""] {
            var wire = try wire()
            let data = try #require(tree["data"]).replacing(member, with: value)
            wire.receive(tree.replacing("data", with: data.text).text)
            #expect(wire.output.events.isEmpty)
            #expect(wire.output.ending != nil)
        }
    }

    @Test("Ten thousand seeded random damages", arguments: [1, 2])
    func fuzz(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let bodies = try (Self.names + ["ws-ack", "ws-welcome", "ws-error-topic-not-found", "ws-level2-depth5"])
            .map { Array(try Wire.frame($0).utf8) }
        let fresh = try wire()
        var wire = fresh
        for round in 0..<5000 {
            if round.isMultiple(of: 50) { wire = fresh }
            var bytes = bodies[random.index(below: bodies.count)]
            for _ in 0...random.index(below: 4) {
                bytes[random.index(below: bytes.count)] = UInt8(truncatingIfNeeded: random.next())
            }
            wire.receive(bytes)
            if let book = wire.session.book(of: 0), book.state.isLive { #expect(!book.isCrossed) }
        }
    }
}
