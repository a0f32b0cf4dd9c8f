import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// What no venue should send, and what must come of it: never a crash, never a book that is live and wrong.
@Suite("Hostile frames")
struct HostileStreamTests {
    private func everything() throws -> MarketStream {
        let bitcoin = try Sample.bitcoin()
        return try MarketStream([
            Wire.subscription(1, .book(depth: 10), bitcoin), Wire.subscription(2, .trades, bitcoin),
            Wire.subscription(3, .ticker, bitcoin),
            Wire.subscription(4, .candles(.fiveMinutes), try Sample.instrument("MATIC/USD", "MATICUSD")),
        ])
    }

    private static let samples = [
        "ws-book-snapshot", "ws-book-update-1", "ws-trade", "ws-ticker", "ws-ohlc", "ws-instrument", "ws-status",
        "ws-heartbeat", "ws-pong", "ws-subscribe-ack", "ws-subscribe-error",
    ]

    @Test("A frame cut short after any byte ends the connection, and nothing of it is told", arguments: samples)
    func truncated(_ sample: String) throws {
        let bytes = Array(try Wire.sample(sample).utf8)
        for length in 0..<bytes.count {
            var stream = try everything()
            #expect(stream.receive(Array(bytes.prefix(length))).isEmpty, "\(sample) at \(length)")
            #expect(stream.output.ending != nil, "\(sample) at \(length)")
        }
    }

    @Test("Every member removed or retyped: no crash, and no message with a value in it", arguments: samples)
    func mutated(_ sample: String) throws {
        for mutation in try Sample.tree(sample).mutations(Damage.strangers) {
            var stream = try everything()
            stream.receive(mutation.text)
            if stream.session.isLive(1) {
                let book = try #require(stream.session.book(of: 1))
                #expect(!book.isCrossed && book.isVerified, "\(mutation.text)")
            }
        }
    }

    @Test("Sizes below zero, prices of zero and below lose the book; it starts anew")
    func negative() throws {
        for row in [("100.0", "-1"), ("0", "1"), ("-5", "1"), ("0.0000000000000000001", "1"), ("1e30", "1")] {
            var stream = try BookStreamTests.live()
            let told = stream.receive(Wire.book("update", bids: [row], asks: [], checksum: 5))
            #expect(told == ["gap BTC/USD: contradiction at 1", "book 1"], "\(row)")
            #expect(stream.sent.last?["method"]?.plain == "unsubscribe")
        }
    }

    @Test("Changes before the snapshot are nothing")
    func early() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        stream.receive(Wire.ack(1, "book"))
        #expect(stream.receive(try Wire.sample("ws-book-update-1")).isEmpty)
        #expect(stream.session.book(of: 1)?.bids.count == 0)
        #expect(stream.receive(try Wire.sample("ws-book-snapshot")) == ["live 1", "book 1"])
    }

    @Test("Unknown channels, types of unknown channels, methods and fields are passed over")
    func unknown() throws {
        var stream = try everything()
        for text in [
            #"{"channel":"level3","type":"mystery","data":[{"a":1}]}"#, #"{"channel":"new","data":{"x":[]}}"#,
            #"{"method":"add_order","success":true,"result":{"order_id":"x"},"req_id":1}"#, "{}",
            #"{"method":"batch_add","success":true,"result":[{"order_id":"x"}],"req_id":1}"#,
            #"{"channel":"status","type":"update","data":[{"system":"asleep","new":{}}]}"#,
        ] {
            #expect(stream.receive(text).isEmpty)
            #expect(stream.output.ending == nil, "\(text)")
        }
        #expect(!stream.session.isLive(1))
    }

    @Test("What is no object, has a key twice or an unknown type of a known channel ends the connection")
    func undecodable() throws {
        for text in [
            "", "[]", "\"x\"", "null", #"{"channel":"book","channel":"book"}"#, "{\"channel\":\"book\",\"data\":[]}",
            #"{"channel":"book","type":"mystery","data":[]}"#, #"{"channel":"trade","type":"update","data":{}}"#,
            #"{"channel":"book","type":"update","data":[{"bids":[],"asks":[],"checksum":1}]}"#,
            #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","checksum":-1}]}"#,
            #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","checksum":4294967296}]}"#,
            String(repeating: "[", count: 100_000), "{\"a\":\"\u{0}\"}",
        ] {
            var stream = try everything()
            stream.receive(text)
            guard case .reconnect(.undecodable, let message) = stream.output.ending else {
                Issue.record("\(text.prefix(60)) must end the connection")
                continue
            }
            #expect(!message.contains("BTC/USD"), "no payload in the message")
        }
        var stream = try everything()
        stream.receive([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])
        #expect(stream.output.ending != nil, "invalid UTF-8")
    }

    @Test("Answers to nobody's question change nothing")
    func strayAnswers() throws {
        var stream = try BookStreamTests.live()
        for text in [
            Wire.ack(999, "book"), Wire.ack(999, "book", method: "unsubscribe"), Wire.refusal(999, "x"),
            Wire.ack(1, "book", method: "unsubscribe"), Wire.ack(1, "book", "XRP/EUR"),
        ] {
            #expect(stream.receive(text).isEmpty)
            #expect(stream.session.isLive(1) && stream.output.ending == nil)
        }
    }

    @Test("Ten thousand seeded random damages of random samples: no crash, and a live book is never crossed")
    func random() throws {
        var random = SplitMix(seed: 0x6B72_616B_656E)
        let frames = try Self.samples.map { Array(try Wire.sample($0).utf8) }
        var stream = try everything()
        for round in 0..<10_000 {
            var bytes = frames[random.index(below: frames.count)]
            for _ in 0..<random.index(below: 4) where !bytes.isEmpty { hurt(&bytes, &random) }
            stream.receive(bytes)
            if let book = stream.session.book(of: 1), book.state.isLive { #expect(!book.isCrossed) }
            if stream.output.ending != nil || round % 50 == 0 { stream = try everything() }
        }
    }

    private func hurt(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let position = random.index(below: bytes.count)
        switch random.index(below: 4) {
        case 0: bytes[position] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: position)
        case 2: bytes[position] = 0x30 + UInt8(random.index(below: 10))
        default: bytes.removeSubrange(position..<min(bytes.count, position + random.index(below: 20)))
        }
    }
}
