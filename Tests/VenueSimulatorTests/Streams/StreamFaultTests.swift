import Testing

@testable import VenueSimulator

@Suite("Faults of streams, message by message")
struct StreamFaultTests {
    private let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 1_000))

    /// What arrives of so many messages of a book when the fault strikes one of them, or all.
    private func heard(
        of count: Int, _ action: FaultAction, _ occurrence: Fault.Occurrence = .nth(2)
    ) throws -> [String] {
        let fault = Fault(operation: "stream.book", occurrence: occurrence, action: action)
        let (stream, heard) = try SimulatedVenue.streaming(clock, [fault]).listen()
        stream.say("many:\(count)")
        return heard.take()
    }

    @Test("A dropped message is lost, a doubled one comes twice, a reordered one after its successor")
    func lostDoubledReordered() throws {
        #expect(try heard(of: 3, .dropMessage) == ["book 1", "book 3"])
        #expect(try heard(of: 3, .duplicateMessage) == ["book 1", "book 2", "book 2", "book 3"])
        #expect(try heard(of: 3, .reorderMessage) == ["book 1", "book 3", "book 2"])
        #expect(try heard(of: 5, .reorderMessage, .always) == ["book 2", "book 1", "book 4", "book 3"])
    }

    @Test("A reordered message waits for another of its own connection, and goes before the close of it")
    func reorderedAtTheEnd() throws {
        let fault = Fault(operation: "stream.book", action: .reorderMessage)
        let venue = try SimulatedVenue.streaming(clock, [fault])
        let (first, heardByFirst) = try venue.listen()
        let (second, heardBySecond) = try venue.listen()
        first.say("book")
        second.say("echo:other")
        #expect(heardByFirst.take() == [])
        #expect(heardBySecond.take() == ["other"])
        first.say("bye")
        #expect(heardByFirst.take() == ["book 1", "<close 4001 bye>"])
    }

    @Test(
        "A truncated message ends early; a corrupted one differs in one character of ASCII, elsewhere with another seed"
    )
    func damaged() throws {
        #expect(try heard(of: 3, .truncateMessage(bytes: 3)) == ["book 1", "boo", "book 3"])
        #expect(try heard(of: 1, .truncateMessage(bytes: 0), .always) == [""])
        let text = Array(#"{"price":"1.5","name":"é"}"#.utf8)
        var places: Set<Int> = []
        for seed in 0..<50 as Range<UInt64> {
            let course = MessageCourse([.corruptMessage], seed: seed)
            let spoiled = course.spoiled(text, number: 1)
            let changed = text.indices.filter { text[$0] != spoiled[$0] }
            #expect(changed.count == 1)
            #expect(String(validating: spoiled, as: UTF8.self) != nil)
            #expect(course.spoiled(text, number: 1) == spoiled)
            places.formUnion(changed)
        }
        #expect(places.count > 10)
        #expect(MessageCourse([.corruptMessage], seed: 1).spoiled([], number: 1) == [])
        #expect(MessageCourse([.corruptMessage], seed: 1).spoiled([0xC3, 0xA9], number: 1) == [0xC3, 0xA9])
    }

    @Test("A delayed message comes at its time and not before those in front of it; what is behind it waits with it")
    func delayed() throws {
        let faults = [
            Fault(operation: "stream.book", occurrence: .nth(2), action: .delayMessage(milliseconds: 500)),
            Fault(operation: "stream.book", occurrence: .nth(3), action: .delayMessage(milliseconds: 100)),
        ]
        let venue = try SimulatedVenue.streaming(clock, faults)
        let (stream, heard) = try venue.listen()
        let (other, heardByOther) = try venue.listen()
        stream.say("many:4")
        #expect(heard.take() == ["book 1"])
        other.say("echo:now")
        #expect(heardByOther.take() == ["now"])
        clock.advance(byMilliseconds: 499)
        venue.tick()
        #expect(heard.take() == [])
        clock.advance(byMilliseconds: 1)
        venue.tick()
        #expect(heard.take() == ["book 2", "book 3", "book 4"])
        stream.say("book")
        #expect(heard.take() == ["book 5"])
    }

    @Test("Close and reset come in place of the message, and the face is told; a stall keeps the connection open")
    func endings() throws {
        #expect(try heard(of: 3, .closeStream(code: 4003, reason: "idle")) == ["book 1", "<close 4003 idle>"])
        #expect(try heard(of: 3, .resetStream) == ["book 1", "<reset>"])
        #expect(try heard(of: 3, .stallStream) == ["book 1"])
        for (action, open) in [
            (FaultAction.resetStream, 0), (.closeStream(code: 1000, reason: ""), 0), (.stallStream, 1),
        ] {
            let venue = try SimulatedVenue.streaming(clock, [Fault(operation: "stream.book", action: action)])
            let (stream, _) = try venue.listen()
            stream.say("book")
            #expect(venue.openStreams == open)
            #expect(venue.respond(to: FaceRequest(method: "GET", path: "/open")).body == Array("\(open)".utf8))
        }
    }

    @Test("A lost close leaves the client with a connection that says nothing")
    func lostClose() throws {
        let fault = Fault(operation: "stream.control", action: .dropMessage)
        let venue = try SimulatedVenue.streaming(clock, [fault])
        let (stream, heard) = try venue.listen()
        stream.say("bye")
        stream.say("book")
        #expect(heard.take() == [])
        #expect(venue.openStreams == 1)
    }

    @Test(
        "A disturbance reaches the face behind the message that it was tied to, and does not lead to itself",
        arguments: [
            (StreamDisturbance.skipSequence, "skipSequence"), (.breakChecksum, "breakChecksum"),
            (.freezeChecksum(true), "freezeChecksum(true)"), (.expireTokens, "expireTokens"),
            (.delaySnapshots(milliseconds: 5), "delaySnapshots(milliseconds: 5)"),
        ])
    func disturbed(disturbance: StreamDisturbance, word: String) throws {
        let faults = [
            Fault(operation: "stream.book", occurrence: .nth(1), action: .disturb(disturbance)),
            Fault(operation: "stream.control", action: .disturb(disturbance)),
        ]
        let (stream, heard) = try SimulatedVenue.streaming(clock, faults).listen()
        stream.say("book")
        stream.say("book")
        let isSkipped = disturbance == .skipSequence
        #expect(heard.take() == ["book 1", word, "book \(isSkipped ? 3 : 2)"])
    }

    @Test("An action strikes and counts only what it is made for")
    func subjects() throws {
        let faults = [
            Fault(action: .dropMessage), Fault(action: .corruptBody), Fault(action: .refuseStream(status: 503)),
            Fault(operation: "stream.*", action: .delay(milliseconds: 1)),
        ]
        var plan = FaultPlan(faults: faults)
        #expect(plan.decide(venue: "v", operation: "order.place") == [.corruptBody])
        #expect(plan.decide(venue: "v", operation: "stream.book", on: .message) == [.dropMessage])
        #expect(
            plan.decide(venue: "v", operation: "stream.open", on: .opening)
                == [.refuseStream(status: 503), .delay(milliseconds: 1)])
        #expect(plan.counts.map(\.matched) == [1, 1, 1, 1])
    }

    @Test("A refused, a dropped and a replaced opening, before and after the face has taken it")
    func openings() throws {
        let cases: [(FaultAction, Int?)] = [
            (.refuseStream(status: 503), 503), (.replyBefore(FaultReply(status: 429)), 429), (.dropBefore, nil),
            (.stallBefore, nil), (.dropAfter, nil), (.replyAfter(FaultReply(status: 502)), 502),
            (.rateLimitAfterAccept(retryAfterSeconds: 3), 429),
        ]
        for (action, status) in cases {
            let venue = try SimulatedVenue.streaming(clock, [Fault(operation: "stream.open", action: action)])
            let attempt = venue.connect(FaceRequest(method: "GET", path: "/ws")) { _, _ in }
            switch attempt {
            case .refused(let reply): #expect(reply.status == status)
            case .lost: #expect(status == nil)
            case .open: Issue.record("opened in spite of \(action)")
            }
            #expect(venue.openStreams == 0)
            #expect(venue.respond(to: FaceRequest(method: "GET", path: "/open")).body == Array("0".utf8))
        }
    }
}
