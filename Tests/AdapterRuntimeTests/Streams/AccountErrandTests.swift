import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("News that only names an order", .timeLimit(.minutes(1))) struct AccountErrandTests {
    /// Reads what is told of an order that the stream names, and which questions that took.
    private func look(at order: Order, _ fills: [Fill]) async throws -> (told: [String], asked: [String]) {
        let bench = AccountBench()
        var reader = bench.streams.events().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        bench.change { account in
            account.orders = [order]
            account.fills = fills
        }
        let before = bench.backend.state.value.asked.count
        link.say("look 1")
        let first = try await reader.words(1)
        // What an errand brought is told in one go: what the stream tells now comes after it.
        link.say("fill last 9 9")
        let rest = try await reader.words(through: "fill last")
        await bench.streams.close()
        return (first + rest, Array(bench.backend.state.value.asked.dropFirst(before)))
    }

    @Test("an order that is read with a fill in it: its fills are read and told with it") func filled() async throws {
        let (told, asked) = try await look(
            at: FakeAccount.order("1", filled: 1, at: 5), [FakeAccount.fill("a", at: 5)])
        #expect(told == ["fill a", "order 1 working 1", "fill last"])
        #expect(asked == ["order 1", "fills BTC/USDT 0"])
    }

    @Test("a fill that is listed later than its order shows it (luno.md E.10) is told by the reading beside the stream")
    func listedLate() async throws {
        let bench = AccountBench()
        var reader = bench.streams.events().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        bench.change { $0.orders = [FakeAccount.order("1", filled: 1, at: 5)] }
        link.say("look 1")
        #expect(try await reader.words(1) == ["order 1 working 1"])
        bench.change { account in
            account.fills = [FakeAccount.fill("a", at: 5)]
            account.balances = FakeAccount.dollars(1)
        }
        await bench.advance(by: .seconds(120))
        #expect(try await reader.words(2) == ["fill a", "1 USDT"])
        await bench.streams.close()
    }

    @Test("an order without a fill costs no reading of fills") func unfilled() async throws {
        let (told, asked) = try await look(at: FakeAccount.order("1", at: 5), [])
        #expect(told == ["order 1 working 0", "fill last"])
        #expect(asked == ["order 1"])
    }
}
