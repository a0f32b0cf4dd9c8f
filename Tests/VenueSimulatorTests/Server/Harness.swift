import Logging
import ServiceLifecycle
import Testing
import VenueSimulator

struct NeverReady: Error {}

/// Keeps metadata, as the request id needs, and prints nothing below a catastrophe.
let silent: Logger = {
    var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .critical
    return logger
}()

/// A simulation that is being served: its venue is an ``EchoFace``.
struct Served: Sendable {
    let simulator: Simulator
    let readiness: SimulatorReadiness
    let group: ServiceGroup

    /// The port of a venue.
    func port(_ venue: String = "binance") throws -> Int {
        try portNumber(try #require(readiness.venues[venue]).rest)
    }

    func controlPort() throws -> Int { try portNumber(try #require(readiness.control)) }

    /// One request on a connection of its own.
    func ask(_ head: String, body: String = "", port: Int? = nil) async throws -> RawReply? {
        let connection = try await RawConnection.open(port: try port ?? self.port())
        try await connection.send(request(head, body: body))
        return await connection.reply()
    }

    /// One request on a connection of its own, and how the connection ended.
    func ending(_ head: String) async throws -> (text: String, end: RawConnection.End) {
        let connection = try await RawConnection.open(port: try port())
        try await connection.send(request(head))
        return await connection.end()
    }

    func control(_ head: String, body: String = "") async throws -> RawReply {
        try #require(try await ask(head, body: body, port: try controlPort()))
    }

    private func portNumber(_ url: String) throws -> Int {
        try #require(url.split(separator: ":").last.flatMap { Int($0) })
    }
}

/// `request("GET /a")`, complete and asking for the connection to stay open.
func request(_ head: String, body: String = "", headers: String = "") -> String {
    let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
    return "\(head) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(length)\(headers)\r\n\(body)"
}

/// Serves one echo venue on free ports while `body` runs, then shuts down gracefully and waits for it.
func withSimulator<Value: Sendable>(
    _ recipes: [VenueRecipe] = [VenueRecipe(face: EchoFace.self, configuration: FaceConfiguration(seed: 1))],
    options: SimulatorOptions = SimulatorOptions(portBase: 0, tickMilliseconds: nil),
    clock: any SimulatorClock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 1_000)),
    _ body: (Served) async throws -> Value
) async throws -> Value {
    let (stream, continuation) = AsyncStream<SimulatorReadiness>.makeStream()
    let simulator = try Simulator(recipes: recipes, options: options, clock: clock, logger: silent) {
        continuation.yield($0)
    }
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [simulator], logger: silent))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { continuation.finish() }
            try await group.run()
        }
        var readinesses = stream.makeAsyncIterator()
        guard let readiness = await readinesses.next() else {
            try await tasks.waitForAll()
            throw NeverReady()
        }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(Served(simulator: simulator, readiness: readiness, group: group)))
        } catch {
            result = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try result.get()
    }
}

/// The options of a simulation with these faults.
func faulty(_ faults: Fault..., compresses: Bool = false) -> SimulatorOptions {
    SimulatorOptions(
        portBase: 0,
        faults: FaultPlan(faults: faults),
        tickMilliseconds: nil,
        compressesReplies: compresses
    )
}
