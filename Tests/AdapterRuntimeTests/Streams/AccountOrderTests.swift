import AdapterProtocol
import Testing

@testable import AdapterRuntime

/// Orders on a market of which the account's stream has told nothing yet: where to look is known from the placing alone.
@Suite("Orders of our own whose news is lost", .timeLimit(.minutes(1))) struct AccountOrderTests {
    private let bench = AccountBench()

    /// A venue whose account's streams are the bench's.
    private func venue() throws -> ConnectedVenue<FakeAdapter> {
        let venue = try bench.venue()
        #expect(venue.streams.account { _ in bench.streams } === bench.streams)
        return venue
    }

    /// Places an order that is filled at once.
    private func place(_ venue: ConnectedVenue<FakeAdapter>) async throws {
        let outcome = await venue.place(
            try .limit(ClientOrderID(bits: 1), .buy, Markets.bitcoin, quantity: 1, price: 1))
        guard case .accepted = outcome else {
            Issue.record("\(outcome)")
            return
        }
        bench.change { account in
            account.orders = [FakeAccount.order("1", .ended(.filled), filled: 1, at: 1)]
            account.fills = [FakeAccount.fill("a", of: "1", at: 1)]
            account.balances = FakeAccount.dollars(1)
        }
    }

    @Test("the fill of an order that a healthy stream never told is told by the next reading") func healthy()
        async throws
    {
        let venue = try venue()
        var reader = venue.accountEvents().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        try await place(venue)
        await bench.advance(by: .seconds(120))
        let told = try await reader.words(through: "1 USDT")
        #expect(told.filter { $0.hasPrefix("fill") } == ["fill a"])
        await venue.closeStreams()
        #expect(link.isClosed)
    }

    @Test("an order that came and went while the line was down is told by the next connection") func down()
        async throws
    {
        let venue = try venue()
        var reader = venue.accountEvents().makeAsyncIterator()
        let first = await bench.transport.link(1)
        first.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        bench.cut(first, for: .seconds(10))
        try await place(venue)
        await bench.advance(by: .seconds(10))
        let second = await bench.transport.link(2)
        second.say("live")
        #expect(
            try await reader.words(through: "resynced(disconnected)") == [
                "stale(disconnected)", "fill a", "order 1 ended 1", "1 USDT", "backfilled(disconnected)",
                "resynced(disconnected)",
            ])
        await venue.closeStreams()
    }
}
