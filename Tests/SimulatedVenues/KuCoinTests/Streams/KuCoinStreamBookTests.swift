import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKuCoin

@Suite("KuCoin face: the streamed book is the venue's (kucoin.md I.5)")
struct KuCoinStreamBookTests {
    /// A book as a client keeps it from the sheet's rules alone.
    struct Book {
        var sequence = 0
        var bids: [ExactDecimal: ExactDecimal] = [:]
        var asks: [ExactDecimal: ExactDecimal] = [:]
        var hasGap = false

        init(_ reply: KuCoinReply) throws {
            sequence = Int(reply.data.text("sequence") ?? "") ?? 0
            bids = try Self.levels(reply.data["bids"])
            asks = try Self.levels(reply.data["asks"])
        }

        private static func levels(_ rows: Any?) throws -> [ExactDecimal: ExactDecimal] {
            var levels: [ExactDecimal: ExactDecimal] = [:]
            for row in rows as? [[String]] ?? [] {
                levels[try ExactDecimal(parsing: row[0])] = try ExactDecimal(parsing: row[1])
            }
            return levels
        }

        mutating func take(_ frame: KuCoinStreamFrame) throws {
            let start = frame.data.number("sequenceStart") ?? 0
            let end = frame.data.number("sequenceEnd") ?? 0
            guard end > sequence else { return }
            if start > sequence + 1 { hasGap = true }
            for row in frame.rows("bids") where (Int(row[2]) ?? 0) > sequence { try Self.set(&bids, row) }
            for row in frame.rows("asks") where (Int(row[2]) ?? 0) > sequence { try Self.set(&asks, row) }
            sequence = end
        }

        private static func set(_ levels: inout [ExactDecimal: ExactDecimal], _ row: [String]) throws {
            let price = try ExactDecimal(parsing: row[0])
            guard !price.isZero else { return }
            let size = try ExactDecimal(parsing: row[1])
            levels[price] = size.isZero ? nil : size
        }
    }

    private static let full = "/api/v3/market/orderbook/level2?symbol="

    private func isVenues(_ book: Book, _ client: KuCoinClient, _ symbol: String) -> Bool {
        guard let engine = client.face.exchange.book(symbol, depth: 10_000) else { return false }
        return book.sequence == 14_609_000_000 + Int(client.face.streams.skipped) + Int(engine.updateID)
            && book.bids == Dictionary(uniqueKeysWithValues: engine.bids.map { ($0.price, $0.quantity) })
            && book.asks == Dictionary(uniqueKeysWithValues: engine.asks.map { ($0.price, $0.quantity) })
    }

    @Test("A book kept from a snapshot and the frames equals the engine's", arguments: ["omitted", "zeroPrice"])
    func rebuilt(merged: String) throws {
        let symbols = ["BTC-USDT", "XRP-USDT", "ETH-BTC"]
        var client = try KuCoinClient.following(
            ["/market/level2:" + symbols.joined(separator: ",")], ["mergedRows": merged], frozen: false)
        var books: [String: Book] = [:]
        for symbol in symbols { books[symbol] = try Book(client.get(Self.full + symbol)) }
        for round in 0..<30 {
            client.advance(100)
            if round % 5 == 0 {
                _ = client.post(KuCoinClient.orders, KuCoinClient.resting("r\(round)"))
                _ = client.post(KuCoinClient.orders, KuCoinClient.market("buy", "size", "0.3", "m\(round)"))
            }
            for frame in client.frames() {
                let symbol = frame.topic.split(separator: ":").last.map(String.init) ?? ""
                #expect(frame.operation == "stream.book")
                try books[symbol]?.take(frame)
            }
            for symbol in symbols {
                let book = try #require(books[symbol])
                #expect(!book.hasGap)
                #expect(isVenues(book, client, symbol))
            }
        }
    }

    @Test("Numbers go on without a hole; of a level that changed twice the earlier number is left out or has price 0")
    func numbers() throws {
        for merged in ["omitted", "zeroPrice"] {
            var client = try KuCoinClient.following(
                ["/market/level2:BTC-USDT"], ["mergedRows": merged], frozen: false)
            var last: Int?
            var zeroRows = 0
            var missing = 0
            for _ in 0..<20 {
                client.advance(100)
                _ = client.post(KuCoinClient.orders, KuCoinClient.market("buy", "size", "0.5", "m"))
                for frame in client.frames() {
                    let start = try #require(frame.data.number("sequenceStart"))
                    let end = try #require(frame.data.number("sequenceEnd"))
                    if let last { #expect(start == last + 1) }
                    last = end
                    let rows = frame.rows("bids") + frame.rows("asks")
                    let own = rows.compactMap { Int($0[2]) }
                    #expect(own.allSatisfy { start...end ~= $0 })
                    zeroRows += rows.count { $0[0] == "0" }
                    missing += end - start + 1 - rows.count
                    let prices = (frame.rows("bids").map { "b" + $0[0] } + frame.rows("asks").map { "a" + $0[0] })
                        .filter { $0.count > 2 }
                    #expect(Set(prices).count == prices.count)
                }
            }
            #expect((zeroRows > 0) == (merged == "zeroPrice"))
            #expect((missing > 0) == (merged == "omitted"))
        }
    }

    @Test("A skipped number is a gap in the frames, and the number of the next snapshot")
    func skipped() throws {
        var client = try KuCoinClient.following(["/market/level2:BTC-USDT"])
        var book = try Book(client.get(Self.full + "BTC-USDT"))
        client.face.disturb(.skipSequence, at: client.now)
        client.placed(KuCoinClient.resting())
        for frame in client.frames() { try book.take(frame) }
        #expect(book.hasGap)
        book = try Book(client.get(Self.full + "BTC-USDT"))
        #expect(isVenues(book, client, "BTC-USDT"))
        client.placed(KuCoinClient.resting("next"))
        for frame in client.frames() { try book.take(frame) }
        #expect(!book.hasGap)
        #expect(isVenues(book, client, "BTC-USDT"))
    }

    @Test("Snapshots that lag behind the stream, until they are told not to")
    func delayed() throws {
        var client = try KuCoinClient.following(["/market/level2:BTC-USDT"], frozen: false)
        client.face.disturb(.delaySnapshots(milliseconds: 1_000), at: client.now)
        let before = try Book(client.get(Self.full + "BTC-USDT"))
        client.advance(500)
        #expect(try Book(client.get(Self.full + "BTC-USDT")).sequence == before.sequence)
        client.advance(1_500)
        var late = try Book(client.get(Self.full + "BTC-USDT"))
        #expect(late.sequence > before.sequence)
        #expect(!isVenues(late, client, "BTC-USDT"))
        // Late, yet a book of the venue's: with the frames since it is the one of now.
        for frame in client.frames() { try late.take(frame) }
        #expect(isVenues(late, client, "BTC-USDT"))
        let short = client.send("GET", "/api/v1/market/orderbook/level2_20?symbol=BTC-USDT").data
        #expect((short["bids"] as? [[String]])?.count == 20)
        client.face.disturb(.delaySnapshots(milliseconds: 0), at: client.now)
        #expect(isVenues(try Book(client.get(Self.full + "BTC-USDT")), client, "BTC-USDT"))
    }

    @Test("Whole views and the best level follow every 100 ms, without a number")
    func views() throws {
        var client = try KuCoinClient.following([
            "/spotMarket/level2Depth5:BTC-USDT", "/spotMarket/level2Depth50:BTC-USDT", "/spotMarket/level1:BTC-USDT",
        ])
        client.placed(KuCoinClient.market("buy", "size", "0.0001"))
        let frames = client.frames()
        #expect(
            frames.map { $0.topic.split(separator: ":")[0].split(separator: "/")[1] }
                == ["level2Depth5", "level2Depth50", "level1"])
        for (frame, depth) in zip(frames, [5, 50]) {
            let bids = try #require(frame.data["bids"] as? [[String]])
            #expect(bids.count == depth)
            #expect(bids.first?.first == client.ticker("bestBid"))
            #expect(frame.data["sequence"] == nil)
        }
        #expect((frames.last?.data["bids"] as? [String])?.first == client.ticker("bestBid"))
        client.advance(1_000)
        #expect(client.frames().isEmpty)
    }

    @Test("A frozen market tells nothing; a connected one costs nothing without followers")
    func quiet() throws {
        var client = try KuCoinClient.following(["/market/level2:BTC-USDT", "/market/ticker:all"])
        client.advance(5_000)
        #expect(client.arrived().isEmpty)
        var live = try KuCoinClient.following([], frozen: false)
        live.advance(2_000)
        #expect(live.arrived().isEmpty)
    }
}
