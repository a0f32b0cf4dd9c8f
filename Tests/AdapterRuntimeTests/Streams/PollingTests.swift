import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("What has no stream is polled", .timeLimit(.minutes(1))) struct PollingTests {
    private static func book(_ number: UInt64, bid: ExactDecimal = 100) -> OrderBook {
        OrderBook(
            symbol: Markets.bitcoin, bids: [BookLevel(price: bid, quantity: 1)],
            asks: [BookLevel(price: 101, quantity: 1)], sequence: number, time: nil)
    }

    @Test("books: live, stale when the venue does not answer, live again; a crossed one is not shown as live")
    func books() async throws {
        let bench = StreamBench(nil)
        bench.backend.state.change { $0.books = [Self.book(1)] }
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        #expect(try await reader.words(1) == ["live 1"])
        bench.backend.state.change { state in
            state.failure = .notSent(.network, "no route", advice: .after(.seconds(1)))
        }
        await bench.clock.sleepers(atLeast: 2)
        bench.clock.advance(by: .seconds(2))
        #expect(try await reader.words(2) == ["stale(snapshot)", "stale: snapshot 1"])
        bench.backend.state.change { state in
            state.failure = nil
            state.books = [Self.book(2)]
        }
        await bench.clock.sleepers(atLeast: 2)
        bench.clock.advance(by: .seconds(2))
        #expect(try await reader.words(2) == ["resynced(snapshot)", "live 2"])
        bench.backend.state.change { $0.books = [Self.book(3, bid: 102)] }
        await bench.clock.sleepers(atLeast: 2)
        bench.clock.advance(by: .seconds(2))
        #expect(try await reader.words(2) == ["stale(crossed)", "stale: crossed 2"])
        #expect(bench.transport.state.value.requests.isEmpty)
        await bench.hub.close()
        #expect(bench.hub.tasks.count == 0)
    }

    @Test("trades: only what is new, once; a hole between two answers is told") func trades() async throws {
        let bench = StreamBench(nil)
        func answer(_ ids: [String]) {
            bench.backend.state.change { state in
                state.trades = ids.map { id in
                    PublicTrade(
                        id: id, symbol: Markets.bitcoin, price: 1, quantity: 1, aggressor: nil,
                        time: StreamBench.start)
                }
            }
        }
        answer(["a", "b"])
        var reader = bench.trades(Markets.bitcoin).makeAsyncIterator()
        await bench.clock.sleepers(atLeast: 2)
        answer(["b", "c", "d"])
        bench.clock.advance(by: .seconds(5))
        #expect(try await reader.words(2) == ["c", "d"])
        await bench.clock.sleepers(atLeast: 2)
        answer(["x", "y"])
        bench.clock.advance(by: .seconds(5))
        #expect(try await reader.words(3) == ["gap(snapshot)", "x", "y"])
        await bench.hub.close()
    }

    @Test("a channel that the venue's session does not have is polled, on the same stream") func channel() async throws
    {
        let bench = StreamBench()
        bench.backend.state.change { state in
            state.tickers = [Ticker(symbol: Markets.bitcoin, bid: nil, ask: nil, last: 5)]
        }
        var reader = bench.tickers(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("poll 1")
        #expect(try await reader.words(1) == ["5"])
        // The connection carries nothing any more.
        await link.closed()
        await bench.hub.close()
    }

    @Test("what is not offered at all ends with that word") func unsupported() async throws {
        let bench = StreamBench(nil)
        bench.backend.state.change { $0.failure = .unsupported(.tickers, "no tickers") }
        var reader = bench.tickers(Markets.bitcoin).makeAsyncIterator()
        await #expect { try await reader.next() } throws: { ($0 as? VenueError)?.kind == .unsupported }
        await bench.hub.close()
    }
}
