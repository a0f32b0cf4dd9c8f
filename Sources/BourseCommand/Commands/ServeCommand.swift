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
    @Option(help: "The base URL of a simulator that runs elsewhere, instead of the one inside.") var simulator: String?
    @Flag(help: "One line of JSON when ready, instead of text for people.") var json = false

    func run() async throws {
        do {
            let configuration = try ConfigurationFile.read(config)
            if configuration.environment == .production, environment != "production" {
                throw ExitReason(.usage, "\(config) names production: add --environment production to use real money")
            }
            let service = try HostService(
                configuration: configuration, port: port, statePath: state, simulator: simulator, asJSON: json)
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
