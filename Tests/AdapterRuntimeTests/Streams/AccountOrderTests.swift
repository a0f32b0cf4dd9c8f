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

    /// Places an order.
    private func place(_ venue: ConnectedVenue<FakeAdapter>) async throws {
        let outcome = await venue.place(
            try .limit(ClientOrderID(bits: 1), .buy, Markets.bitcoin, quantity: 1, price: 1))
        guard case .accepted = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    /// Places an order that is filled at once.
    private func fill(_ venue: ConnectedVenue<FakeAdapter>) async throws {
        try await place(venue)
        bench.change { account in
            account.orders = [FakeAccount.order("1", .ended(.filled), filled: 1, at: 1)]
            account.fills = [FakeAccount.fill("a", of: "1", at: 1)]
            account.balances = FakeAccount.dollars(1)
        }
    }

    /// How often the history of orders was read.
    private var histories: Int { bench.backend.state.value.asked.count { $0.hasPrefix("orders ") } }

    /// What the next reading beside the stream tells; a balance that changes is the last of it.
    private func nextReading(
        _ reader: inout EventStream<AccountEvent>.Iterator, dollars: ExactDecimal, after: Duration = .seconds(120)
    ) async throws -> [String] {
        bench.change { $0.balances = FakeAccount.dollars(dollars) }
        await bench.advance(by: after)
        return try await reader.words(through: "\(dollars) USDT")
    }

    @Test("an order that a healthy stream never told is told by the next reading, with its fill, once") func healthy()
        async throws
    {
        let venue = try venue()
        var reader = venue.accountEvents().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        try await fill(venue)
        #expect(try await nextReading(&reader, dollars: 1) == ["fill a", "order 1 ended 1", "1 USDT"])
        #expect(try await nextReading(&reader, dollars: 2) == ["2 USDT"])
        // Nothing was placed since: the history is not read again.
        #expect(histories == 1)
        await venue.closeStreams()
        #expect(link.isClosed)
    }

    @Test("one that ended without a fill, and of which no message came, is told by the next reading, once")
    func unfilled() async throws {
        let venue = try venue()
        var reader = venue.accountEvents().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        try await place(venue)
        bench.change { $0.orders = [FakeAccount.order("1", .ended(.timeInForce), at: 1)] }
        #expect(try await nextReading(&reader, dollars: 1) == ["order 1 ended 0", "1 USDT"])
        #expect(try await nextReading(&reader, dollars: 2) == ["2 USDT"])
        #expect(histories == 1)
        await venue.closeStreams()
    }

    @Test("one that the venue's history shows late is told by the reading after") func lateHistory() async throws {
        let venue = try venue()
        var reader = venue.accountEvents().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        await bench.advance(by: .seconds(110))
        try await place(venue)
        #expect(try await nextReading(&reader, dollars: 1, after: .seconds(10)) == ["1 USDT"])
        bench.change { $0.orders = [FakeAccount.order("1", .ended(.timeInForce), at: 110)] }
        #expect(try await nextReading(&reader, dollars: 2) == ["order 1 ended 0", "2 USDT"])
        #expect(try await nextReading(&reader, dollars: 3) == ["3 USDT"])
        #expect(histories == 2)
        await venue.closeStreams()
    }

    @Test("one that came and went before the account was first read is told by that reading") func atOnce()
        async throws
    {
        let venue = try venue()
        var reader = venue.accountEvents().makeAsyncIterator()
        let link = await bench.transport.link(1)
        try await place(venue)
        bench.change { $0.orders = [FakeAccount.order("1", .ended(.timeInForce), at: 1)] }
        link.say("live")
        #expect(try await reader.words(2) == ["order 1 ended 0", "resynced(started)"])
        await venue.closeStreams()
    }

    @Test("a venue may want the account read more often") func interval() async throws {
        bench.backend.state.change { $0.rules = FakeBackend.rules(silence: .seconds(3600), safety: .seconds(45)) }
        var reader = bench.streams.events().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        #expect(try await nextReading(&reader, dollars: 1, after: .seconds(45)) == ["1 USDT"])
        #expect(try await nextReading(&reader, dollars: 2, after: .seconds(45)) == ["2 USDT"])
        await bench.streams.close()
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
        try await fill(venue)
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
