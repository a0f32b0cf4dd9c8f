import AdapterProtocol
import Logging
import Testing

@testable import AdapterRuntime

/// A signed handshake is good for its moment alone (valr.md B.3, G.1).
@Suite("Handshakes that are refused", .timeLimit(.minutes(1))) struct HandshakeTests {
    private static let signed = VenueCall(
        operation: "stream.open", intent: .read, priority: .privateRead, method: .get, path: "/ws/account",
        isSigned: true, charges: [])

    private let bench = AccountBench()

    /// The next handshakes are answered so.
    private func refuse(_ statuses: Int...) {
        for status in statuses { bench.transport.fail(.refused(.json("{}", status: status))) }
    }

    private var attempts: Int { bench.transport.state.value.requests.count }
    private var doubts: Int { bench.backend.state.value.clockDoubts }

    private func failure() async -> VenueError? {
        var reader = bench.streams.events().makeAsyncIterator()
        do {
            _ = try await reader.next()
            return nil
        } catch {
            return error
        }
    }

    /// Moves the clock on until there is a connection.
    private func link(_ number: Int) async -> ScriptedLink {
        while bench.transport.links.count < number, !Task.isCancelled {
            await bench.clock.sleepers(atLeast: 2)
            bench.clock.advance(by: .milliseconds(100))
            await Task.yield()
        }
        return await bench.transport.link(number)
    }

    @Test("a signature that is refused once may be one of its moment: the clock is measured anew, and once more")
    func moment() async throws {
        bench.backend.state.change { $0.handshake = Self.signed }
        refuse(401)
        var reader = bench.streams.events().makeAsyncIterator()
        let first = await link(1)
        first.say("live")
        #expect(try await reader.words(1) == ["resynced(started)"])
        #expect(attempts == 2 && doubts == 1)
        // A connection that was taken is proof of the key: the next refusal may again be one of its moment.
        refuse(401)
        first.end(.cut("gone"))
        let second = await link(2)
        second.say("live")
        #expect(try await reader.words(2) == ["stale(disconnected)", "resynced(disconnected)"])
        #expect(attempts == 4 && doubts == 2)
        await bench.streams.close()
    }

    @Test("refused twice in a row the key is refused") func twice() async throws {
        bench.backend.state.change { $0.handshake = Self.signed }
        refuse(401, 401, 401)
        #expect(await failure()?.kind == .authentication)
        #expect(attempts == 2 && doubts == 1)
        await bench.streams.close()
    }

    @Test("what is not a matter of time counts at once", arguments: [(401, false), (403, true)])
    func atOnce(status: Int, isSigned: Bool) async throws {
        bench.backend.state.change { $0.handshake = isSigned ? Self.signed : nil }
        refuse(status, status)
        #expect(await failure() != nil)
        #expect(attempts == 1 && doubts == 0)
        await bench.streams.close()
    }

    @Test("two connections of one key sign in no common millisecond; other keys and addresses have their own")
    func oneTimePerKey() {
        let all = SigningTimes()
        let first = all.times(of: "key", at: "https://venue")
        let second = all.times(of: "key", at: "https://venue")
        let stamps = (0..<10).map { ($0 % 2 == 0 ? first : second).take(StreamBench.start).milliseconds }
        #expect(Set(stamps).count == stamps.count)
        for (key, address) in [("other", "https://venue"), ("key", "https://else")] {
            #expect(all.times(of: key, at: address).take(StreamBench.start) == StreamBench.start)
        }
    }

    @Test("connections that know nothing of each other share the process's times, unless they go by another clock")
    func ofProcess() {
        func parts(_ clock: any WallClock) -> VenueParts<FakeAdapter> {
            VenueParts(
                adapter: FakeAdapter(),
                environment: VenueEnvironment(name: "test", rest: "http://x", isRealMoney: false), credentials: nil,
                transport: ScriptedTransport { _, _ in .json("{}") }, clock: clock,
                logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        }
        #expect(parts(SystemClock()).signingTimes === parts(SystemClock()).signingTimes)
        let manual = ManualClock(start: StreamBench.start)
        #expect(parts(manual).signingTimes !== parts(manual).signingTimes)
    }
}
