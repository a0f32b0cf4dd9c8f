import AdapterKit
import AdapterProtocol
import AdapterRuntime
import ArgumentParser
import Foundation
import Host
import HostAPI
import Trading

struct PlatformsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platforms", abstract: "Lists the platforms with limits, adapters and capabilities.",
        discussion: "Asks the venues of a running simulator whether they answer; starts nothing.")

    @Option(help: "Configuration file.") var config = "adapters.yaml"
    @Flag(help: "One line of JSON instead of text for people.") var json = false

    func run() async throws {
        let transport = HTTPTransport()
        do {
            let configuration = try ConfigurationFile.read(config)
            let venues = try VenueConnections(
                configuration: configuration, simulator: RunningSimulator.current, externalSimulators: [:],
                usesKeys: false,
                transport: transport, logger: CommandLogger.make()
            ).connect()
            let host = TradingHost(
                .init(
                    profiles: VenueRegistry.current.profiles, configuration: configuration,
                    adapters: VenueRegistry.current.adapters, venues: venues,
                    journal: NoJournal(), clock: SystemClock(), ids: TimeOrderedIDs(random: { 0 }),
                    version: Bourse.version, logger: CommandLogger.make()))
            await host.monitor.check()
            let bytes = PlatformsDocument(host: host, tellsKeys: true).bytes(timestamp: host.clock.now)
            Output.line(json ? String(decoding: bytes, as: UTF8.self) : PrettyJSON.text(of: bytes))
            await transport.shutdown()
        } catch let reason as ExitReason {
            await transport.shutdown()
            reason.leave(asJSON: json)
        }
    }
}

/// Takes nothing: listing platforms places no orders.
private struct NoJournal: OrderJournal {
    func append(_ entries: [JournalEntry]) async throws(JournalError) {
        throw .writeFailed("this command places no orders")
    }
    func replay() async throws(JournalError) -> [JournalEntry] { [] }
}
