import AdapterKit
import AdapterProtocol
import ArgumentParser
import Trading

struct WalkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk",
        abstract: "Drives orders through every room on a manual clock and prints what left and what was journaled.",
        discussion: "The same seed gives the same bytes, in debug and in release: scripts/determinism.sh compares them."
    )

    @Option(help: "Everything depends on this number only.") var seed: UInt64 = 1
    @Option(help: "How many orders.") var orders = 12

    func run() async throws {
        do {
            let walk = try DeterministicWalk(seed: seed)
            try await walk.run(orders: orders)
            for line in await walk.lines() { Output.line(line) }
        } catch let error as JournalError {
            ExitReason(.software, error.description).leave(asJSON: false)
        }
    }
}
