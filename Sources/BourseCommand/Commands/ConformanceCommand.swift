import AdapterConformance
import AdapterKit
import AdapterProtocol
import ArgumentParser

struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance", abstract: "Examines an adapter: every promise, one case each.",
        discussion: """
            Without --rest, --environment and --offline the adapter is examined at its simulated exchange in this process, \
            on a virtual clock: a whole certification takes seconds, and the same seed gives the same certificate.

            It only reads unless --trade is given; then it places the smallest orders, most of them far from the market, and \
            cancels what it placed, also after Control-C. With --environment production --trade also needs --confirm.

            Exits with 0 only when every promise holds and every claimed capability is proven, else with 1.
            """)

    @Argument(help: "The venue, for example binance, or all.") var venue: String?
    @Option(help: "Base URL of the venue's REST interface, for example a simulator's.") var rest: String?
    @Option(help: "One of the venue's own environments: production, testnet, demo.") var environment: String?
    @Option(help: "PEM file with a further trust root, for a simulator with --tls.") var ca: String?
    @Option(help: "Base URL of the venue's market streams, for example a simulator's ws://127.0.0.1:9101.")
    var streamsPublic: String?
    @Option(help: "Base URL of the account's streams.") var streamsPrivate: String?
    @Flag(help: "The adapter alone, and its recorded wire data.") var offline = false
    @Option(help: "Recordings for --offline instead of those shipped: a file, or a folder with VENUE.jsonl.")
    var recordings: String?
    @Flag(help: "Also places orders.") var trade = false
    @Flag(help: "Yes, with real money.") var confirm = false
    @Option(help: "The market to work on; default the first open one that a bot would trade.") var symbol: String?
    @Option(help: "Only cases whose id begins so.") var only: String?
    @Option(help: "Client ids and the simulated exchange follow from it; default 1, over HTTP a new one.") var seed:
        UInt64?
    @Flag(help: "Prints all cases with promise and reason, and runs none.") var list = false
    @Flag(help: "One line of JSON instead of text for people.") var json = false
    @Option(help: "Writes the outcomes as JUnit XML.") var junit: String?
    @Option(help: "Writes the certificates: a JSON array, one per venue.") var certificate: String?
    @Option(help: "Writes the wire data that --offline needs: a file, or for several venues a folder.")
    var record: String?

    func validate() throws {
        if list { return }
        guard let venue else { throw ValidationError("name a venue, or all") }
        if offline, rest != nil || environment != nil || trade || record != nil {
            throw ValidationError("--offline goes with none of --rest, --environment, --trade and --record")
        }
        if streamsPublic != nil || streamsPrivate != nil, rest == nil, environment == nil {
            throw ValidationError("--streams-public and --streams-private go with --rest or --environment")
        }
        if recordings != nil, !offline { throw ValidationError("--recordings goes with --offline") }
        if only != nil, certificate != nil { throw ValidationError("a part of the suite gives no certificate") }
        if venue == "all", rest != nil { throw ValidationError("--rest is the address of one venue") }
        if venue == "all", let path = record ?? recordings, !RecordingsFiles.isFolder(path) {
            throw ValidationError("for all venues the recordings are a folder, for example recordings/")
        }
    }

    func run() async throws {
        if list { return listCases() }
        do {
            let runs = try await examine()
            try leaveFiles(runs)
            if json { Output.list(runs, asJSON: true) { ConformanceDocument.write($0, to: &$1) } }
            let code = ConformanceRun.exitCode(runs)
            if code != 0 { throw ExitCode(code) }
        } catch let error as VenueError {
            ExitReason(error).leave(asJSON: json)
        } catch let reason as ExitReason {
            reason.leave(asJSON: json)
        } catch is CancellationError {
            ExitReason(.unavailable, "interrupted before anything was examined").leave(asJSON: json)
        }
    }

    private func listCases() {
        let cases = ConformanceSuite { $0.id.hasPrefix(only ?? "") }.cases
        if json {
            Output.list(cases, asJSON: true) { ConformanceDocument.write($0, to: &$1) }
        } else {
            for one in cases { Output.line(ConformanceText.listing(one)) }
        }
    }

    private func examine() async throws -> [ConformanceRun] {
        let modules = try modules()
        let runner = try runner()
        guard !ConformanceSuite({ $0.id.hasPrefix(runner.only) }).cases.isEmpty else {
            throw ExitReason(.usage, "no case begins with '\(runner.only)'; --list shows them all")
        }
        let isQuiet = json
        return try await InterruptibleRun.run {
            var runs: [ConformanceRun] = []
            for module in modules where !Task.isCancelled {
                var (position, count) = (0, 0)
                let run = try await runner.run(module) { progress in
                    switch progress {
                    case .started(_, let offset, let all): (position, count) = (offset, all)
                    case .ended(let result):
                        guard !isQuiet else { return }
                        let venue = module.profile.id.rawValue
                        Output.line(ConformanceText.progress(venue, result, position: position, of: count))
                    }
                }
                if !isQuiet { Output.line("\n" + ConformanceText.summary(run) + "\n") }
                runs.append(run)
            }
            return runs
        }
    }

    private var isAtSimulatedExchange: Bool { !offline && rest == nil && environment == nil }

    private func modules() throws -> [VenueModule] {
        let name = venue ?? ""
        let registry = VenueRegistry.current
        let chosen = name == "all" ? registry.modules : [try registry.require(name)]
        guard isAtSimulatedExchange else { return chosen }
        for module in chosen where module.face == nil {
            throw ExitReason(
                .usage, "\(module.id) has no simulated exchange in this program; add --offline, --rest or --environment"
            )
        }
        return chosen
    }

    private func runner() throws -> ConformanceRunner {
        let place: ConformanceRunner.Place =
            if offline {
                .recorded(recordings)
            } else if isAtSimulatedExchange {
                .simulated
            } else {
                .endpoint(rest: rest, environment: environment, ca: ca)
            }
        let market = try symbol.map { text in
            guard let symbol = Symbol(text) else {
                throw ExitReason(.usage, "'\(text)' is not BASE/QUOTE, for example BTC/USDT")
            }
            return symbol
        }
        return ConformanceRunner(
            place: place, mayTrade: trade, isConfirmed: confirm, symbol: market, only: only ?? "", seed: seed,
            isRecording: record != nil, streamsPublic: streamsPublic, streamsPrivate: streamsPrivate)
    }

    private func leaveFiles(_ runs: [ConformanceRun]) throws {
        if let junit { try ReportFile.write(JUnitDocument.text(runs), to: junit) }
        if let certificate {
            var writer = JSONWriter()
            writer.array { writer in
                for run in runs { Certificate.write(run, to: &writer) }
            }
            try ReportFile.write(PrettyJSON.text(of: writer.bytes) + "\n", to: certificate)
        }
        guard let record else { return }
        for run in runs {
            if let text = run.recordings { try RecordingsFiles.write(text, of: run.venue, to: record) }
        }
    }
}
