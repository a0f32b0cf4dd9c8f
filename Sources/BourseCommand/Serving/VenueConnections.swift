import AdapterProtocol
import AdapterRuntime
import Host
import Logging
import VenueSimulator

/// Connects every venue that has an adapter, as the configuration says.
struct VenueConnections {
    let configuration: HostConfiguration
    let simulator: SimulatorReadiness?
    /// Base URLs of simulated venues that run elsewhere, by venue; empty for those inside.
    let externalSimulators: [String: String]
    /// Whether keys are taken along; without them nothing but public reads is possible, and no key gets an owner.
    var usesKeys = true
    let transport: any Transport
    let logger: Logger

    func connect() throws -> [VenueID: any Venue] {
        var venues: [VenueID: any Venue] = [:]
        for module in VenueRegistry.current.modules {
            guard let entry = configuration.venues.first(where: { $0.id == module.profile.id }),
                let (place, credentials) = try target(of: module, entry)
            else { continue }
            do throws(VenueError) {
                venues[entry.id] = try module.connect(
                    .init(
                        environment: place, credentials: usesKeys ? credentials : nil, transport: transport,
                        logger: logger))
            } catch {
                throw ExitReason(.permission, "\(entry.id): \(error)")
            }
        }
        return venues
    }

    /// Where one venue is, nil when it has no such place.
    private func target(
        of module: VenueModule, _ entry: HostConfiguration.VenueEntry
    ) throws -> (VenueEnvironment, Credentials?)? {
        switch configuration.environment {
        case .simulated:
            let running = simulator?.venues[entry.id.rawValue]
            let external = externalSimulators[entry.id.rawValue]
            guard let rest = externalSimulators.isEmpty ? running?.rest : external else {
                if module.face == nil, entry.isEnabled {
                    logger.notice("\(module.id) is not connected: it has no simulated exchange in this program")
                }
                return nil
            }
            let key = try KeyVariables.credentials(of: module.profile) ?? running.flatMap(KeyVariables.credentials)
            let streams = running.flatMap { $0.rest == rest ? $0.streams : nil }.map { StreamRoots($0) }
            return (VenueEnvironment(name: "simulated", rest: rest, isRealMoney: false, streams: streams), key)
        case .testnet, .production:
            let name = configuration.environment.rawValue
            return module.environments.first { $0.name == name }.map { ($0, entry.credentials) }
        }
    }
}
