import Testing
import VenueSimulator

@Suite("The life of a WebSocket", .timeLimit(.minutes(1)))
struct SocketLifeTests {
    private static let megabyte = [UInt8](repeating: 0x61, count: 1_048_576)
    private static let forbidden: [([UInt8], UInt16)] = [
        (RawSocket.frame([0x61], isMasked: false), 1002),
        (RawSocket.frame([0x61], reserved: 0x40), 1002),
        (RawSocket.frame([1], opcode: 2), 1003),
        (RawSocket.frame([0xC3, 0x28]), 1007),
        (RawSocket.frame([1], opcode: 0), 1002),
        (RawSocket.frame([1], opcode: 3), 1002),
        (RawSocket.frame([0], opcode: 9, isFinal: false), 1002),
        (RawSocket.frame([UInt8](repeating: 0, count: 126), opcode: 9), 1002),
        (RawSocket.frame([3], opcode: 8), 1002),
        (RawSocket.frame([0x03, 0xED], opcode: 8), 1002),
        (RawSocket.frame([0x03, 0xE8, 0xFF], opcode: 8), 1007),
        (RawSocket.frame([1], isFinal: false) + RawSocket.frame([1]), 1002),
        (RawSocket.frame(megabyte + [0x61]), 1009),
        (RawSocket.frame(megabyte, isFinal: false) + RawSocket.frame([0x61], opcode: 0), 1009),
        ([0x81, 0xFF] + [UInt8](repeating: 0xFF, count: 8), 1009),
    ]

    @Test("A message in fragments, with a ping between them, is one message; the ping is answered first")
    func fragments() async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            var bytes = RawSocket.frame(Array("echo:a".utf8), opcode: 1, isFinal: false)
            bytes += RawSocket.frame(Array("é".utf8.prefix(1)), opcode: 0, isFinal: false)
            bytes += RawSocket.frame(Array("hi".utf8), opcode: 9)
            bytes += RawSocket.frame(Array("é".utf8.suffix(1)) + Array("z".utf8), opcode: 0)
            for byte in bytes { try await socket.connection.send([byte]) }
            #expect(await socket.next(2) == [.pong("hi"), .text("aéz")])
        }
    }

    @Test("The venue's pings go out as pings; a pong is taken without a word")
    func pings() async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            try await socket.send("ping")
            #expect(await socket.next() == .ping("p"))
            try await socket.connection.send(RawSocket.frame(Array("p".utf8), opcode: 10) + RawSocket.text("echo:on"))
            #expect(await socket.next() == .text("on"))
        }
    }

    @Test(
        "What the protocol forbids ends the connection with the code that says so",
        arguments: Self.forbidden
    )
    func violations(bytes: [UInt8], code: UInt16) async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            try await socket.connection.send(bytes)
            #expect(await socket.next() == .close(code, ""))
            try await socket.connection.close()
            while try await served.openAtFace() != "0" {}
        }
    }

    @Test("A message of exactly the limit is taken")
    func largest() async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            try await socket.connection.send(RawSocket.frame(Array(repeating: 0x61, count: 1_048_576)))
            #expect(await socket.next() == .text("what? 1048576"))
        }
    }

    @Test("The client's close is answered with its code, and the face is told")
    func leaving() async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            #expect(try await served.openAtFace() == "1")
            try await socket.leave()
            #expect(await socket.next() == .close(1000, ""))
            #expect(await socket.connection.end().end == .closed)
            #expect(try await served.openAtFace() == "0")
        }
    }

    @Test("A client that vanishes, also in the midst of a message, is gone for the face too", arguments: [true, false])
    func vanishing(isOpening: Bool) async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            if isOpening {
                try await socket.connection.send(RawSocket.frame(Array("ec".utf8), isFinal: false))
            }
            try await socket.connection.close()
            while try await served.openAtFace() != "0" {}
            #expect(try await served.control("GET /state").text.contains(#""openStreams":0"#))
        }
    }

    @Test("The venue's close has its code and reason; nothing follows, and the face is told")
    func closedByVenue() async throws {
        try await withSimulator([streaming]) { served async throws in
            let socket = try await served.socket("/quiet")
            try await socket.send("bye")
            #expect(await socket.next() == .close(4001, "bye"))
            try await socket.connection.send(RawSocket.frame([0x0F, 0xA1], opcode: 8))
            #expect(await socket.connection.end().text == "")
            #expect(try await served.openAtFace() == "0")
        }
    }

    @Test("A client that reads nothing is cut off, and others are served meanwhile")
    func slowReader() async throws {
        try await withSimulator([streaming]) { served async throws in
            let slow = try await served.socket("/quiet")
            let other = try await served.socket("/quiet")
            try await slow.connection.stopReading()
            // More than the limit of 16 MiB and what the system's own buffers take.
            try await slow.send("flood")
            while try await served.openAtFace() != "1" {}
            try await other.send("echo:quick")
            #expect(await other.next() == .text("quick"))
            // It may have been told already that the connection is gone.
            try? await slow.connection.readAgain()
            var frames = 0
            while case .text = await slow.next() { frames += 1 }
            #expect(frames < 40)
        }
    }

    @Test("A graceful stop says 1001 to every client and does not wait longer than for their answers")
    func shutdown() async throws {
        let goodbyes = try await withSimulator([streaming]) { served async throws in
            let sockets = [try await served.socket("/quiet"), try await served.socket("/quiet")]
            return sockets.map { socket in
                Task {  // reason: awaited below
                    let last = await socket.next()
                    try await socket.leave()
                    return last
                }
            }
        }
        for goodbye in goodbyes { #expect(try await goodbye.value == .close(1001, "")) }
    }

    @Test("Cancelling the simulation closes its sockets too, with 1001", arguments: [true, false])
    func cancellation(isFirstRequest: Bool) async throws {
        let (stream, continuation) = AsyncStream<SimulatorReadiness>.makeStream()
        let options = SimulatorOptions(portBase: 0, tickMilliseconds: nil)
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        let simulator = try Simulator(recipes: [streaming], options: options, clock: clock, logger: silent) {
            continuation.yield($0)
        }
        let running = Task { try await simulator.run() }  // reason: cancelled and awaited below
        var readinesses = stream.makeAsyncIterator()
        let rest = try #require(await readinesses.next()?.venues["binance"]?.rest)
        let port = try #require(rest.split(separator: ":").last.flatMap { Int($0) })
        let connection = try await RawConnection.open(port: port)
        if !isFirstRequest {
            try await connection.send(request("POST /count"))
            #expect(await connection.reply()?.text == "1")
        }
        let socket = try await RawSocket.shakeHands(on: connection, "/quiet")
        running.cancel()
        #expect(await socket.next() == .close(1001, ""))
        try await socket.leave()
        _ = await running.result
        #expect(simulator.venues.first?.openStreams == 0)
    }

    @Test("Closing all streams through the control port says so to every client; the venue goes on")
    func closedByControl() async throws {
        try await withSimulator([streaming]) { served async throws in
            let sockets = [try await served.socket("/quiet"), try await served.socket("/quiet")]
            let body = #"{"venue":"binance","code":1012,"reason":"restart"}"#
            #expect(try await served.control("POST /streams/close", body: body).text.contains(#""openStreams":0"#))
            for socket in sockets { #expect(await socket.next() == .close(1012, "restart")) }
            #expect(try await served.openAtFace() == "0")
            let again = try await served.socket("/quiet")
            #expect(try await served.control("POST /reset").status == 200)
            #expect(await again.next() == .close(1001, ""))
        }
    }
}
