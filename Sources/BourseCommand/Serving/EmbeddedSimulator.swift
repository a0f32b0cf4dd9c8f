import Foundation
import Host
import Logging
import VenueSimulator

/// The simulator inside the host, its venues' state kept beside the host's.
final class EmbeddedSimulator: Sendable {
    /// The seed of the one simulated world inside a host: the same market for everybody who starts with it.
    static let seed: UInt64 = 1
    /// How often the state is written while it changes. A crash loses at most this much of a simulated venue.
    private static let interval: Int64 = 2000

    private let simulator: Simulator
    private let directory: StateDirectory
    private let logger: Logger
    private let ready: AsyncStream<SimulatorReadiness>
    private let tell: AsyncStream<SimulatorReadiness>.Continuation

    init(directory: StateDirectory, logger: Logger) throws {
        self.directory = directory
        self.logger = logger
        let (stream, continuation) = AsyncStream.makeStream(of: SimulatorReadiness.self)
        (ready, tell) = (stream, continuation)
        let recipes = VenueRegistry.current.modules.compactMap(\.face).map { face in
            VenueRecipe(
                face: face, configuration: FaceConfiguration(seed: Self.seed, switches: [:]),
                snapshot: FileManager.default.contents(atPath: Self.path(face.venueID, directory)).map(Array.init))
        }
        do throws(SimulatorError) {
            simulator = try Simulator(
                recipes: recipes, options: SimulatorOptions(portBase: 0, hasControlPort: true), logger: logger
            ) { readiness in
                continuation.yield(readiness)
                continuation.finish()
            }
        } catch {
            throw ExitReason(.configuration, "the simulated venue cannot be opened: \(error)")
        }
    }

    /// Serves until graceful shutdown, keeping the state on disk.
    func run() async throws {
        defer { tell.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.simulator.run() }
            group.addTask { await self.keepState() }
            try await group.next()
            group.cancelAll()
        }
        save()
    }

    /// Where the venues are, once they are.
    func readiness() async throws -> SimulatorReadiness {
        for await readiness in ready { return readiness }
        throw ExitReason(.unavailable, "the simulated venues could not be started")
    }

    private func keepState() async {
        while (try? await SystemSimulatorClock().sleep(milliseconds: Self.interval)) != nil { save() }
    }

    private func save() {
        for venue in simulator.venues {
            do {
                try Data(venue.snapshot()).write(to: URL(filePath: Self.path(venue.id, directory)), options: .atomic)
            } catch {
                logger.warning("a simulated venue's state could not be kept", metadata: ["venue.name": "\(venue.id)"])
            }
        }
    }

    private static func path(_ id: String, _ directory: StateDirectory) -> String {
        directory.file("simulated-\(id).json")
    }
}
