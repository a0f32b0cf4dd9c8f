import AdapterProtocol
import AdapterRuntime
import ArgumentParser
import Foundation
import StreamRecording

struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Records markets' streams into a file, to be told again by 'replay'.",
        discussion: """
            The file holds every message as the venue sent it, with its times, and all else that the adapter's \
            sessions were told. It is compressed, holds no key, and may be cut off anywhere: what was whole stays \
            readable. \
            Control-C ends it. A channel that the venue does not stream is not recorded.
            """)

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The markets, for example BTC/USDT ETH/USDT.") var symbols: [String]
    @Option(help: "The new file; one that is there already is left alone.") var out: String
    @Option(help: "Ends by itself after so many seconds.") var seconds: Int?
    @Option(help: "Levels a side of books.") var depth = 20
    @Option(help: "book, trades, ticker or candles; may be repeated; all but candles when nothing is said.")
    var channel: [RecordedChannel] = []

    func validate() throws {
        guard !symbols.isEmpty else { throw ValidationError("name at least one market") }
        guard (seconds ?? 1) > 0 else { throw ValidationError("--seconds takes a number above zero") }
    }

    func run() async throws {
        let (options, out, names) = (venue, out, symbols)
        let (channels, depth, seconds) = (
            channel.isEmpty ? [.book, .trades, .ticker] : channel, max(depth, 1), seconds
        )
        try await venue.withStreams { target in
            // Names are read before the file is made.
            _ = try names.map(options.symbol)
            return try Self.recorder(of: target, to: out)
        } _: { connected, recorder in
            let recording = MarketRecording(
                symbols: try names.map(options.symbol), channels: channels, depth: depth,
                duration: seconds.map { .seconds($0) })
            do {
                try await recording.run(connected, into: recorder)
                guard recorder.summary.inputs > 0 else {
                    throw ExitReason(.unavailable, "no stream was opened: there is nothing to record")
                }
            } catch {
                // A file without anything in it would only be in the way of the next attempt.
                if recorder.summary.inputs == 0 { try? FileManager.default.removeItem(atPath: out) }
                throw error
            }
            Output.document(asJSON: options.json) { RecordingDocument.write(recorder.summary, of: out, to: &$0) }
        }
    }

    private static func recorder(of target: VenueTarget, to path: String) throws(ExitReason) -> FileRecorder {
        let module = target.module
        let header = RecordingHeader(
            venue: module.id, environment: target.environment.name, adapterVersion: module.version,
            startedAt: SystemClock().now)
        let secrets = module.profile.credentialFields.compactMap { target.credentials?[$0] }
        do throws(RecordingError) {
            return try FileRecorder(creating: path, header: header, hiding: secrets)
        } catch {
            throw ExitReason(error)
        }
    }
}
