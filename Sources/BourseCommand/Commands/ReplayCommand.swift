import AdapterProtocol
import AdapterRuntime
import ArgumentParser
import Foundation
import StreamRecording

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Tells a recording again, through the adapter's own sessions.",
        discussion: """
            The same file gives the same lines every time. Into a pipe, or with --json, one line is written for each \
            element, as 'watch' does; on a terminal the markets are drawn. Control-C ends it.
            """)

    @Argument(help: "The recording.") var file: String
    @Argument(help: "Only these markets; all when none is named.") var symbols: [String] = []
    @Option(help: "So many times as fast as it was, for example 1, 0.5 or 20; max for as fast as possible.")
    var speed = "max"
    @Option(help: "Ends by itself after so many elements.") var limit: Int?
    @Flag(help: "One line of JSON for each element, also on a terminal.") var json = false

    func run() async throws {
        do {
            try await replay()
        } catch let error as RecordingError {
            ExitReason(error).leave(asJSON: json)
        } catch let error as VenueError {
            // Only the file speaks here: nothing was asked of a venue.
            ExitReason(.configuration, error.message).leave(asJSON: json)
        } catch let reason as ExitReason {
            reason.leave(asJSON: json)
        } catch is CancellationError {
            // Control-C: what was shown was asked for.
        }
    }

    private func replay() async throws {
        guard let pace = ReplaySpeed(speed) else {
            throw ExitReason(.usage, "'\(speed)' is no speed: a number above zero, or max")
        }
        let markets = try symbols.map { text in
            guard let symbol = Symbol(text) else { throw ExitReason(.usage, "'\(text)' is not BASE/QUOTE") }
            return symbol
        }
        let header = try RecordingReader(path: file).header
        let module = try VenueRegistry.current.require(header.venue.rawValue)
        let market = try RecordedMarket(path: file, adapter: module.adapter, speed: pace)
        let view = WatchView(MarketBoard(markets), asJSON: json, limit: limit)
        try await InterruptibleRun.run {
            try await view.show { try await view.follow(market.updates(markets.isEmpty ? nil : markets)) }
        }
    }
}
