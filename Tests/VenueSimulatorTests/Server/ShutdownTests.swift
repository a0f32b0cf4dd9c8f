import Testing
import VenueSimulator

@Suite("Stopping a simulation")
struct ShutdownTests {
    @Test("Idle keep-alive and never-used connections do not hold up a graceful stop", .timeLimit(.minutes(1)))
    func idle() async throws {
        let connections = try await withSimulator { served async throws in
            let used = try await RawConnection.open(port: try served.port())
            try await used.send(request("GET /now"))
            #expect(await used.reply()?.text == "1000")
            let control = try await RawConnection.open(port: try served.controlPort())
            return [used, control, try await RawConnection.open(port: try served.port())]
        }
        // A connection that was never accepted ends by a reset, the others by a close.
        for connection in connections { #expect(await connection.end().text == "") }
    }

    @Test("A stalled and a delayed request are let go", .timeLimit(.minutes(1)), arguments: [true, false])
    func held(isStalled: Bool) async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 0))
        let action: FaultAction = isStalled ? .stallBefore : .delay(milliseconds: 60_000)
        let connection = try await withSimulator(
            options: faulty(Fault(operation: "market.time", action: action)),
            clock: clock
        ) { served async throws in
            let connection = try await RawConnection.open(port: try served.port())
            try await connection.send(request("GET /now"))
            while try await !served.control("GET /state").text.contains("market.time") {}
            return connection
        }
        let (text, _) = await connection.end()
        #expect(text == "")
    }

    @Test("The ports are free again after a stop", .timeLimit(.minutes(1)))
    func rebind() async throws {
        let port = try await withSimulator { try $0.port() }
        let options = SimulatorOptions(portBase: port - 1, tickMilliseconds: nil)
        let again = try await withSimulator(options: options) { try $0.port() }
        #expect(again == port)
    }
}
