import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("An account's stream needs a key", .timeLimit(.minutes(1))) struct AccountKeyTests {
    @Test("without one it says so before anybody is asked or connected to") func missing() async throws {
        let bench = AccountBench()
        let venue = try bench.venue()
        var reader = venue.accountEvents().makeAsyncIterator()
        await #expect { try await reader.next() } throws: { ($0 as? VenueError)?.kind == .noCredentials }
        #expect(bench.transport.state.value.requests.isEmpty && bench.rest.sent.isEmpty)
        await venue.closeStreams()
    }

    @Test("with one the clock is measured and the connection opened") func given() async throws {
        let bench = AccountBench()
        let venue = try bench.venue(Credentials(["apiKey": Secret("k")]))
        let stream = venue.accountEvents()
        _ = await bench.transport.link(1)
        #expect(bench.transport.state.value.requests.map(\.address) == ["ws://a/ws"])
        #expect(bench.rest.sent.first?.target == "/time")
        withExtendedLifetime(stream) {}
        await venue.closeStreams()
    }
}

extension FakeAdapter {
    func openAccountStream() -> Flow<StreamAddress> { .finished(StreamAddress(root: .account, path: "/ws")) }
    func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession { ScriptedAccount() }
}
