import AdapterProtocol
import AdapterRuntime
import BinanceAdapter
import Foundation
import Host
import HostAPI
import Logging
import SimulatedBinance
import Testing
import Trading
import VenueSimulator
import WebServing

@testable import BourseCommand

/// A whole host over real loopback HTTP: API, gate, journal in SQLite, runtime, Binance adapter, simulated venue.
struct TestHost: Sendable {
    let url: String
    let token: String
    let simulator: Simulator
    private let client = HTTPTransport()
    /// Longer than any machine takes that runs hundreds of tests at once: how long an answer takes is not what a test is about.
    private static let patience: Duration = .seconds(1800)

    struct Answer: Sendable {
        let status: Int
        let text: String
        let headers: [WireHeader]

        func member(_ name: String) -> String? {
            (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])?[name] as? String
        }
    }

    func call(
        _ method: VenueCall.Method, _ path: String, body: String = "", key: String? = nil, token: String? = nil,
        headers: [WireHeader] = []
    ) async throws -> Answer {
        var all = headers + [WireHeader("Authorization", "Bearer \(token ?? self.token)")]
        if let key { all.append(WireHeader("Idempotency-Key", key)) }
        let reply = try await client.send(
            WireRequest(method: method, target: path, headers: all, body: Array(body.utf8)), to: url,
            timeout: Self.patience)
        return Answer(status: reply.status, text: String(decoding: reply.body, as: UTF8.self), headers: reply.headers)
    }

    /// Runs `body` against a host on its state directory; the simulator may outlive several hosts.
    static func run(
        in state: String, simulator: Simulator, at rest: String, key: SimulatedCredentials,
        limits: (inout RiskLimits) -> Void = { _ in }, _ body: @Sendable (TestHost) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let directory = try StateDirectory(path: state, stamp: StateStamp(owner: "test"))
        let token = try AccessToken(in: directory, random: { 42 })
        let transport = HTTPTransport()
        let venue = try ConnectedVenue(
            VenueParts(
                adapter: BinanceAdapter(),
                environment: VenueEnvironment(name: "simulated", rest: rest, isRealMoney: false),
                credentials: Credentials(["api_key": Secret(key.apiKey), "api_secret": Secret(key.apiSecret)]),
                transport: transport, logger: logger))
        let configuration = try configuration(limits)
        let host = TradingHost(
            .init(
                profiles: VenueRegistry.builtIn.profiles, configuration: configuration,
                adapters: VenueRegistry.builtIn.adapters, venues: [BinanceAdapter.id: venue],
                journal: try SQLiteJournal(path: directory.file("journal.sqlite")), clock: SystemClock(),
                ids: TimeOrderedIDs(random: SystemRandomSource().next), version: "test", logger: logger))
        try await host.desk.start()
        await host.desk.reconcile()
        await host.monitor.check()
        let (addresses, tell) = AsyncStream.makeStream(of: BoundAddress.self)
        let server = HostAPI(host: host, token: token).server(
            on: ServingConfiguration(host: "127.0.0.1", port: 0), logger: logger, makeRequestID: { "id" }
        ) { tell.yield($0) }
        // A client that is dropped open ends the process, whose trace would hide what failed.
        let outcome = await Result {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                for await address in addresses {
                    let text = "bourse_" + String(repeating: String(repeating: "0", count: 14) + "2a", count: 4)
                    let test = TestHost(url: address.url, token: text, simulator: simulator)
                    let outcome = await Result { try await body(test) }
                    await test.client.shutdown()
                    try outcome.get()
                    break
                }
                await host.desk.close()
                group.cancelAll()
            }
        }
        await transport.shutdown()
        try outcome.get()
    }

    private static func configuration(_ limits: (inout RiskLimits) -> Void) throws -> HostConfiguration {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../adapters.yaml").path()
        let configuration = try ConfigurationFile.read(file)
        var risk = configuration.risk
        limits(&risk)
        return HostConfiguration(environment: .simulated, venues: configuration.venues, risk: risk)
    }

    /// Runs `body` beside a simulated Binance whose market stands still.
    static func withSimulator(
        _ body: @Sendable @escaping (Simulator, String, SimulatedCredentials) async throws -> Void
    ) async throws {
        let (stream, tell) = AsyncStream.makeStream(of: SimulatorReadiness.self)
        let simulator = try Simulator(
            recipes: [
                VenueRecipe(
                    face: BinanceFace.self,
                    configuration: FaceConfiguration(seed: 7, switches: ["background": "frozen"]))
            ],
            options: SimulatorOptions(portBase: 0, hasControlPort: false),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { tell.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await simulator.run() }
            for await ready in stream {
                let venue = try #require(ready.venues["binance"])
                try await body(simulator, venue.rest, try #require(venue.credentials[.trade]))
                break
            }
            group.cancelAll()
        }
    }
}

/// A directory of one test, removed with it.
final class TestDirectory: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "bourse-test-\(UUID().uuidString)").path()

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Result where Success: Sendable, Failure == any Error {
    /// What an operation comes to.
    init(_ operation: () async throws -> Success) async {
        do {
            self = .success(try await operation())
        } catch {
            self = .failure(error)
        }
    }
}
