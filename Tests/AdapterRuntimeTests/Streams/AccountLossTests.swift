import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("What an account's stream loses", .timeLimit(.minutes(1))) struct AccountLossTests {
    @Test("a fill that a healthy stream lost is told, though a newer one was told more than a minute later")
    func lostFill() async throws {
        let bench = AccountBench()
        bench.change { $0.orders = [FakeAccount.order("1")] }
        var reader = bench.streams.events().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(2) == ["order 1 working 0", "resynced(started)"])
        bench.change { account in
            account.fills = [FakeAccount.fill("lost", at: 10), FakeAccount.fill("told", at: 100)]
            account.balances = FakeAccount.dollars(1)
        }
        await bench.advance(by: .seconds(100))
        link.say("fill told 1 100")
        #expect(try await reader.words(1) == ["fill told"])
        await bench.advance(by: .seconds(20))
        #expect(try await reader.words(through: "1 USDT") == ["fill lost", "1 USDT"])
        bench.change { $0.balances = FakeAccount.dollars(2) }
        await bench.advance(by: .seconds(120))
        #expect(try await reader.words(through: "2 USDT") == ["2 USDT"])
        await bench.streams.close()
    }

    @Test("fills are read from a minute before they were read last, not from the newest that was told")
    func readFrom() async throws {
        let bench = AccountBench()
        bench.change { $0.orders = [FakeAccount.order("1")] }
        var reader = bench.streams.events().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await reader.words(2) == ["order 1 working 0", "resynced(started)"])
        let totals: [ExactDecimal] = [1, 2, 3]
        for total in totals {
            bench.change { $0.balances = FakeAccount.dollars(total) }
            await bench.advance(by: .seconds(119))
            link.say("fill told\(total) 1 \(bench.clock.elapsed.components.seconds)")
            await bench.advance(by: .seconds(1))
            #expect(try await reader.words(2) == ["fill told\(total)", "\(total) USDT"])
        }
        let asked = bench.backend.state.value.asked.filter { $0.hasPrefix("fills") }
        #expect(asked == [0, -60, 60, 180].map { "fills BTC/USDT \($0)" })
        await bench.streams.close()
    }

    @Test("what came and went while the line was cut for longer than a minute is told once") func longCut()
        async throws
    {
        let bench = AccountBench()
        bench.change { $0.orders = [FakeAccount.order("1")] }
        var reader = bench.streams.events().makeAsyncIterator()
        let first = await bench.transport.link(1)
        first.say("live")
        #expect(try await reader.words(2) == ["order 1 working 0", "resynced(started)"])
        await bench.advance(by: .seconds(10))
        first.say("fill a 1 10")
        #expect(try await reader.words(1) == ["fill a"])
        bench.cut(first, for: .seconds(90))
        // The first one is done, the second comes and goes, the third comes and stays.
        bench.change { account in
            account.orders = [
                FakeAccount.order("1", .ended(.filled), filled: 2, at: 30),
                FakeAccount.order("2", .ended(.filled), filled: 1, at: 20),
                FakeAccount.order("3", filled: 1, at: 100),
            ]
            account.fills = [
                FakeAccount.fill("a", of: "1", at: 10), FakeAccount.fill("b", of: "2", at: 20),
                FakeAccount.fill("c", of: "1", at: 30), FakeAccount.fill("d", of: "3", at: 100),
            ]
        }
        await bench.advance(by: .seconds(90))
        let second = await bench.transport.link(2)
        // The new connection tells something before it is known to miss nothing: the hole still begins before the cut.
        second.say("fill d 3 100", "live")
        #expect(
            try await reader.words(through: "resynced(disconnected)") == [
                "stale(disconnected)", "fill b", "fill c", "fill d", "order 3 working 1", "order 1 ended 2",
                "order 2 ended 1", "backfilled(disconnected)", "resynced(disconnected)",
            ])
        second.say("fill e 3 100")
        #expect(try await reader.words(1) == ["fill e"])
        bench.change { account in
            account.fills.append(FakeAccount.fill("e", of: "3", at: 100))
            account.balances = FakeAccount.dollars(1)
        }
        await bench.advance(by: .seconds(20))
        #expect(try await reader.words(through: "1 USDT") == ["1 USDT"])
        await bench.streams.close()
    }
}
