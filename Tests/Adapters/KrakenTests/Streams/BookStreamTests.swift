import AdapterKit
import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// The recorded book and each of the sheet's rules (kraken.md I.3, I.4).
@Suite("Streamed book")
struct BookStreamTests {
    /// A book of three levels a side with its right checksum.
    static let bids = [("100.0", "1.5"), ("99.9", "2"), ("99.8", "0.00000001")]
    static let asks = [("100.2", "3"), ("100.3", "0.5"), ("100.4", "7.25")]

    static func checksum(_ bids: [(String, String)], _ asks: [(String, String)]) -> UInt32 {
        SheetChecksum.of(asks: asks, bids: bids, priceDecimals: 1, quantityDecimals: 8)
    }

    static func snapshot(bids: [(String, String)] = bids, asks: [(String, String)] = asks) -> String {
        Wire.book("snapshot", bids: bids, asks: asks, checksum: checksum(bids, asks))
    }

    /// A live book of three levels a side.
    static func live(depth: Int = 10) throws -> MarketStream {
        var stream = try MarketStream(try Wire.bitcoinBook(depth: depth))
        stream.receive(Wire.ack(1, "book"))
        stream.receive(snapshot())
        #expect(stream.session.isLive(1))
        return stream
    }

    private func levels(_ stream: MarketStream, _ side: Side) throws -> [String] {
        try #require(stream.session.book(of: 1)).levels(side).map {
            "\($0.price.normalized)x\($0.quantity.normalized)"
        }
    }

    @Test("The recorded snapshot and its updates: live, verified, cut to ten levels, with their times")
    func recorded() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        stream.receive(try Wire.sample("ws-status"))
        stream.receive(Wire.ack(1, "book"))
        #expect(stream.session.book(of: 1)?.state == .resyncing(.started))
        #expect(stream.receive(try Wire.sample("ws-book-snapshot")) == ["live 1", "book 1"])
        #expect(stream.receive(try Wire.sample("ws-book-update-1")) == ["book 1"])
        var book = try #require(stream.session.book(of: 1))
        #expect(book.state.isLive && book.isVerified && book.integrity == .checksum && book.promisedDepth == 10)
        #expect(book.asks.count == 10 && book.bids.count == 10)
        #expect(book.quantity(.sell, at: try Sample.decimal("29431.1")).isZero, "deleted")
        #expect(book.quantity(.sell, at: try Sample.decimal("29430.6")) == (try Sample.decimal("0.001")))
        #expect(book.quantity(.sell, at: try Sample.decimal("29433.3")).isZero, "the eleventh is cut away")
        #expect(book.time == Timestamp(iso8601: "2023-07-30T15:29:58.343415Z"))
        stream.receive(try Wire.sample("ws-book-update-2"))
        book = try #require(stream.session.book(of: 1))
        #expect(book.bestAsk?.quantity == (try Sample.decimal("8.25182177")))
        #expect(stream.session.isLive(1))
    }

    @Test("Data before the acknowledgement counts")
    func early() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        #expect(stream.receive(try Wire.sample("ws-book-snapshot")) == ["live 1", "book 1"])
        #expect(stream.receive(Wire.ack(1, "book")).isEmpty)
        stream.pass(.seconds(30))
        #expect(stream.output.ending == nil)
    }

    @Test("K.14 every vector of the sheet, as a snapshot")
    func vectors() throws {
        let tree = try Sample.tree("vectors-book-checksum")
        let vectors = try #require(tree["vectors"]).elements
        #expect(vectors.count >= 7)
        for vector in vectors {
            let name = vector["name"]?.plain ?? "?"
            let price = try #require(vector["price_decimals"]?.plain.flatMap { Int($0) })
            let quantity = try #require(vector["qty_decimals"]?.plain.flatMap { Int($0) })
            let told = try #require(vector["crc32"]?.plain.flatMap { UInt32($0) })
            let asks = try Self.rows(vector["asks"])
            let bids = try Self.rows(vector["bids"])
            #expect(
                SheetChecksum.of(asks: asks, bids: bids, priceDecimals: price, quantityDecimals: quantity) == told,
                "\(name): the tests' own checksum")
            var stream = try MarketStream(try Wire.bitcoinBook())
            // Whatever the instrument's steps say: the pair's decimals are told.
            stream.receive(Wire.book("snapshot", bids: bids, asks: asks, checksum: told))
            if !stream.session.isLive(1) {
                stream.receive(Wire.instruments(price: price, quantity: quantity))
                stream.receive(Wire.ack(3, "book", method: "unsubscribe"))
                stream.receive(Wire.book("snapshot", bids: bids, asks: asks, checksum: told))
            }
            let book = try #require(stream.session.book(of: 1))
            #expect(book.state.isLive && book.isVerified, "\(name)")
            #expect(book.levels(.sell).count == asks.count && book.levels(.buy).count == bids.count, "\(name)")
        }
    }

    static func rows(_ tree: Tree?) throws -> [(String, String)] {
        try #require(tree).elements.map { row in
            (try #require(row.elements.first?.plain), try #require(row.elements.last?.plain))
        }
    }

    @Test("Rows apply in their order: the same price twice in one message, the last one counts")
    func twice() throws {
        var stream = try Self.live()
        let asks = [("100.2", "4"), ("100.3", "0.5"), ("100.4", "7.25")]
        stream.receive(
            Wire.book(
                "update", bids: [], asks: [("100.2", "0"), ("100.2", "4")], checksum: Self.checksum(Self.bids, asks)))
        #expect(stream.session.isLive(1))
        #expect(try levels(stream, .sell).first == "100.2x4")
    }

    @Test("A level that falls out of the depth is forgotten, and is told again when it comes back")
    func cut() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        let asks = (0..<10).map { ("20\($0).0", "1") }
        stream.receive(Self.snapshot(asks: asks))
        let pushed = [("199.5", "2")] + asks.dropLast()
        stream.receive(
            Wire.book("update", bids: [], asks: [("199.5", "2")], checksum: Self.checksum(Self.bids, pushed)))
        #expect(stream.session.isLive(1))
        #expect(try levels(stream, .sell).count == 10)
        stream.receive(
            Wire.book(
                "update", bids: [], asks: [("199.5", "0"), ("209.0", "3")],
                checksum: Self.checksum(Self.bids, asks.dropLast() + [("209.0", "3")])))
        #expect(stream.session.isLive(1))
        #expect(try levels(stream, .sell).last == "209x3")
    }

    @Test("The cut comes after the last row, never before it")
    func cutLast() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        let asks = (0..<10).map { ("20\($0).0", "1") }
        stream.receive(Self.snapshot(asks: asks))
        // Ten better levels, of which nine go again: what was pushed out in between would be missing.
        let better = (0..<10).map { ("19\($0).0", "1") }
        let gone = better.dropLast().map { ($0.0, "0") }
        stream.receive(
            Wire.book(
                "update", bids: [], asks: better + gone,
                checksum: Self.checksum(Self.bids, [("199.0", "1")] + asks.dropLast())))
        #expect(stream.session.isLive(1))
    }

    @Test("Removing a level that is not there is no error")
    func unknownLevel() throws {
        var stream = try Self.live()
        #expect(
            stream.receive(
                Wire.book(
                    "update", bids: [("50.0", "0")], asks: [], checksum: Self.checksum(Self.bids, Self.asks))) == [
                    "book 1"
                ])
    }

    @Test("The checksum is of ten levels whatever the depth, and the deeper ones are kept")
    func deep() throws {
        var stream = try MarketStream(try Wire.bitcoinBook(depth: 20))
        let asks = (0..<25).map { ("2\($0 + 10).0", "1") }
        stream.receive(Self.snapshot(asks: asks))
        #expect(stream.session.isLive(1))
        let book = try #require(stream.session.book(of: 1))
        #expect(book.asks.count == 25 && book.promisedDepth == 25)
    }

    @Test("Exponents, spaces, other orders of keys, several markets and unknown ones in one message")
    func shapes() throws {
        let ripple = try Sample.instrument("XRP/EUR", "XRPEUR")
        var stream = try MarketStream([
            Wire.subscription(1, .book(depth: 10), try Sample.bitcoin()),
            Wire.subscription(2, .book(depth: 10), ripple),
        ])
        let checksum = Self.checksum([("1.0", "0.00000001")], [])
        let row = """
            {"checksum":\(checksum),"asks":[ ],"bids":[ { "qty" : 1e-08 , "more":null, "price" : 1.0 } ],"symbol":\
            "BTC/USD"}
            """
        let told = stream.receive(
            """
            {"data":[\(row),{"symbol":"NO/ONE","bids":[{"price":1,"qty":1}],"asks":[],"checksum":1},\
            \(row.replacing("BTC/USD", with: "XRP/EUR"))],"type":"snapshot","channel":"book"}
            """)
        #expect(told == ["live 1", "book 1", "live 2", "book 2"])
        #expect(stream.session.book(of: 2)?.bestBid?.quantity == (try Sample.decimal("0.00000001")))
    }

    @Test("An empty book has a checksum too")
    func empty() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        #expect(stream.receive(Wire.book("snapshot", bids: [], asks: [], checksum: 0)) == ["live 1", "book 1"])
    }

    @Test("A crossed book with the right checksum is the venue's, and not live until it is uncrossed")
    func crossed() throws {
        var stream = try Self.live()
        let high = [("100.3", "1")] + Self.bids
        let crossing = Wire.book(
            "update", bids: [("100.3", "1")], asks: [], checksum: Self.checksum(high, Self.asks))
        #expect(stream.receive(crossing) == ["stale BTC/USD: crossed at 1", "book 1"])
        #expect(stream.session.book(of: 1)?.state == .resyncing(.crossed))
        #expect(stream.sent.isEmpty, "a new subscription would show the same")
        let uncrossing = Wire.book(
            "update", bids: [("100.3", "0")], asks: [], checksum: Self.checksum(Self.bids, Self.asks))
        #expect(stream.receive(uncrossing) == ["resynced BTC/USD: crossed at 1", "book 1"])
        #expect(stream.session.isLive(1))
    }

    @Test("Each message changes the revision, and a copy stays as it was")
    func copies() throws {
        var stream = try Self.live()
        let before = try #require(stream.session.book(of: 1))
        stream.receive(
            Wire.book(
                "update", bids: [("100.1", "9")], asks: [],
                checksum: Self.checksum([("100.1", "9")] + Self.bids, Self.asks)))
        let after = try #require(stream.session.book(of: 1))
        #expect(before.revision != after.revision)
        #expect(before.bestBid?.price == 100)
        #expect(after.bestBid?.price == (try Sample.decimal("100.1")))
    }
}
