import AdapterProtocol
import LunoAdapter
import Testing

/// luno.md I.2, E.7: the book is kept order by order, and an order is its id, of which every sign counts.
@Suite("An order in the book is its id")
struct OrderIdentityTests {
    private static let id = "BXMC2CJ7HNB88U4"

    /// The same id, and each that differs from it in one sign.
    private static let ids =
        [id]
        + id.indices.map { place in
            String(id[..<place]) + "#" + String(id[id.index(after: place)...])
        }

    private func probe(_ ids: [String]) throws -> MarketProbe {
        var probe = try MarketProbe()
        let asks = ids.map { #"{"id":"\#($0)","price":"20","volume":"3"}"# }.joined(separator: ",")
        probe.feed(
            #"{"sequence":"1","asks":[\#(asks)],"bids":[{"id":"BXBID0000000001","price":"10","volume":"3"}],"#
                + #""status":"ACTIVE","timestamp":1790127197700}"#)
        return probe
    }

    @Test("Ids that differ in one sign are different orders")
    func signs() throws {
        var probe = try probe(Self.ids)
        #expect(probe.levels(.sell) == ["20@\(3 * Self.ids.count)"])
        var sequence: Int64 = 1
        for (gone, id) in Self.ids.enumerated() {
            sequence += 1
            probe.feed(Update.delete(sequence, id))
            let left = 3 * (Self.ids.count - gone - 1)
            #expect(probe.levels(.sell) == (left == 0 ? [] : ["20@\(left)"]))
        }
    }

    @Test("What was traded whole is gone: its deletion, should one be told, takes nothing a second time")
    func tradedWhole() throws {
        var probe = try probe([Self.id, "BXOTHER00000001"])
        probe.feed(Update.trade(2, Self.id, "3"))
        #expect(probe.levels(.sell) == ["20@3"])
        probe.feed(Update.delete(3, Self.id))
        #expect(probe.levels(.sell) == ["20@3"])
        probe.feed(Update.create(4, Self.id, "ASK", "21", "1"))
        #expect(probe.levels(.sell) == ["20@3", "21@1"])
    }

    @Test("A trade names its maker by the old word or the new one (J.1)", arguments: ["maker_order_id", "order_id"])
    func maker(_ word: String) throws {
        var probe = try probe([Self.id])
        probe.feed(
            Update.frame(2, trades: #"{"sequence":7,"base":"1","counter":"20","\#(word)":"\#(Self.id)"}"#))
        #expect(probe.trades.map(\.price) == [20])
        #expect(probe.levels(.sell) == ["20@2"])
    }
}
