import ArgumentParser
import Host
import Logging
import ServiceLifecycle
import Trading
import UnixSignals
import WebServing

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Runs the host: platforms, risk gate, orders, web API.",
        discussion: """
            The first start prints the API's bearer token, once. With 'environment: simulated' the simulator runs inside \
            and nothing outside is needed. Real money needs 'environment: production' in the file and --environment \
            production here.
            """)

    @Option(help: "Configuration file.") var config = "adapters.yaml"
    @Option(help: "Port on 127.0.0.1; 0 takes a free one.") var port = 8080
    @Option(help: "State directory: everything the host keeps.") var state = "./var"
    @Option(help: "Must be 'production' when the configuration says so.") var environment: String?
    @Option(help: "VENUE=URL of a simulated venue that runs elsewhere, instead of those inside; may be repeated.")
    var simulator: [String] = []
    @Flag(help: "One line of JSON when ready, instead of text for people.") var json = false

    private func simulators() throws -> [String: String] {
        var found: [String: String] = [:]
        for text in simulator {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, VenueModule.named(parts[0]) != nil, parts[1].hasPrefix("http") else {
                throw ExitReason(.usage, "--simulator takes VENUE=URL, for example binance=http://127.0.0.1:9101")
            }
            found[parts[0]] = parts[1]
        }
        return found
    }

    func run() async throws {
        do {
            let configuration = try ConfigurationFile.read(config)
            if configuration.environment == .production, environment != "production" {
                throw ExitReason(.usage, "\(config) names production: add --environment production to use real money")
            }
            let service = try HostService(
                configuration: configuration, port: port, statePath: state, simulators: try simulators(), asJSON: json)
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: service)], gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: CommandLogger.make()))
            try await group.run()
        } catch let reason as ExitReason {
            reason.leave(asJSON: json)
        } catch let error as StateError {
            ExitReason(error).leave(asJSON: json)
        } catch let error as JournalError {
            ExitReason(.cannotCreate, error.description).leave(asJSON: json)
        } catch let error as ServingError {
            ExitReason(.unavailable, error.description).leave(asJSON: json)
        }
    }
}
