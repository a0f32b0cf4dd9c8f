import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("One connection and its session", .timeLimit(.minutes(1))) struct ConnectionTests {
    @Test("silence ends it, a ping does not; the wall clock's hands do not matter") func silence() async throws {
        let bench = StreamBench(FakeBackend.rules(silence: .seconds(30)))
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("book 1 1 100 101")
        #expect(try await reader.words(1) == ["live 1"])
        for jump in [Duration.seconds(86_400), .seconds(-200_000)] {
            await bench.clock.sleepers(atLeast: 2)
            bench.clock.jump(by: jump)
            bench.clock.advance(by: .seconds(29))
            link.pinged()
        }
        #expect(!link.isClosed)
        await bench.clock.sleepers(atLeast: 2)
        bench.clock.advance(by: .seconds(29))
        await bench.clock.sleepers(atLeast: 2)
        bench.clock.advance(by: .seconds(1))
        #expect(try await reader.words(1) == ["stale(silent)"])
        await link.closed()
        await bench.hub.close()
    }

    @Test("protocol pings go out as the rules say") func pings() async throws {
        let bench = StreamBench(FakeBackend.rules(ping: .seconds(20)))
        let stream = bench.books(Markets.bitcoin)
        let link = await bench.transport.link(1)
        for count in 1...3 {
            await bench.clock.sleepers(atLeast: 2)
            bench.clock.advance(by: .seconds(20))
            await link.state.wait { $0.pings == count }
            link.pinged()
        }
        withExtendedLifetime(stream) {}
        await bench.hub.close()
    }

    @Test("frames keep the venue's distance and their order") func spacing() async throws {
        let bench = StreamBench(FakeBackend.rules(spacing: .milliseconds(300)))
        let stream = bench.books(Markets.bitcoin)
        let link = await bench.transport.link(1)
        link.say("send a", "send b")
        #expect(link.sent == ["hello"])
        for count in 2...4 {
            await bench.clock.sleepers(atLeast: 2)
            bench.clock.advance(by: .milliseconds(299))
            #expect(link.sent.count == count - 1)
            bench.clock.advance(by: .milliseconds(1))
            await link.state.wait { $0.sent.count == count }
        }
        #expect(link.sent == ["hello", "+1 book BTC/USDT", "a", "b"])
        withExtendedLifetime(stream) {}
        await bench.hub.close()
    }

    @Test("a proof is made at the last moment; without one the readers learn why") func proofs() async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("proof")
        #expect(link.sent.last == "proof of logon")
        bench.backend.state.change { $0.failure = .notSent(.noCredentials, "no key") }
        link.say("proof")
        await #expect { try await reader.next() } throws: { ($0 as? VenueError)?.kind == .noCredentials }
        await bench.hub.close()
    }

    @Test("a session is woken when it wished to be, the earliest wish first") func waking() async throws {
        let bench = StreamBench()
        let stream = bench.books(Markets.bitcoin)
        let link = await bench.transport.link(1)
        link.say("wake 500", "wake 200", "wake 900")
        await bench.clock.sleepers(atLeast: 2)
        bench.clock.advance(by: .milliseconds(199))
        #expect(!link.sent.contains("woken"))
        bench.clock.advance(by: .milliseconds(1))
        await link.state.wait { $0.sent.last == "woken" }
        withExtendedLifetime(stream) {}
        await bench.hub.close()
    }

    @Test("a snapshot is read after its pause, one at a time for each book; failure is told too") func snapshots()
        async throws
    {
        let bench = StreamBench()
        let stream = bench.books(Markets.bitcoin)
        let link = await bench.transport.link(1)
        bench.backend.state.change { state in
            state.books = [OrderBook(symbol: Markets.bitcoin, bids: [], asks: [], sequence: 42, time: nil)]
        }
        link.say("snapshot 1", "snapshot 1", "snapshot 1")
        #expect(bench.backend.state.value.asked.isEmpty)
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .milliseconds(100))
        await link.state.wait { $0.sent.last == "snapshot 1 42" }
        #expect(bench.backend.state.value.asked == ["book BTC/USDT"])
        bench.backend.state.change { $0.failure = .notSent(.rateLimited, "later", advice: .after(.seconds(1))) }
        link.say("snapshot 1")
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .milliseconds(100))
        await link.state.wait { $0.sent.last == "no snapshot 1" }
        withExtendedLifetime(stream) {}
        await bench.hub.close()
    }

    @Test("a frame that the session cannot read costs the connection, not the stream") func undecodable() async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("book 1 1 100 101", "reconnect", "book 1 2 100 101")
        #expect(try await reader.words(2) == ["stale(undecodable)", "stale: undecodable 1"])
        await link.closed()
        let second = await bench.next(2)
        second.say("book 1 4 100 101")
        #expect(try await reader.words(2) == ["resynced(undecodable)", "live 4"])
        await bench.hub.close()
    }

    @Test("a book that differs from a snapshot of the same number is started anew", arguments: [true, false])
    func audit(differs: Bool) async throws {
        let bench = StreamBench()
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("book 1 7 100 101")
        #expect(try await reader.words(1) == ["live 7"])
        bench.backend.state.change { state in
            let bid = BookLevel(price: differs ? 99 : 100, quantity: 1)
            state.books = [
                OrderBook(
                    symbol: Markets.bitcoin, bids: [bid], asks: [BookLevel(price: 101, quantity: 1)], sequence: 8,
                    time: nil)
            ]
        }
        let audit = Task { await bench.hub.auditAll() }  // reason: awaited below
        await bench.backend.state.wait { $0.asked == ["book BTC/USDT"] }
        link.say("book 1 8 100 101", "book 1 9 100 101")
        await bench.clock.sleepers(atLeast: 3)
        bench.clock.advance(by: .seconds(2))
        await audit.value
        if differs {
            #expect(try await reader.words(3) == ["stale(audit)", "gap(audit)", "resyncing: audit 9"])
            link.say("book 1 10 99 101")
            #expect(try await reader.words(2) == ["resynced(sequence)", "live 10"])
        } else {
            #expect(try await reader.words(1) == ["live 9"])
        }
        await bench.hub.close()
    }

    @Test("what is recorded gives the same events when it is told again") func replay() async throws {
        let tape = Tape()
        let bench = StreamBench(recorder: tape)
        var reader = bench.books(Markets.bitcoin).makeAsyncIterator()
        let link = await bench.transport.link(1)
        link.say("book 1 7 100 101", "trade 1 a 1", "lose 1", "book 1 9 100 102")
        _ = try await reader.words(2)
        link.end(.cut("gone"))
        await bench.hub.close()
        var replay = StreamReplay(ScriptedSession())
        var told: [MarketStreamEvent] = []
        for entry in tape.state.value {
            switch entry {
            case .input(let input, let now): told += replay.take(input, at: now).events
            case .message(let bytes, let now): told += replay.take(bytes.span, at: now).events
            case .end: break
            }
        }
        #expect(told.map(\.slot) == Array(repeating: 1, count: 6))
        #expect(replay.book(of: 1)?.sequence == 9)
        #expect(tape.state.value.count { if case .end = $0 { true } else { false } } == 1)
    }
}

/// Keeps what is recorded.
final class Tape: StreamRecorder {
    enum Entry: Sendable {
        case input(StreamInput, StreamInstant)
        case message([UInt8], StreamInstant)
        case end
    }

    let state = Watched<[Entry]>([])

    func record(_ input: StreamInput, of connection: UInt64, at now: StreamInstant) {
        state.change { $0.append(.input(input, now)) }
    }

    func record(_ message: Span<UInt8>, of connection: UInt64, at now: StreamInstant) {
        let bytes = message.withUnsafeBufferPointer(Array.init)
        state.change { $0.append(.message(bytes, now)) }
    }

    func recordEnd(of connection: UInt64, at now: StreamInstant) { state.change { $0.append(.end) } }
}
