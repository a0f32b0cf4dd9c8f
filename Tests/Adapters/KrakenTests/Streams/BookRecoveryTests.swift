import AdapterKit
import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// The ladder of a book that does not fit its checksum (kraken.md I.4, "Recovery").
@Suite("Recovery of a streamed book")
struct BookRecoveryTests {
    private static let right = BookStreamTests.checksum(BookStreamTests.bids, BookStreamTests.asks)

    /// An update that its checksum contradicts.
    private static let wrong = Wire.book("update", bids: [("100.1", "1")], asks: [], checksum: 1)

    /// Answers the frames of the last step as the venue does, with this snapshot.
    private func answer(_ stream: inout MarketStream, _ snapshot: String = BookStreamTests.snapshot()) {
        var frames = stream.sent
        while !frames.isEmpty {
            let frame = frames.removeFirst()
            let request = frame["req_id"]?.plain.flatMap { Int($0) } ?? 0
            switch (frame["method"]?.plain, frame["params"]?["channel"]?.plain) {
            case ("unsubscribe", _): stream.receive(Wire.ack(request, "book", method: "unsubscribe"))
            case ("subscribe", "instrument"): stream.receive(Wire.instruments())
            case ("subscribe", "book"):
                stream.receive(Wire.ack(request, "book"))
                stream.receive(snapshot)
            default: continue
            }
            frames += stream.sent
        }
    }

    @Test("Stale at once, then unsubscribe, wait for the answer, reload the decimals, subscribe, wait for the snapshot")
    func ladder() throws {
        var stream = try BookStreamTests.live()
        #expect(stream.receive(Self.wrong) == ["gap BTC/USD: checksum at 1", "book 1"])
        var book = try #require(stream.session.book(of: 1))
        #expect(book.state == .resyncing(.checksum))
        #expect(book.bids.count == 0 && book.asks.count == 0, "levels that are not right are not shown")
        #expect(
            stream.sent.map { $0["method"]?.plain } == ["subscribe", "unsubscribe"]
                && stream.sent.first?["params"]?["channel"]?.plain == "instrument")
        #expect(stream.receive(BookStreamTests.snapshot()).isEmpty, "what comes before the answer is of the old one")
        stream.receive(Wire.ack(3, "book", method: "unsubscribe"))
        #expect(stream.sent.isEmpty, "the decimals come first")
        stream.receive(Wire.instruments())
        #expect(stream.sent.first?["method"]?.plain == "subscribe")
        stream.receive(Wire.ack(4, "book"))
        #expect(!stream.session.isLive(1))
        #expect(stream.receive(BookStreamTests.snapshot()) == ["resynced BTC/USD: checksum at 1", "book 1"])
        #expect(stream.session.isLive(1))
        book = try #require(stream.session.book(of: 1))
        #expect(book.bids.count == 3 && book.asks.count == 3)
    }

    @Test("A pair whose tick is coarser than its decimals: the first checksum fails, and no reader hears of it")
    func coarseTick() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        let checksum = SheetChecksum.of(
            asks: BookStreamTests.asks, bids: BookStreamTests.bids, priceDecimals: 2, quantityDecimals: 8)
        let snapshot = Wire.book(
            "snapshot", bids: BookStreamTests.bids, asks: BookStreamTests.asks, checksum: checksum)
        #expect(stream.receive(snapshot) == ["book 1"])
        stream.receive(Wire.instruments(price: 2))
        stream.receive(Wire.ack(3, "book", method: "unsubscribe"))
        #expect(stream.receive(snapshot) == ["live 1", "book 1"])
        #expect(stream.session.book(of: 1)?.priceScale == 2)
    }

    @Test("As many decimals as a price can have are the pair's too")
    func finestDecimals() throws {
        let bids = [("1.5", "1")]
        let asks = [("2.5", "1")]
        let checksum = SheetChecksum.of(asks: asks, bids: bids, priceDecimals: 18, quantityDecimals: 8)
        let snapshot = Wire.book("snapshot", bids: bids, asks: asks, checksum: checksum)
        var stream = try MarketStream(try Wire.bitcoinBook())
        #expect(stream.receive(snapshot) == ["book 1"])
        stream.receive(Wire.instruments(price: 18))
        stream.receive(Wire.ack(3, "book", method: "unsubscribe"))
        #expect(stream.receive(snapshot) == ["live 1", "book 1"])
        #expect(stream.session.book(of: 1)?.priceScale == 18)
    }

    @Test("Decimals that change while the book is up are taken over by the next subscription")
    func changedDecimals() throws {
        var stream = try BookStreamTests.live()
        stream.receive(Self.wrong)
        answer(&stream)
        #expect(stream.session.isLive(1))
        stream.receive(Wire.instruments(price: 3))
        #expect(stream.session.isLive(1), "told, and not needed yet")
        stream.receive(Self.wrong)
        #expect(stream.sent.map { $0["method"]?.plain } == ["unsubscribe"], "the channel is followed already")
        let checksum = SheetChecksum.of(
            asks: BookStreamTests.asks, bids: BookStreamTests.bids, priceDecimals: 3, quantityDecimals: 8)
        answer(
            &stream,
            Wire.book("snapshot", bids: BookStreamTests.bids, asks: BookStreamTests.asks, checksum: checksum))
        #expect(stream.session.isLive(1))
    }

    @Test("No answer from the instrument channel: the book goes on with what is guessed")
    func noInstruments() throws {
        for isRefused in [true, false] {
            var stream = try BookStreamTests.live()
            stream.receive(Self.wrong)
            stream.receive(Wire.ack(3, "book", method: "unsubscribe"))
            if isRefused {
                stream.receive(Wire.refusal(2, "no", symbol: nil))
            } else {
                stream.pass(.seconds(10))
            }
            #expect(stream.sent.contains { $0["params"]?["channel"]?.plain == "book" })
            #expect(stream.output.ending == nil)
        }
    }

    @Test("Three failures in five minutes end the connection; three in a longer time do not")
    func threeFailures() throws {
        func failures(_ pause: Duration) throws -> MarketStream {
            var stream = try BookStreamTests.live()
            for _ in 0..<3 {
                stream.receive(Self.wrong)
                answer(&stream)
                stream.pass(pause)
            }
            return stream
        }
        var stream = try BookStreamTests.live()
        for number in 1...3 {
            stream.receive(Self.wrong)
            if number < 3 { answer(&stream) }
        }
        guard case .reconnect(.checksum, _) = stream.output.ending else {
            Issue.record("the third failure must end the connection")
            return
        }
        #expect(try failures(.seconds(200)).session.isLive(1))
    }

    @Test("Where it is asked for, the book goes on unverified instead, and says so")
    func unproven() throws {
        var stream = try MarketStream(try Wire.bitcoinBook(), KrakenAdapter(acceptsUnprovenBooks: true))
        stream.receive(Wire.ack(1, "book"))
        stream.receive(BookStreamTests.snapshot())
        for _ in 0..<2 {
            stream.receive(Self.wrong)
            answer(&stream)
        }
        stream.receive(Self.wrong)
        #expect(stream.output.ending == nil)
        answer(&stream)
        #expect(
            stream.told.suffix(3) == [
                "resynced BTC/USD: checksum at 1", "unverified BTC/USD: deadChecksum at 1", "book 1",
            ])
        let book = try #require(stream.session.book(of: 1))
        #expect(book.state.isLive && !book.isVerified)
        #expect(stream.receive(Self.wrong) == ["book 1"])
        let crossing = Wire.book("update", bids: [("100.3", "1")], asks: [], checksum: 1)
        #expect(stream.receive(crossing).first == "gap BTC/USD: crossed at 1", "unproven and crossed is lost")
    }

    @Test("A checksum that stays while the book changes is suspected; a fresh snapshot proves it dead")
    func frozen() throws {
        var stream = try BookStreamTests.live()
        let changed = [("100.1", "1")] + BookStreamTests.bids
        let frozen = Wire.book("update", bids: [("100.1", "1")], asks: [], checksum: Self.right)
        #expect(stream.receive(frozen) == ["gap BTC/USD: deadChecksum at 1", "book 1"])
        #expect(!stream.session.isLive(1))
        answer(
            &stream,
            Wire.book("snapshot", bids: changed, asks: BookStreamTests.asks, checksum: Self.right))
        #expect(
            stream.told.suffix(3) == [
                "resynced BTC/USD: deadChecksum at 1", "unverified BTC/USD: deadChecksum at 1", "book 1",
            ])
        var book = try #require(stream.session.book(of: 1))
        #expect(book.state.isLive && !book.isVerified, "followed, and honest about it")
        #expect(
            stream.receive(Wire.book("update", bids: [("100.1", "2")], asks: [], checksum: Self.right)) == ["book 1"])
        let alive = [("100.1", "3")] + BookStreamTests.bids
        #expect(
            stream.receive(
                Wire.book(
                    "update", bids: [("100.1", "3")], asks: [],
                    checksum: BookStreamTests.checksum(alive, BookStreamTests.asks))) == [
                    "resynced BTC/USD: deadChecksum at 1", "book 1",
                ], "alive again")
        book = try #require(stream.session.book(of: 1))
        #expect(book.isVerified)
        #expect(stream.receive(Self.wrong).first == "gap BTC/USD: checksum at 1", "and looked at again")
    }

    @Test("A suspicion that a fresh snapshot clears was damage")
    func damaged() throws {
        var stream = try BookStreamTests.live()
        stream.receive(Wire.book("update", bids: [("100.1", "1")], asks: [], checksum: Self.right))
        answer(&stream)
        let book = try #require(stream.session.book(of: 1))
        #expect(book.state.isLive && book.isVerified)
    }

    @Test("A missing checksum is as good as a dead one: once a suspicion, twice a proof")
    func missing() throws {
        var stream = try MarketStream(try Wire.bitcoinBook())
        let snapshot = Wire.book(
            "snapshot", bids: BookStreamTests.bids, asks: BookStreamTests.asks, checksum: nil)
        stream.receive(snapshot)
        #expect(!stream.session.isLive(1))
        answer(&stream, snapshot)
        #expect(stream.told.suffix(3) == ["live 1", "unverified BTC/USD: deadChecksum at 1", "book 1"])
        #expect(stream.session.isLive(1) && stream.session.book(of: 1)?.isVerified == false)
    }

    @Test("An audit that finds the book wrong starts it anew; a book that is on its way is left alone")
    func audit() throws {
        var stream = try BookStreamTests.live()
        stream.resync(1)
        #expect(stream.told.suffix(2) == ["gap BTC/USD: audit at 1", "book 1"])
        stream.resync(1)
        stream.resync(77)
        #expect(stream.sent.isEmpty)
    }

    @Test("A gap's marker begins with the time of the last book that was right")
    func markers() throws {
        var stream = try BookStreamTests.live()
        stream.receive(Self.wrong)
        guard case .marker(_, let marker) = stream.events.first else {
            Issue.record("a marker comes first")
            return
        }
        #expect(marker.kind == .gap && marker.cause == .checksum)
        #expect(marker.from == Timestamp(iso8601: "2023-07-30T15:29:58.343415Z"))
        #expect(marker.to == stream.now.time)
    }
}
