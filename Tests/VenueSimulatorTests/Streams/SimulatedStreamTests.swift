import Testing
import VenueSimulator

@Suite("Streams without a socket")
struct SimulatedStreamTests {
    private let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 1_000))

    @Test(
        "What the venue says at once has arrived before the connection is returned, later words before the call returns"
    )
    func atOnce() throws {
        let venue = try SimulatedVenue.streaming(clock)
        let (stream, heard) = try venue.listen("/ws")
        #expect(heard.take() == ["welcome  -"])
        stream.say("many:2")
        #expect(heard.take() == ["book 1", "book 2"])
        #expect(venue.respond(to: FaceRequest(method: "POST", path: "/count")).status == 200)
        #expect(heard.take() == ["count 1"])
    }

    @Test("Time passes with the clock and the tick, the same whatever the steps")
    func time() throws {
        let venue = try SimulatedVenue.streaming(clock)
        let (stream, heard) = try venue.listen("/ticks")
        clock.advance(byMilliseconds: 2_500)
        #expect(heard.take() == [])
        venue.tick()
        #expect(heard.take() == ["second 2", "second 3"])
        venue.skewMilliseconds = 700
        venue.tick()
        #expect(heard.take() == ["second 4"])
        stream.say("time")
        #expect(heard.take() == ["4200"])
    }

    @Test("A refusal is the face's reply; leaving and the venue's close end the connection once")
    func ends() throws {
        let venue = try SimulatedVenue.streaming(clock)
        let attempt = venue.connect(FaceRequest(method: "GET", path: "/refused")) { _, _ in }
        guard case .refused(let reply) = attempt else { throw NeverReady() }
        #expect(reply.status == 403)
        #expect(venue.openStreams == 0)
        let (leaving, unheard) = try venue.listen()
        let (staying, heard) = try venue.listen()
        #expect(venue.openStreams == 2)
        leaving.close()
        leaving.close()
        leaving.say("echo:into the void")
        staying.say("bye")
        staying.say("echo:after the end")
        #expect(heard.take() == ["<close 4001 bye>"])
        #expect(unheard.take() == [])
        #expect(venue.openStreams == 0)
        #expect(venue.respond(to: FaceRequest(method: "GET", path: "/open")).body == Array("0".utf8))
    }

    @Test("A handler may make the venue say more; that arrives after what was said before")
    func reentrant() throws {
        let venue = try SimulatedVenue.streaming(clock)
        let heard = Heard()
        let attempt = venue.connect(FaceRequest(method: "GET", path: "/quiet")) { stream, event in
            heard.note(event)
            if event == .text(Array("book 1".utf8)) {
                stream.say("echo:inner")
                _ = venue.respond(to: FaceRequest(method: "POST", path: "/count"))
            }
        }
        guard case .open(let stream) = attempt else { throw NeverReady() }
        stream.say("many:3")
        #expect(heard.take() == ["book 1", "book 2", "book 3", "inner", "count 1"])
    }

    @Test("However many ask at once, every connection hears the same order, and nothing twice", .timeLimit(.minutes(1)))
    func concurrent() async throws {
        let venue = try SimulatedVenue.streaming(clock)
        let listeners = [try venue.listen(), try venue.listen()].map(\.1)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<50 { _ = venue.respond(to: FaceRequest(method: "POST", path: "/count")) }
                }
            }
        }
        for heard in listeners { #expect(heard.take() == (1...400).map { "count \($0)" }) }
    }

    @Test("Two runs of the same calls say the same, faults included")
    func deterministic() throws {
        func run() throws -> [String] {
            let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
            let faults = [FaultAction.corruptMessage, .dropMessage, .reorderMessage, .duplicateMessage].map {
                Fault(operation: "stream.book", occurrence: .perMille(300), action: $0)
            }
            let (stream, heard) = try SimulatedVenue.streaming(clock, faults, seed: 9).listen()
            stream.say("many:200")
            return heard.take()
        }
        let first = try run()
        #expect(first == (try run()))
        #expect(Set(first).count > 100)
    }

    @Test("Reset closes the streams and opens the venue anew; numbers of connections are not used again")
    func reset() throws {
        let venue = try SimulatedVenue.streaming(clock)
        let (before, heard) = try venue.listen()
        before.say("book")
        try venue.reset()
        #expect(heard.take() == ["book 1", "<close 1001 >"])
        let (after, next) = try venue.listen()
        #expect(before.id < after.id)
        before.say("echo:old")
        after.say("book")
        #expect(next.take() == ["book 1"])
    }
}
