import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Bytes of every kind: an ending or events, never a crash, and never a live book that is not the venue's.
@Suite("Streams: hostile frames")
struct HostileFrameTests {
    private static let market = [
        "ws-aggregated-orderbook-update", "ws-full-orderbook-update", "ws-market-summary-update", "ws-new-trade",
        "ws-new-trade-bucket",
    ]
    private static let account = ["ws-balance-update", "ws-new-account-trade", "ws-open-orders-update"]

    private func marketTap() throws -> MarketTap {
        let channels: [MarketChannel] = [.book(depth: 5), .book(depth: 99), .trades, .ticker, .candles(.fiveMinutes)]
        var tap = MarketTap()
        _ = tap.open()
        for (index, symbol) in ["PYUSD/USDT", "BTC/ZAR", "BTC/USDC"].enumerated() {
            for (slot, channel) in channels.enumerated() { _ = try tap.subscribe(index * 10 + slot, channel, symbol) }
        }
        return tap
    }

    @Test("Cut short after every byte: never read", arguments: market + account)
    func truncated(_ name: String) throws {
        let bytes = Array(try #require(Tree(try Sample.text(name))).text.utf8)
        var market = try marketTap()
        var account = try AccountTap(knowing: "BTC/USDT", "BTC/ZAR")
        for count in 1..<bytes.count {
            let cut = Array(bytes.prefix(count))
            if Self.market.contains(name) {
                let output = market.receive(cut)
                #expect(output.reconnects == .undecodable && output.events.isEmpty)
            } else {
                #expect(account.receive(cut).reconnects == .undecodable)
            }
        }
    }

    @Test("Every member removed, nulled or retyped: events or an ending", arguments: market + account)
    func mutated(_ name: String) throws {
        let values = ["null", "true", "-1", "\"x\"", "[]", "{}", "\"1,5\"", "99999999999999999999"].map {
            Tree.scalar($0)
        }
        var market = try marketTap()
        var account = try AccountTap(knowing: "BTC/USDT", "BTC/ZAR")
        for tree in try #require(Tree(try Sample.text(name))).mutations(values) {
            if Self.market.contains(name) {
                _ = market.receive(tree.text)
                #expect(market.showsNoCrossedBook)
            } else {
                _ = account.receive(tree.text)
            }
        }
    }

    @Test(
        "What is no object of a type is undecodable",
        arguments: ["[]", "7", "\"PONG\"", "{}", #"{"type":5}"#, "{", "null"])
    func noFrames(_ text: String) throws {
        var market = try marketTap()
        #expect(market.receive(text).reconnects == .undecodable)
        var account = try AccountTap(knowing: "BTC/USDT")
        #expect(account.receive(text).reconnects == .undecodable)
    }

    @Test(
        "A negative number of a message, and numbers beyond 64 bits, are none",
        arguments: ["-1", "9223372036854775808", "1.5"])
    func numbers(_ number: String) throws {
        var tap = try marketTap()
        let text = try Sample.text("ws-aggregated-orderbook-update").replacing("173347", with: number)
        #expect(tap.receive(text).reconnects == .undecodable)
    }

    @Test("Counting to the end of the numbers does not trap")
    func lastNumbers() throws {
        var tap = try MarketTap(following: [.book(depth: 99)], of: "BTC/USDC")
        let entry = Frames.Entry(.buy, "1", "a", "1")
        _ = tap.receive(Frames.full("BTCUSDC", isSnapshot: true, [entry], sequence: .max))
        #expect(tap.receive(Frames.full("BTCUSDC", [entry], sequence: 0)).marks == ["gap sequence"])
    }

    @Test("Twenty thousand seeded random damages", arguments: [1, 2, 3, 4])
    func fuzz(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var market = try marketTap()
        var account = try AccountTap(knowing: "BTC/USDT", "BTC/ZAR", "ETH/BTC")
        let all =
            try (Self.market + Self.account).map { Array(try #require(Tree(try Sample.text($0))).text.utf8) }
            + Sample.tree("ws-full-orderbook-sequence").elements.map { Array($0.text.utf8) }
            + Sample.tree("ws-order-status-update").elements.map { Array($0.text.utf8) }
        for _ in 0..<5000 {
            var bytes = all[random.index(below: all.count)]
            for _ in 0..<random.index(below: 4) {
                let place = random.index(below: bytes.count)
                switch random.index(below: 3) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(bytes[random.index(below: bytes.count)], at: place)
                }
            }
            _ = market.receive(bytes)
            _ = account.receive(bytes)
            #expect(market.showsNoCrossedBook)
        }
    }
}
