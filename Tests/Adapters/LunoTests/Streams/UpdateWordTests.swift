import AdapterProtocol
import LunoAdapter
import Testing

/// luno.md J.1: the maker's id has an old word and a new one, and a frame may come with either.
@Suite("Words of an update")
struct UpdateWordTests {
    private func probe() throws -> MarketProbe {
        var probe = try MarketProbe()
        probe.feed(
            #"{"sequence":"1","asks":[{"id":"BXASK0000000001","price":"20","volume":"3"}],"#
                + #""bids":[{"id":"BXBID0000000001","price":"10","volume":"3"}],"status":"ACTIVE","timestamp":1790127197700}"#
        )
        return probe
    }

    @Test("A trade names its maker by either word", arguments: ["maker_order_id", "order_id"])
    func maker(_ word: String) throws {
        var probe = try probe()
        probe.feed(
            #"{"sequence":"2","trade_updates":[{"sequence":7,"base":"1","counter":"20","\#(word)":"BXASK0000000001"}],"#
                + #""create_update":null,"delete_update":null,"status_update":null,"timestamp":1790127197800}"#)
        #expect(probe.trades.map(\.price) == [20])
        #expect(probe.levels(.sell) == ["20@2"])
    }
}
