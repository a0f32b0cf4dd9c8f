import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("Readers of the account's stream", .timeLimit(.minutes(1))) struct AccountReadersTests {
    @Test("readers share one connection, opened once; the next connection is opened anew (kraken.md K.15, K.19)")
    func shared() async throws {
        let bench = StreamBench()
        let account = AccountStreams(bench.hub.kit, bench.backend)
        var first = account.events().makeAsyncIterator()
        var second = account.events().makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("live")
        #expect(try await first.words(1) == ["resynced(started)"])
        #expect(try await second.words(1) == ["resynced(started)"])
        // Where a venue wants a token, opening is what asks for it.
        #expect(bench.backend.state.value.opened.count == 1 && bench.transport.links.count == 1)
        link.end(.cut("gone"))
        let next = await bench.next(2)
        next.say("live")
        #expect(try await first.words(2) == ["stale(disconnected)", "resynced(disconnected)"])
        #expect(try await second.words(2) == ["stale(disconnected)", "resynced(disconnected)"])
        #expect(bench.backend.state.value.opened.count == 2 && bench.transport.links.count == 2)
        await account.close()
        #expect(next.isClosed)
    }
}
