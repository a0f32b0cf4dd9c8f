import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Checksums of books order by order: report only unless asked to be strict (valr.md I.6, I.7).
@Suite("Streams: checksums")
struct ChecksumTests {
    private func tap(strict: Bool) throws -> MarketTap {
        try MarketTap(following: [.book(depth: 100)], of: "BTC/USDC", VALRAdapter(stopsOnChecksum: strict))
    }

    /// The sample with the checksum of one message replaced; nil removes it.
    private func messages(_ index: Int, _ checksum: String?) throws -> [String] {
        var list = try Sample.tree("ws-full-orderbook-sequence").elements.map(\.text)
        let told = ["2834881521", "699426467", "3618059658"][index]
        list[index] =
            checksum.map { list[index].replacing(told, with: $0) }
            ?? list[index].replacing(",\"Checksum\":\(told)", with: "")
        return list
    }

    @Test("A wrong one leaves the book live and unverified, told once, until the next snapshot")
    func reportOnly() throws {
        var tap = try tap(strict: false)
        let list = try messages(1, "699426468")
        _ = tap.receive(list[0])
        let wrong = tap.receive(list[1])
        #expect(wrong.marks == ["unverified checksum"] && wrong.books == [0] && wrong.requests.isEmpty)
        #expect(try tap.isLive() && !tap.book().isVerified)
        #expect(tap.receive(list[2]).marks.isEmpty)
        #expect(try !tap.book().isVerified, "a right one later does not tell what was wrong")
        _ = tap.receive(list[0])
        #expect(try tap.book().isVerified)
    }

    @Test("Strict: a wrong one loses the book")
    func strict() throws {
        var tap = try tap(strict: true)
        let list = try messages(1, "1")
        _ = tap.receive(list[0])
        let wrong = tap.receive(list[1])
        #expect(wrong.marks == ["gap checksum"] && wrong.requests.count == 2 && !tap.isLive())
        #expect(tap.receive(list[0]).marks == ["resynced checksum"])
    }

    @Test("One that is missing or never changes proves nothing, strict or not", arguments: [false, true])
    func dead(_ strict: Bool) throws {
        for checksum in [nil, "2834881521"] {
            var tap = try tap(strict: strict)
            let list = try messages(1, checksum)
            _ = tap.receive(list[0])
            #expect(tap.receive(list[1]).marks == ["unverified deadChecksum"])
            #expect(try tap.isLive() && !tap.book().isVerified)
        }
    }

    @Test("The venue's own digits count: trailing zeros are part of them")
    func rawDigits() throws {
        // CRC-32 of "a:0.05000000:b:1.0", computed with zlib.
        let entries = [Frames.Entry(.buy, "9", "a", "0.05000000"), Frames.Entry(.sell, "10", "b", "1.0")]
        var tap = try tap(strict: false)
        let text = Frames.full("BTCUSDC", isSnapshot: true, entries, sequence: 1, checksum: 3_350_190_971)
        #expect(tap.receive(text).marks.isEmpty)
        #expect(try tap.book().isVerified)
    }

    @Test("Twenty-five orders a side and no more; a side that has run out is left out")
    func depth() throws {
        let asks = (0..<30).map { Frames.Entry(.sell, "\(100 + $0)", "s\($0)", "1") }
        let entries = [Frames.Entry(.buy, "9", "b0", "2")] + asks
        var tap = try tap(strict: false)
        let text = Frames.full("BTCUSDC", isSnapshot: true, entries, sequence: 1, checksum: 2_098_234_531)
        #expect(tap.receive(text).marks.isEmpty)
        #expect(try tap.book().isVerified && tap.book().asks.count == 30)
    }
}
