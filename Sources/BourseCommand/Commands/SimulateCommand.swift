import AdapterProtocol
import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import VenueSimulator
import WebServing

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Runs simulated exchanges on this machine's loopback.",
        discussion: """
            Prints one line of JSON when ready: base URLs, keys by role, and the control port. Clients of any language \
            can trade against it; docs/simulator.md shows how.
            """)

    @Option(help: "A venue to simulate; may stand several times. Default: all that are built.") var venue: [String] = []
    @Option(
        help:
            "Ports are this plus 0 to 4 in the order luno, binance, kucoin, kraken, valr; plus 6 for a sixth; 0: free ones."
    )
    var portBase = 9100
    @Option(help: "Everything that moves depends on this number only.") var seed: UInt64 = 1
    @Flag(help: "HTTPS with a certificate of the simulator's own authority, whose path is printed.") var tls = false
    @Option(help: "JSON file with what shall go wrong.") var faults: String?
    @Option(name: .customLong("switch"), help: "A face's switch, NAME=VALUE; may stand several times.")
    var switches: [String] = []

    func run() async throws {
        do {
            let simulator = try Simulator(
                recipes: try recipes(), options: try options(), logger: CommandLogger.make()
            ) { readiness in
                RunningSimulator.publish(readiness)
                Output.line(readiness.line)
            }
            defer { RunningSimulator.withdraw() }
            let group = ServiceGroup(
                services: [simulator], gracefulShutdownSignals: [.sigterm, .sigint], logger: CommandLogger.make())
            try await group.run()
        } catch let reason as ExitReason {
            reason.leave(asJSON: false)
        } catch let error as SimulatorError {
            ExitReason(.usage, error.description).leave(asJSON: false)
        } catch let error as ServingError {
            ExitReason(.unavailable, error.description).leave(asJSON: false)
        }
    }

    private func recipes() throws -> [VenueRecipe] {
        let registry = VenueRegistry.current
        let faces = venue.isEmpty ? registry.modules.compactMap(\.face) : try venue.map(face)
        guard !faces.isEmpty else { throw ExitReason(.usage, "this program has no simulated exchange") }
        let chosen = try settings()
        return faces.map { face in
            VenueRecipe(face: face, configuration: FaceConfiguration(seed: seed, switches: chosen))
        }
    }

    private func face(_ id: String) throws -> any VenueFace.Type {
        guard let face = try VenueRegistry.current.require(id).face else {
            throw ExitReason(.usage, "there is no simulated exchange of '\(id)' in this program")
        }
        return face
    }

    private func settings() throws -> [String: String] {
        var chosen: [String: String] = [:]
        for setting in switches {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ExitReason(.usage, "--switch takes NAME=VALUE, not '\(setting)'") }
            chosen[parts[0]] = parts[1]
        }
        return chosen
    }

    private func options() throws -> SimulatorOptions {
        var plan = FaultPlan()
        if let faults {
            guard let data = FileManager.default.contents(atPath: faults) else {
                throw ExitReason(.configuration, "\(faults): cannot be read")
            }
            do throws(FaultPlanError) {
                plan = try FaultPlan(json: Array(data))
            } catch {
                throw ExitReason(.configuration, "\(faults): \(error)")
            }
        }
        let directory = URL(filePath: RunningSimulator.path).deletingLastPathComponent().path()
        return SimulatorOptions(
            portBase: portBase, portOrder: VenueRegistry.current.ids,
            tls: tls ? SimulatorTLS(directory: directory) : nil, faults: plan)
    }
}
