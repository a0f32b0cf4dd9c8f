import AdapterProtocol
import Synchronization
import Testing

@testable import AdapterRuntime

@Suite("Readers of market streams", .timeLimit(.minutes(1))) struct HubTests {
    @Test("two readers of one topic are one subscription; both see the book") func shared() async throws {
        let bench = StreamBench()
        var first = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("book 1 7 100 101")
        #expect(try await first.words(1) == ["live 7"])
        var second = bench.books(Markets.bitcoin).makeAsyncIterator()
        #expect(try await second.words(1) == ["live 7"])
        #expect(link.sent == ["hello", "+1 book BTC/USDT"])
        await bench.hub.close()
        #expect(try await first.next() == nil && link.isClosed)
    }

    @Test("a market that the venue does not have is told before anything is sent") func unknown() async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin, Markets.symbol("NO/NO")).makeAsyncIterator()
        await #expect { try await reader.next() } throws: { ($0 as? VenueError)?.kind == .unknownSymbol }
        #expect(bench.transport.state.value.requests.isEmpty)
        await bench.hub.close()
    }

    @Test("a book that nobody looked at is told once, as it is now") func conflation() async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin, Markets.ether).makeAsyncIterator()
        let link = await bench.transport.link(1)
        for number in 1...1000 { link.say("book 1 \(number) 100 101") }
        link.say("book 2 5 10 11")
        #expect(try await reader.words(2) == ["live 1000", "live 5"])
        link.say("book 1 1001 100 101")
        #expect(try await reader.words(1) == ["live 1001"])
        await bench.hub.close()
    }

    @Test("a gap keeps its place before the value that follows it") func markersInPlace() async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("book 1 1 100 101")
        #expect(try await reader.words(1) == ["live 1"])
        link.say("lose 1", "book 1 9 100 101")
        #expect(try await reader.words(3) == ["gap(sequence)", "resynced(sequence)", "live 9"])
        link.say("lose 1")
        #expect(try await reader.words(2) == ["gap(sequence)", "resyncing: sequence 9"])
        await bench.hub.close()
    }

    @Test("a reader of trades that falls too far behind is told so, the other one misses nothing") func lagging()
        async throws
    {
        let bench = StreamBench()
        var slow = bench.trades(Markets.bitcoin, bound: 4).makeAsyncIterator()
        var quick = bench.trades(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live 1")
        while bench.hub.state.withLock({ $0.topics.values.first?.topic.readerCount }) != 2 { await Task.yield() }
        for number in 1...6 { link.say("trade 1 t\(number) 100") }
        #expect(try await quick.words(6) == (1...6).map { "t\($0)" })
        #expect(try await slow.words(4) == (1...4).map { "t\($0)" })
        await #expect { try await slow.next() } throws: { ($0 as? VenueError)?.kind == .lagged }
        #expect(try await slow.next() == nil)
        await bench.hub.close()
    }

    @Test("who leaves and comes back at once finds the subscription; who stays away ends it") func lingering()
        async throws
    {
        let bench = StreamBench()
        var staying = bench.tickers(Markets.ether).makeAsyncIterator()
        let link = await bench.transport.link(1)
        do {
            var reader = bench.tickers(Markets.bitcoin).makeAsyncIterator()
            await link.state.wait { $0.sent.contains("+2 ticker BTC/USDT") }
            link.say("ticker 2 50")
            #expect(try await reader.words(1) == ["50"])
        }
        // Silence, audit, and who left.
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .seconds(4))
        do {
            var reader = bench.tickers(Markets.bitcoin).makeAsyncIterator()
            #expect(try await reader.words(1) == ["50"])
            bench.clock.advance(by: .seconds(4))
            link.say("ticker 2 51")
            #expect(try await reader.words(1) == ["51"])
        }
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .seconds(5))
        await link.state.wait { $0.sent.contains("-2") }
        link.say("ticker 1 7")
        #expect(try await staying.words(1) == ["7"] && !link.isClosed)
        await bench.hub.close()
    }

    @Test("the last reader's leaving closes the connection") func lastReader() async throws {
        let bench = StreamBench()
        let link: ScriptedLink
        do {
            let stream = bench.books(Markets.bitcoin)
            link = await bench.transport.link(1)
            withExtendedLifetime(stream) {}
        }
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .seconds(5))
        await link.closed()
        await bench.hub.close()
        #expect(bench.hub.tasks.count == 0)
    }

    @Test("cancelling the reader's task ends its stream") func cancelled() async throws {
        let bench = StreamBench()
        let stream = bench.trades(Markets.bitcoin)
        let task = Task { () throws -> Int in  // reason: cancelled and awaited below
            var count = 0
            for try await _ in stream { count += 1 }
            return count
        }
        let link = await bench.transport.link(1)
        link.say("live 1", "trade 1 a 1")
        while bench.hub.state.withLock({ $0.readers.count }) == 0 { await Task.yield() }
        task.cancel()
        #expect(try await task.value <= 1)
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .seconds(5))
        await link.closed()
        await bench.hub.close()
    }

    @Test("a refused subscription ends its own readers and no others") func refused() async throws {
        let bench = StreamBench()
        var refused = bench.books(Markets.bitcoin).makeAsyncIterator()
        var taken = bench.trades(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        await link.state.wait { $0.sent.count >= 3 }
        let isBookFirst = link.sent[1].contains("book")
        link.say("refuse \(isBookFirst ? 1 : 2)", "trade \(isBookFirst ? 2 : 1) a 1")
        await #expect { try await refused.next() } throws: { ($0 as? VenueError)?.kind == .permission }
        #expect(try await taken.words(1) == ["a"] && bench.transport.links.count == 1)
        await bench.hub.close()
    }

    @Test("topics are spread over as few connections as the limits allow, and no more than they allow") func sharding()
        async throws
    {
        let bench = StreamBench(FakeBackend.rules(symbols: 2, topics: 3, connections: 2))
        let all = Markets.all.map(\.symbol)
        var books = bench.books(all[0], all[1], all[2], all[3]).makeAsyncIterator()
        let (first, second) = (await bench.transport.link(1), await bench.transport.link(2))
        let sent = [first.sent.count, second.sent.count]
        #expect(sent == [3, 3])
        // Another topic of a market goes where the market is; a fourth one has no room.
        let trades = bench.trades(all[0])
        await first.state.wait { $0.sent.count == 4 || second.sent.count == 4 }
        var more = bench.tickers(all[0]).makeAsyncIterator()
        await #expect { try await more.next() } throws: { ($0 as? VenueError)?.kind == .refusedLocally }
        first.say("book 1 1 5 6")
        #expect(try await books.words(1) == ["live 1"])
        #expect(bench.transport.links.count == 2)
        withExtendedLifetime(trades) {}
        await bench.hub.close()
        #expect(first.isClosed && second.isClosed)
    }

    @Test("closing ends readers at once, also while a connection is being opened") func closing() async throws {
        let bench = StreamBench()
        bench.transport.state.change { $0.hangs = 1 }
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        await bench.transport.state.wait { $0.requests.count == 1 }
        await bench.hub.close()
        #expect(try await reader.next() == nil)
        #expect(bench.hub.tasks.count == 0)
        var late = bench.books(Markets.bitcoin).makeAsyncIterator()
        #expect(try await late.next() == nil)
    }
}
