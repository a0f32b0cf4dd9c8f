import AdapterProtocol
import Testing
import VenueSimulator

@testable import SimulatedKraken

/// The book as a client sees it (kraken.md I.3, I.4, L.17).
@Suite("Kraken face: streamed books")
struct KrakenBookStreamTests {
    private static let subscription = #""channel":"book","symbol":["BTC/USD"]"#

    @Test("Rebuilt from its frames, a book of any depth is the engine's after each, with the right checksum")
    func rebuilt() throws {
        for depth in [10, 100] {
            var client = try KrakenStreamClient(frozen: false)
            var book = RebuiltBook(depth: depth)
            var updates = 0
            for frame in client.subscribe(Self.subscription + ",\"depth\":\(depth)") where frame.channel == "book" {
                try book.apply(frame)
            }
            #expect(book.equals(client.rest.face.exchange.book("XXBTZUSD", depth: depth)))
            for _ in 0..<20 {
                client.advance(500)
                for frame in client.frames() where frame.channel == "book" {
                    try book.apply(frame)
                    #expect(book.told == book.checksum)
                    updates += 1
                }
                #expect(book.equals(client.rest.face.exchange.book("XXBTZUSD", depth: depth)))
            }
            #expect(updates > 10)
        }
    }

    @Test("An own order is in the frames before anything else is asked; taking levels tells their end")
    func ownOrder() throws {
        var client = try KrakenStreamClient()
        var book = RebuiltBook()
        for frame in client.subscribe(Self.subscription) where frame.channel == "book" { try book.apply(frame) }
        let txid = client.rest.limit("buy", "1.5", "64999.9")
        #expect(txid.hasPrefix("O"))
        for frame in client.frames() where frame.channel == "book" { try book.apply(frame) }
        #expect(book.equals(client.rest.face.exchange.book("XXBTZUSD", depth: 10)))
        client.rest.limit("buy", "3", client.rest.best.ask)
        let frames = client.frames().filter { $0.channel == "book" }
        #expect(frames.count == 1, "one command, one message")
        for frame in frames { try book.apply(frame) }
        #expect(book.equals(client.rest.face.exchange.book("XXBTZUSD", depth: 10)))
        #expect(book.told == book.checksum)
    }

    @Test("Rows and members as recorded")
    func shape() throws {
        var client = try KrakenStreamClient()
        let snapshot = try #require(client.subscribe(Self.subscription).first { $0.channel == "book" })
        #expect(snapshot.names == ["channel", "type", "data"])
        #expect(snapshot.rows.first?.names == ["symbol", "bids", "asks", "checksum", "timestamp"])
        #expect(snapshot.rows.first?["bids"]?.elements?.first?.names == ["price", "qty"])
        #expect(snapshot.rows.first?["bids"]?.elements?.count == 10, "ten levels unless said otherwise")
        var bare = try KrakenStreamClient(["streamTimes": "absent", "streamSnapshots": "before"])
        _ = bare.frames()
        let frames = bare.subscribe(Self.subscription)
        #expect(frames.first?.rows.first?.names == ["symbol", "bids", "asks", "checksum"])
        #expect(frames.last?.text("method") == "subscribe", "data before the answer")
    }

    @Test("Numbers have no padding: zeros at the end are gone, tiny ones may have an exponent")
    func numbers() throws {
        func text(_ value: String, _ setting: String = "plain") throws -> FaceJSON {
            Kraken.StreamText.number(
                try ExactDecimal(parsing: value), try Kraken.Switches(["streamNumbers": setting]))
        }
        #expect(try text("4.00000000") == .number("4.0"))
        #expect(try text("0.00100000") == .number("0.001"))
        #expect(try text("0") == .number("0.0"))
        #expect(try text("0.00000001", "exponent") == .number("1e-08"))
        #expect(try text("0.00001250", "exponent") == .number("1.25e-05"))
        #expect(try text("0.5", "exponent") == .number("0.5"))
    }

    @Test("The face's checksum is the sheet's")
    func checksum() throws {
        var client = try KrakenStreamClient()
        var book = RebuiltBook()
        for frame in client.subscribe(Self.subscription) where frame.channel == "book" { try book.apply(frame) }
        #expect(book.told == book.checksum)
        var dogecoin = RebuiltBook(decimals: 7)
        for frame in client.subscribe(#""channel":"book","symbol":["DOGE/EUR"]"#) where frame.channel == "book" {
            try dogecoin.apply(frame)
        }
        #expect(dogecoin.told == dogecoin.checksum, "leading zeros are gone")
    }

    @Test("A lost message, a wrong checksum, and one that stands still")
    func disturbances() throws {
        func update(_ client: inout KrakenStreamClient, _ price: String) -> [FaceJSON] {
            client.rest.limit("buy", "0.7", price)
            return client.frames().filter { $0.channel == "book" }
        }
        var client = try KrakenStreamClient()
        var book = RebuiltBook()
        for frame in client.subscribe(Self.subscription) where frame.channel == "book" { try book.apply(frame) }
        client.rest.face.disturb(.skipSequence, at: client.rest.now)
        #expect(update(&client, "64999.1").isEmpty)
        for frame in update(&client, "64999.2") { try book.apply(frame) }
        #expect(book.told != book.checksum, "the loss shows in the next message")

        client = try KrakenStreamClient()
        for frame in client.subscribe(Self.subscription) where frame.channel == "book" { try book.apply(frame) }
        client.rest.face.disturb(.breakChecksum, at: client.rest.now)
        for frame in update(&client, "64999.1") { try book.apply(frame) }
        #expect(book.told != book.checksum)
        for frame in update(&client, "64999.2") { try book.apply(frame) }
        #expect(book.told == book.checksum, "once")

        let before = book.told
        client.rest.face.disturb(.freezeChecksum(true), at: client.rest.now)
        for price in ["64999.3", "64999.4"] {
            for frame in update(&client, price) { try book.apply(frame) }
            #expect(book.told == before && book.checksum != before)
        }
        _ = client.subscribe(Self.subscription, method: "unsubscribe")
        for frame in client.subscribe(Self.subscription) where frame.channel == "book" { try book.apply(frame) }
        #expect(book.told == before, "a fresh snapshot too")
        client.rest.face.disturb(.freezeChecksum(false), at: client.rest.now)
        for frame in update(&client, "64999.5") { try book.apply(frame) }
        #expect(book.told == book.checksum)
    }

    @Test("A delayed snapshot comes behind the changes, and is the book of then")
    func delayed() throws {
        var client = try KrakenStreamClient(frozen: false)
        client.rest.face.disturb(.delaySnapshots(milliseconds: 2_000), at: client.rest.now)
        #expect(client.subscribe(Self.subscription).allSatisfy { $0.channel != "book" })
        client.advance(1_900)
        #expect(client.frames().allSatisfy { $0.type != "snapshot" })
        var book = RebuiltBook()
        client.advance(200)
        let frames = client.frames().filter { $0.channel == "book" }
        let start = try #require(frames.firstIndex { $0.type == "snapshot" })
        for frame in frames[start...] { try book.apply(frame) }
        for _ in 0..<10 {
            client.advance(500)
            for frame in client.frames() where frame.channel == "book" { try book.apply(frame) }
        }
        #expect(book.told == book.checksum)
        #expect(book.equals(client.rest.face.exchange.book("XXBTZUSD", depth: 10)))
    }

    @Test("Two sockets of different depth and a late one are all told the same book")
    func several() throws {
        var client = try KrakenStreamClient(frozen: false)
        var books: [StreamID: RebuiltBook] = [client.id: RebuiltBook()]
        var pending = client.subscribe(Self.subscription).map { (client.id, $0) }
        for (number, depth) in [(UInt64(2), 25), (3, 10)] {
            client.advance(1_300)
            let id = StreamID(number)
            _ = client.rest.face.openStream(id, for: KrakenStreamClient.upgrade("/v2"), at: client.rest.now)
            let text = "{\"method\":\"subscribe\",\"params\":{\(Self.subscription),\"depth\":\(depth)}}"
            client.rest.face.receive(Array(text.utf8), from: id, at: client.rest.now)
            books[id] = RebuiltBook(depth: depth)
        }
        client.advance(5_000)
        client.collect()
        pending += client.inbox.compactMap { message in KrakenStreamClient.json(message).map { (message.stream, $0) } }
        for (id, frame) in pending where frame.channel == "book" {
            try books[id]?.apply(frame)
            #expect(books[id]?.told == books[id]?.checksum)
        }
        for book in books.values {
            #expect(book.equals(client.rest.face.exchange.book("XXBTZUSD", depth: book.depth)))
        }
    }
}
