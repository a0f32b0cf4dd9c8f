import Testing
import VenueSimulator

@Suite("Faults of streams as a client meets them", .timeLimit(.minutes(1)))
struct StreamFaultSocketTests {
    private func hit(_ action: FaultAction, _ operation: String = "stream.book") -> SimulatorOptions {
        faulty(Fault(operation: operation, occurrence: .first(1), action: action))
    }

    @Test("refuseStream answers plain HTTP; the next attempt is taken")
    func refused() async throws {
        try await withSimulator([streaming], options: hit(.refuseStream(status: 503), "stream.open")) {
            served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(RawSocket.handshake("/ws"))
            #expect(await connection.reply()?.status == 503)
            let socket = try await RawSocket.shakeHands(on: connection, "/ws")
            #expect(await socket.next() == .text("welcome  -"))
            let state = try await served.control("GET /state").text
            #expect(state.contains(#""received":{"stream.open":2},"executed":{"stream.open":1}"#))
        }
    }

    @Test("An opening can be dropped without a byte, before or after the face has taken it", arguments: [false, true])
    func dropped(isAfter: Bool) async throws {
        let options = hit(isAfter ? .dropAfter : .dropBefore, "stream.open")
        try await withSimulator([streaming], options: options) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(RawSocket.handshake("/ws"))
            let (text, end) = await connection.end()
            #expect(text == "")
            #expect(end == .closed)
            #expect(try await served.openAtFace() == "0")
        }
    }

    @Test("A delayed opening waits on the simulator's clock; a client that leaves meanwhile is not opened")
    func delayedOpening() async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        let options = faulty(Fault(operation: "stream.open", action: .delay(milliseconds: 500)))
        try await withSimulator([streaming], options: options, clock: clock) { served async throws in
            let leaving = try await RawConnection.open(port: try served.port())
            try await leaving.send(RawSocket.handshake("/ws"))
            await clock.waitForSleepers(1)
            try await leaving.close()
            let staying = try await RawConnection.open(port: try served.port())
            try await staying.send(RawSocket.handshake("/ws"))
            await clock.waitForSleepers(1)
            while try await !served.control("GET /state").text.contains(#""stream.open":2"#) {}
            #expect(try await served.openAtFace() == "0")
            await clock.waitForSleepers(1)
            clock.advance(byMilliseconds: 500)
            #expect(await staying.reply()?.status == 101)
            #expect(try await served.openAtFace() == "1")
        }
    }

    @Test("A stalled opening says nothing; it does not hold up a stop", arguments: [false, true])
    func stalledOpening(isAfter: Bool) async throws {
        let options = hit(isAfter ? .stallAfter : .stallBefore, "stream.open")
        let connection = try await withSimulator([streaming], options: options) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(RawSocket.handshake("/ws"))
            while try await !served.control("GET /state").text.contains("stream.open") {}
            return connection
        }
        #expect(await connection.end().text == "")
    }

    @Test("closeStream sends its code, also one that no server may send; resetStream resets")
    func ended() async throws {
        for code in [1006, 1012, 4999] as [UInt16] {
            try await withSimulator([streaming], options: hit(.closeStream(code: code, reason: "é"))) {
                served async throws in
                let socket = try await served.socket("/quiet")
                try await socket.send("book")
                #expect(await socket.next() == .close(code, "é"))
            }
        }
        try await withSimulator([streaming], options: hit(.resetStream)) { served async throws in
            let socket = try await served.socket("/quiet")
            try await socket.send("book")
            #expect(await socket.connection.end().end == .reset)
            #expect(try await served.openAtFace() == "0")
        }
    }

    @Test("A stalled stream answers no ping, takes what is sent to it, and ends with its client")
    func stalled() async throws {
        try await withSimulator([streaming], options: hit(.stallStream)) { served async throws in
            let socket = try await served.socket("/quiet")
            try await socket.send("book")
            try await socket.connection.send(RawSocket.frame([0x61], opcode: 9))
            try await socket.send("echo:anybody?")
            while try await !served.control("GET /state").text.contains(#""stream.message":2"#) {}
            #expect(try await served.openAtFace() == "1")
            try await socket.leave()
            #expect(await socket.connection.end().text == "")
            while try await served.openAtFace() != "0" {}
        }
    }

    @Test("A delayed message goes out when the clock has moved, without anybody asking")
    func delayed() async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        try await withSimulator([streaming], options: hit(.delayMessage(milliseconds: 500)), clock: clock) {
            served async throws in
            let socket = try await served.socket("/quiet")
            try await socket.send("many:2")
            await clock.waitForSleepers(1)
            clock.advance(byMilliseconds: 501)
            #expect(await socket.next(2) == [.text("book 1"), .text("book 2")])
        }
    }

    @Test("A plan with stream faults passes through the control port; a disturbance can be asked for directly")
    func control() async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            let plan = #"{"seed":0,"faults":[{"operation":"stream.book","nth":1,"action":{"kind":"dropMessage"}}]"#
            #expect(try await served.control("PUT /faults", body: plan + "}").status == 200)
            try await socket.send("many:2")
            #expect(await socket.next() == .text("book 2"))
            let counts = #","counts":[{"matched":2,"hit":1}]}"#
            #expect(try await served.control("GET /faults").text == plan + counts)
            let disturbance = #"{"kind":"skipSequence","venue":"binance"}"#
            #expect(try await served.control("POST /disturb", body: disturbance).status == 200)
            #expect(await socket.next() == .text("skipSequence"))
            try await socket.send("book")
            #expect(await socket.next() == .text("book 4"))
            let state = try await served.control("GET /state").text
            #expect(state.contains(#""sent":{"stream.book":2,"stream.control":1},"openStreams":1"#))
        }
    }

    @Test(
        "A wrong disturbance or close is refused with its place",
        arguments: [
            ("POST /disturb", "{}", 400), ("POST /disturb", #"{"kind":"dropMessage"}"#, 400),
            ("POST /disturb", #"{"kind":"skipSequence","milliseconds":1}"#, 400),
            ("POST /disturb", #"{"kind":"freezeChecksum"}"#, 400),
            ("POST /disturb", #"{"kind":"delaySnapshots","milliseconds":-1}"#, 400),
            ("POST /disturb", #"{"kind":"expireTokens","venue":"kraken"}"#, 404), ("GET /disturb", "", 405),
            ("POST /streams/close", #"{"code":999}"#, 400), ("POST /streams/close", #"{"code":5000}"#, 400),
            ("POST /streams/close", #"{"venue":"kraken"}"#, 404), ("GET /streams/close", "", 405),
        ])
    func wrong(head: String, body: String, status: Int) async throws {
        try await withSimulator([streaming]) { served async throws in
            let reply = try await served.control(head, body: body)
            #expect(reply.status == status)
            #expect(reply.text.hasPrefix(#"{"error":""#))
        }
    }
}
