import AdapterProtocol
import AdapterTesting
import Testing

/// Books that run thin, and books of markets where nothing happens (kucoin.md I.5).
@Suite("Streamed books read again")
struct BookRefreshTests {
    private static let snapshot = #"""
        {"time":1763800300500,"sequence":"103","bids":[["2999.80","2"],["2999.70","1"]],
        "asks":[["3000.10","0.4"],["3000.20","0.5"],["3000.30","1.5"]]}
        """#

    private func wire(_ symbol: String = "ETH/USDT", depth: Int = 20) throws -> MarketWire {
        try MarketWire.live([try MarketWire.subscription(0, .book(depth: depth), symbol)])
    }

    private func state(_ wire: MarketWire) -> BookState? { wire.session.book(of: 0)?.state }

    @Test("When half of the levels that the snapshot showed are used up, a new one is read while the book stays live")
    func refresh() throws {
        var (wire, number) = try hundredBids()
        for level in 0..<50 {
            number += 1
            wire.receive(Wire.change(number, number, bids: ["\(3000 - level) 0 \(number)"]))
            #expect(wire.output.snapshots.isEmpty)
        }
        number += 1
        wire.receive(Wire.change(number, number, bids: ["2950 0 \(number)"]))
        #expect(wire.output.snapshots.count == 1)
        #expect(state(wire) == .live)
        number += 1
        wire.receive(Wire.change(number, number, bids: ["2949 7 \(number)"]))
        #expect(wire.output.snapshots.isEmpty)
        let fresh = Self.hundred(from: 2949)
        wire.receive(.success(try Wire.book(fresh.replacing("\"103\"", with: "\"\(number - 1)\""))), for: 0)
        #expect(wire.told == ["book 0"])
        #expect(state(wire) == .live)
        #expect(Wire.levels(wire.session.book(of: 0), .buy).count == 100)
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2949 7")
    }

    @Test("A refreshed book that differs under the same number had been wrong: that is told")
    func refreshedFromWrong() throws {
        var (wire, number) = try hundredBids()
        for level in 0...50 {
            number += 1
            wire.receive(Wire.change(number, number, bids: ["\(3000 - level) 0 \(number)"]))
        }
        let other = Self.hundred(from: 2948).replacing("\"103\"", with: "\"\(number)\"")
        wire.receive(.success(try Wire.book(other)), for: 0)
        #expect(wire.told == ["0 gap ETH/USDT: audit", "0 resynced ETH/USDT: audit", "book 0"])
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2948 1")
        #expect(state(wire) == .live)
    }

    @Test("With fewer than twenty known levels the book is lost as thin; levels beyond the snapshot are no known ones")
    func thin() throws {
        var (wire, number) = try hundredBids()
        // Thirty asks were the whole side: nothing is unknown beyond them.
        for level in 0..<25 {
            number += 1
            wire.receive(Wire.change(number, number, asks: ["\(3001 + level) 0 \(number)"]))
        }
        for level in 0..<80 {
            number += 1
            wire.receive(Wire.change(number, number, bids: ["\(3000 - level) 0 \(number)"]))
        }
        #expect(state(wire) == .live)
        number += 1
        wire.receive(Wire.change(number, number, bids: ["2850 1 \(number)"]))
        #expect(state(wire) == .live)
        number += 1
        wire.receive(Wire.change(number, number, bids: ["2920 0 \(number)"]))
        #expect(wire.told == ["0 gap ETH/USDT: thin", "book 0"])
    }

    /// A snapshot of a hundred bids, as many as it shows at most, and thirty asks.
    private static func hundred(from best: Int) -> String {
        let bids = (0..<100).map { #"["\#(best - $0)","1"]"# }.joined(separator: ",")
        let asks = (0..<30).map { #"["\#(3001 + $0)","1"]"# }.joined(separator: ",")
        return #"{"sequence":"103","time":1,"bids":[\#(bids)],"asks":[\#(asks)]}"#
    }

    /// A live book of that snapshot, and its number.
    private func hundredBids() throws -> (wire: MarketWire, number: Int64) {
        var wire = try wire()
        wire.receive(Wire.change(103, 103))
        wire.receive(.success(try Wire.book(Self.hundred(from: 3000))), for: 0)
        wire.elapsed += .seconds(60)
        return (wire, 103)
    }

    @Test("A market that is silent after its acknowledgement is read after 5 s, and live without a change")
    func quiet() throws {
        var wire = try wire()
        #expect(wire.output.wakeAt == .seconds(5))
        wire.wait(.seconds(5))
        #expect(wire.output.snapshots.map(\.pause) == [.zero])
        wire.receive(.success(try Wire.book(Self.snapshot)), for: 0)
        #expect(state(wire) == .live)
        wire.receive(Wire.change(104, 104, bids: ["2999.80 9 104"]))
        #expect(Wire.levels(wire.session.book(of: 0), .buy).first == "2999.8 9")
        wire.receive(Wire.change(106, 106))
        #expect(wire.told == ["0 gap ETH/USDT: sequence", "book 0"])
        // One that has spoken is not read twice.
        wire = try self.wire()
        wire.receive(Wire.change(103, 103))
        wire.wait(.seconds(5))
        #expect(wire.output.snapshots.isEmpty)
    }
}
