import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// A book as large as the venue's largest (luno.md I.5): every order found, whatever the order of the rows.
@Suite("A book of many orders")
struct BookSizeTests {
    private static let size = 18_600

    private func row(_ index: Int) -> String {
        let price = index.isMultiple(of: 2) ? 1_400_001 + index / 4 : 1_400_000 - index / 4
        return #"{"id":"BX\#(1_000_000_000_000 + index)X","price":"\#(price)","volume":"0.001000"}"#
    }

    @Test("18,600 orders, shuffled, then traded and deleted away", arguments: [false, true])
    func large(_ isShuffled: Bool) throws {
        var indices = Array(0..<Self.size)
        if isShuffled {
            var random = SplitMix(seed: 5)
            indices.shuffle(using: &random)
        }
        let rows = { (isAsk: Bool) in
            indices.filter { $0.isMultiple(of: 2) == isAsk }.map(row).joined(separator: ",")
        }
        var probe = try MarketProbe(pair: "XBTZAR")
        probe.feed(
            #"{"sequence":"1","asks":[\#(rows(true))],"bids":[\#(rows(false))],"timestamp":1790127197639}"#)
        #expect(probe.book?.state == .live && probe.book?.asks.count == Self.size / 4)
        #expect(probe.book?.bestAsk?.quantity == (try Sample.decimal("0.002")))
        // The first order of each price goes, for the first nine hundred prices of each side.
        var number: Int64 = 1
        for index in (0..<3_600).filter({ $0 % 4 < 2 }) {
            number += 1
            let id = "BX\(1_000_000_000_000 + index)X"
            let frame = index % 3 == 0 ? Update.trade(number, id, "0.001") : Update.delete(number, id)
            probe.feed(frame, after: .zero)
        }
        #expect(probe.output.ending == nil && probe.book?.sequence == UInt64(number))
        let quantities = try #require(probe.book?.levels(.sell).map(\.quantity))
        #expect(quantities.count == Self.size / 4)
        #expect(try quantities.prefix(900).allSatisfy { try $0 == Sample.decimal("0.001") })
        #expect(try quantities.dropFirst(900).allSatisfy { try $0 == Sample.decimal("0.002") })
    }
}
