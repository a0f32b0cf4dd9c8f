import AdapterProtocol
import Logging

@testable import AdapterRuntime

/// An account's streams with everything scripted, and closed at the end.
struct AccountBench: Sendable {
    let clock = SteppedClock(start: StreamBench.start)
    let transport = ScriptedStreams()
    let backend = FakeBackend()
    let rest: ScriptedTransport
    let streams: AccountStreams

    init() {
        // Silence is another matter: no connection dies of it here.
        backend.state.change { $0.rules = FakeBackend.rules(silence: .seconds(3600)) }
        rest = ScriptedTransport { [clock] request, _ throws(TransportFailure) in
            .json(request.target == "/time" ? String(clock.now.milliseconds) : "{}")
        }
        streams = AccountStreams(
            StreamKit(
                backend: backend, transport: transport, clock: StreamClock(clock),
                random: SeededRandomSource(seed: 1), observer: StreamBench.observer, recorder: nil), backend)
    }

    /// Something happens at the venue; its stream is the test's affair.
    func change(_ body: (inout FakeAccount) -> Void) { backend.state.change { body(&$0.account) } }

    /// Moves the clock on once two sleep: what reads the account now and then, and either the connection's timer or the
    /// pause before the next connection.
    func advance(by duration: Duration) async {
        await clock.sleepers(atLeast: 2)
        clock.advance(by: duration)
    }

    /// Cuts a connection; the venue takes no other one for so long.
    func cut(_ link: ScriptedLink, for pause: Duration) {
        backend.state.change { $0.opening = [.notSent(.unavailable, "maintenance", advice: .after(pause))] }
        link.end(.cut("gone"))
    }

    /// A venue of the same clock and connections.
    func venue(_ credentials: Credentials? = nil) throws -> ConnectedVenue<FakeAdapter> {
        var parts = VenueParts(
            adapter: FakeAdapter(accountStreamRules: FakeBackend.rules()),
            environment: VenueEnvironment(
                name: "test", rest: "http://x", isRealMoney: false,
                streams: StreamRoots(market: "ws://m", account: "ws://a")),
            credentials: credentials, transport: rest, clock: clock, random: SeededRandomSource(seed: 1),
            logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        parts.streamTransport = transport
        return try ConnectedVenue(parts)
    }
}

extension EventStream.Iterator {
    /// Everything up to this word, in words.
    mutating func words(through last: String) async throws(VenueError) -> [String] {
        var words: [String] = []
        while words.last != last, let event = try await next() { words.append(event.word) }
        return words
    }
}
