import AdapterProtocol
import AdapterRuntime
import Foundation
import Host
import HostAPI
import Logging
import ServiceLifecycle
import Synchronization
import Trading
import VenueSimulator
import WebServing

/// Everything `bourse serve` runs, in order: simulator, venues, journal, desk, API; and in reverse on the way out, so
/// that an order under way still finds its venue and its journal.
struct HostService: Service {
    private let configuration: HostConfiguration
    private let port: Int
    private let asJSON: Bool
    private let directory: StateDirectory
    private let token: AccessToken
    private let simulated: EmbeddedSimulator?
    private let externalSimulators: [String: String]
    private let logger = CommandLogger.make(default: .notice)

    init(
        configuration: HostConfiguration, port: Int, statePath: String, simulators: [String: String], asJSON: Bool
    ) throws {
        self.configuration = configuration
        self.port = port
        self.asJSON = asJSON
        let isSimulated = configuration.environment == .simulated
        let elsewhere = simulators.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let owner =
            isSimulated
            ? "simulated \(simulators.isEmpty ? "inside" : elsewhere)" : configuration.environment.rawValue
        directory = try StateDirectory(path: statePath, stamp: StateStamp(owner: owner))
        token = try AccessToken(in: directory, random: SystemRandomSource().next)
        externalSimulators = simulators
        simulated =
            isSimulated && simulators.isEmpty ? try EmbeddedSimulator(directory: directory, logger: logger) : nil
    }

    func run() async throws {
        let transport = HTTPTransport()
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                let running = try await startSimulator(in: &group)
                let host = try await makeHost(transport, simulator: running)
                group.addTask { try await serve(host) }
                // Whatever ends first ends the host: the API on a signal, or anything that failed.
                try await group.next()
                await host.desk.close()
                group.cancelAll()
                try? await group.waitForAll()
            }
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
    }

    private func startSimulator(in group: inout ThrowingTaskGroup<Void, any Error>) async throws -> SimulatorReadiness?
    {
        guard let simulated else {
            guard !externalSimulators.isEmpty else { return nil }
            return RunningSimulator.current
        }
        group.addTask { try await simulated.run() }
        return try await simulated.readiness()
    }

    private func makeHost(_ transport: HTTPTransport, simulator: SimulatorReadiness?) async throws -> TradingHost {
        let venues = try VenueConnections(
            configuration: configuration, simulator: simulator, externalSimulators: externalSimulators,
            transport: transport, logger: logger
        ).connect()
        let host = TradingHost(
            .init(
                profiles: VenueRegistry.current.profiles, configuration: configuration,
                adapters: VenueRegistry.current.adapters, venues: venues,
                journal: try SQLiteJournal(path: directory.file("journal.sqlite")), clock: SystemClock(),
                ids: TimeOrderedIDs(random: SystemRandomSource().next), version: Bourse.version, logger: logger))
        try await host.desk.start()
        await host.monitor.check()
        return host
    }

    /// Serves the API and follows orders until a signal.
    private func serve(_ host: TradingHost) async throws {
        let server = HostAPI(host: host, token: token).server(
            on: ServingConfiguration(host: "127.0.0.1", port: port), logger: logger,
            makeRequestID: { String(SystemRandomSource().next(), radix: 16) }, onReady: { announce($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await host.run() }
            group.addTask { try await server.run() }
            try await group.next()
            group.cancelAll()
        }
    }

    private func announce(_ address: BoundAddress) {
        if asJSON { return Output.line(ReadyLine(url: address.url, token: token.fresh).json) }
        Output.line("Bourse is listening on \(address.url) (\(configuration.environment.rawValue))")
        if let token = token.fresh { Output.line("API token, shown only this once: \(token)") }
    }
}
