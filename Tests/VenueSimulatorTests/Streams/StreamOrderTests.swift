import Testing
import VenueSimulator

@Suite("Streams and requests side by side", .timeLimit(.minutes(1)))
struct StreamOrderTests {
    @Test("Many clients order at once: each stream hears every order once, in one order, none later than its answer")
    func ordered() async throws {
        try await withSimulator([streaming]) { served async throws in
            let port = try served.port()
            let sockets = [try await served.socket("/quiet"), try await served.socket("/quiet")]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let connection = try await RawConnection.open(port: port)
                        for _ in 0..<25 {
                            try await connection.send(request("POST /count"))
                            #expect(await connection.reply()?.status == 200)
                        }
                    }
                }
                try await group.waitForAll()
            }
            // Every answer is here, so every message is on its way: what follows is the answer to a later word.
            for socket in sockets { try await socket.send("echo:end") }
            let expected = (1...200).map { RawSocket.Frame.text("count \($0)") } + [.text("end")]
            for socket in sockets { #expect(await socket.next(201) == expected) }
        }
    }

    @Test("Messages of many clients are answered each to its own")
    func apart() async throws {
        try await withSimulator([streaming]) { served async throws in
            let port = try served.port()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<8 {
                    group.addTask {
                        let socket = try await RawSocket.open(port: port, "/quiet")
                        for number in 0..<25 { try await socket.send("echo:\(client)-\(number)") }
                        #expect(await socket.next(25) == (0..<25).map { .text("\(client)-\($0)") })
                        try await socket.leave()
                        #expect(await socket.next() == .close(1000, ""))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await served.openAtFace() == "0")
        }
    }

    @Test("The ticker lets streams speak while nobody asks")
    func ticker() async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        let options = SimulatorOptions(portBase: 0, tickMilliseconds: 1_000)
        try await withSimulator([streaming], options: options, clock: clock) { served async throws in
            let socket = try await served.socket("/ticks")
            await clock.waitForSleepers(1)
            clock.advance(byMilliseconds: 3_000)
            #expect(await socket.next(3) == [.text("second 1"), .text("second 2"), .text("second 3")])
        }
    }
}
