import AdapterProtocol
import Logging
import Testing

@testable import AdapterRuntime

@Suite("A connected venue's streams", .timeLimit(.minutes(1))) struct WiringTests {
    private let clock = SteppedClock(start: StreamBench.start)

    private func venue(
        _ streams: (any StreamTransport)?, roots: StreamRoots? = StreamRoots(market: "ws://m", account: "ws://a")
    ) throws -> ConnectedVenue<FakeAdapter> {
        let clock = clock
        let transport = ScriptedTransport { request, _ throws(TransportFailure) in
            .json(request.target == "/time" ? String(clock.now.milliseconds) : "{}")
        }
        var parts = VenueParts(
            adapter: FakeAdapter(marketStreamRules: FakeBackend.rules()),
            environment: VenueEnvironment(name: "test", rest: "http://x", isRealMoney: false, streams: roots),
            credentials: nil, transport: transport, clock: clock, random: SeededRandomSource(seed: 1),
            logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        parts.streamTransport = streams
        return try ConnectedVenue(parts)
    }

    @Test("address, token and signed headers come together for the upgrade; the book comes out") func opening()
        async throws
    {
        let streams = ScriptedStreams()
        let venue = try venue(streams)
        var reader = venue.books([Markets.bitcoin]).makeAsyncIterator()
        let link = await streams.link(1)
        let request = try #require(streams.state.value.requests.first)
        #expect(request.address == "ws://m/ws?depth=20&token=s3cr3t")
        #expect(request.headers.contains { $0.name == "X-Key" && $0.value == "the-api-key" })
        #expect(request.largestMessage == StreamRules.usualLargestMessage)
        link.say("book 1 7 100 101")
        #expect(try await reader.words(1) == ["live 7"])
        await venue.closeStreams()
        #expect(try await reader.next() == nil && link.isClosed)
        // Closed is not for ever.
        let again = venue.books([Markets.bitcoin])
        _ = await streams.link(2)
        withExtendedLifetime(again) {}
        await venue.closeStreams()
    }

    @Test("without a transport, streams say that they are not there") func noTransport() async throws {
        var reader = try venue(nil).books([Markets.bitcoin]).makeAsyncIterator()
        await #expect { try await reader.next() } throws: { ($0 as? VenueError)?.kind == .unsupported }
    }

    @Test("an environment without streams is polled, and what cannot be polled says so") func noRoots() async throws {
        let streams = ScriptedStreams()
        let venue = try venue(streams, roots: nil)
        var tickers = venue.tickers([Markets.bitcoin]).makeAsyncIterator()
        #expect(try await tickers.words(1) == ["1"])
        var books = venue.books([Markets.bitcoin]).makeAsyncIterator()
        await #expect { try await books.next() } throws: { ($0 as? VenueError)?.kind == .unsupported }
        #expect(streams.state.value.requests.isEmpty)
        await venue.closeStreams()
    }

    @Test("a venue that nobody holds any more holds no connection") func dropped() async throws {
        let streams = ScriptedStreams()
        let link: ScriptedLink
        do {
            let venue = try venue(streams)
            let stream = venue.books([Markets.bitcoin])
            link = await streams.link(1)
            withExtendedLifetime((venue, stream)) {}
        }
        await link.closed()
    }
}

extension FakeAdapter {
    func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        .finished(
            StreamAddress(
                root: .market, path: "/ws?depth=20", secretQuery: Secret("token=s3cr3t"),
                handshake: call("stream.open", "/ws", signed: true)))
    }

    func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession { ScriptedSession() }
}
