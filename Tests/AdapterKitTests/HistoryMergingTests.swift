import AdapterKit
import AdapterProtocol
import Testing

/// Live and ended orders as one history.
@Suite("Merging live and ended orders")
struct HistoryMergingTests {
    private func order(_ id: String, at seconds: Int64?, _ phase: OrderPhase = .working) throws -> Order {
        Order(
            symbol: try #require(Symbol("BTC/USDT")), venueOrderID: VenueOrderID(rawValue: id), clientOrderID: nil,
            side: .buy, type: .limit, amount: .base(1), limitPrice: 1, timeInForce: nil, isPostOnly: nil, phase: phase,
            filledBase: 0, filledQuote: 0, createdAt: seconds.map { Timestamp(seconds: $0) }, updatedAt: nil)
    }

    private func ids(_ query: HistoryQuery) throws -> String {
        let ended = try [("a", 1), ("b", 3), ("c", 5)].map { try order($0.0, at: $0.1, .ended(.filled)) }
        let live = try [("d", 4), ("b", 3), ("e", 2)].map { try order($0.0, at: $0.1) }
        return query.merging(live: live, ended: ended).map(\.venueOrderID.rawValue).joined()
    }

    @Test("Oldest first; an order that ended in between is told once, as ended")
    func merged() throws {
        #expect(try ids(HistoryQuery()) == "aebdc")
        let ended = try order("x", at: 1, .ended(.filled))
        let both = HistoryQuery().merging(live: [try order("x", at: 1)], ended: [ended])
        #expect(both == [ended])
    }

    @Test("A limit keeps the newest; from a start on, the oldest; none or fewer keep nothing")
    func limited() throws {
        #expect(try ids(HistoryQuery(limit: 2)) == "dc")
        #expect(try ids(HistoryQuery(from: Timestamp(seconds: 1), limit: 2)) == "ae")
        for limit in [0, -1] {
            #expect(try ids(HistoryQuery(limit: limit)) == "")
            #expect(try ids(HistoryQuery(from: Timestamp(seconds: 1), limit: limit)) == "")
        }
    }

    @Test("Live orders outside the span are not of this history, nor those without a time")
    func span() throws {
        let query = HistoryQuery(from: Timestamp(seconds: 2), until: Timestamp(seconds: 4))
        let live = try [("early", 1), ("first", 2), ("last", 3), ("late", 4)].map { try order($0.0, at: $0.1) }
        let found = query.merging(live: live + [try order("never", at: nil)], ended: [])
        #expect(found.map(\.venueOrderID.rawValue) == ["first", "last"])
    }

    @Test("Orders of one instant stay as the venue has them")
    func ties() throws {
        let ended = try ["q", "p", "r"].map { try order($0, at: 1, .ended(.filled)) }
        #expect(HistoryQuery().merging(live: [], ended: ended) == ended)
    }
}
