import AdapterProtocol
import Foundation

/// `bourse-bench FIXTURES [GROUP | --order-bytes VENUE]`: runs the benchmarks once, or one group of them (an order
/// or a read alone by its name, `book.kraken`), and prints one line of JSON for each.
///
/// FIXTURES is the folder that `fixtures.py` fills; the peer reads the same files. `--order-bytes` shows the request whose
/// making is timed instead.
///
/// `bourse-bench --streams READY` reads from a server (`streams/server.py`), `bourse-bench --books READY SECONDS` follows
/// two hundred books of `bourse simulate`; READY is the file with the ready line of either. `bourse-bench --tape FILE`
/// counts the allocations that a recording makes, with `heap/counter.c` preloaded.
@main
enum BourseBench {
    static func main() async {
        do {
            try await start(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func start(_ arguments: [String]) async throws {
        switch (arguments.first, arguments.count) {
        case ("--streams", 2): try await streams(arguments[1])
        case ("--books", 3): try await books(arguments[1], arguments[2])
        case ("--tape", 2): try tape(arguments[1])
        default: try run(arguments)
        }
    }

    private static func streams(_ ready: String) async throws {
        let server = try StreamServer(readyLine: ready)
        for line in try await ReadingBenchmark(server).lines() { print(line) }
        for line in try await DelayBenchmark(server).lines() { print(line) }
    }

    private static func books(_ ready: String, _ seconds: String) async throws {
        guard let seconds = Int(seconds), seconds > 0 else { throw BenchmarkError("\(seconds) is no time") }
        let benchmark = BooksBenchmark(try SimulatedVenues(readyLine: ready), for: .seconds(seconds))
        for line in try await benchmark.lines() { print(line) }
    }

    private static func tape(_ file: String) throws {
        guard let counter = HeapCounter() else { throw BenchmarkError("heap/counter.c is not preloaded") }
        print(try TapeBenchmark(counter, file).line())
    }

    private static func run(_ arguments: [String]) throws {
        guard let folder = arguments.first, arguments.count <= 3 else {
            throw BenchmarkError("usage: bourse-bench FIXTURES [GROUP | --order-bytes VENUE]")
        }
        let fixtures = URL(fileURLWithPath: folder, isDirectory: true)
        if arguments.count > 1, arguments[1] == "--order-bytes" {
            return try show(arguments.count > 2 ? arguments[2] : "binance", fixtures)
        }
        let group = arguments.count > 1 ? arguments[1] : ""
        for (name, run) in groups where group.isEmpty || name == group { try run(fixtures) }
        if group.contains(".") { try reads(fixtures, only: group) }
        if group.hasPrefix("order.") { try orders(fixtures, only: group) }
    }

    private static let stopwatch = Stopwatch(rounds: 9, roundLength: .milliseconds(20))

    private static let groups: [(String, @Sendable (URL) throws -> Void)] = [
        ("order", orders), ("sign", signatures), ("read", reads), ("book", books), ("decimal", decimals),
        ("gate", gates), ("engine", engine), ("depth", depth), ("allocations", allocations),
    ]

    @Sendable private static func orders(_ fixtures: URL) throws { try orders(fixtures, only: nil) }

    private static func orders(_ fixtures: URL, only name: String?) throws {
        for venue in BenchmarkVenue.all where name == nil || name == "order.\(venue.id)" {
            let order = try OrderBenchmark(VenueAnswers(of: venue, in: fixtures))
            report(try stopwatch.measure("order.\(venue.id)", order.run))
        }
        let pem = try Secret(text(fixtures, "ed25519-key.pem"))
        for venue in BenchmarkVenue.all where venue.id == "binance" && name == nil {
            let key = Credentials([
                CredentialField.apiKey.name: Secret(String(repeating: "k", count: 64)),
                CredentialField.apiSecret.name: pem,
            ])
            let order = try OrderBenchmark(VenueAnswers(of: venue, in: fixtures), credentials: key)
            report(try stopwatch.measure("order.binance-ed25519", order.run))
        }
    }

    @Sendable private static func signatures(_ fixtures: URL) throws {
        for venue in BenchmarkVenue.all {
            let signing = try SigningBenchmark(VenueAnswers(of: venue, in: fixtures))
            for measurement in try signing.measure(with: stopwatch) { report(measurement) }
        }
    }

    @Sendable private static func reads(_ fixtures: URL) throws { try reads(fixtures, only: nil) }

    private static func reads(_ fixtures: URL, only name: String?) throws {
        for venue in BenchmarkVenue.all {
            let benchmark = ReadBenchmark(try VenueAnswers(of: venue, in: fixtures))
            for read in BenchmarkRead.allCases where name == nil || name == "\(read.rawValue).\(venue.id)" {
                print(try benchmark.content(read).line)
                report(try benchmark.measure(read, with: stopwatch))
            }
        }
    }

    @Sendable private static func books(_ fixtures: URL) throws {
        for levels in [1000, 100] {
            let body = try [UInt8](Data(contentsOf: fixtures.appending(path: "book-\(levels).json")))
            let book = try BookBenchmark(market: Market(), body: body, levels: levels)
            report(try stopwatch.measure("book.\(levels)", book.run))
        }
    }

    @Sendable private static func decimals(_: URL) throws {
        for measurement in try DecimalBenchmark().measure(with: stopwatch) { report(measurement) }
    }

    @Sendable private static func gates(_: URL) throws {
        for open in [10, 100] {
            report(try GateBenchmark(market: Market(), open: open).measure("gate.\(open)", with: stopwatch))
        }
    }

    @Sendable private static func engine(_: URL) throws {
        report(try EngineBenchmark().measure("engine.order", with: stopwatch))
    }

    @Sendable private static func depth(_ fixtures: URL) throws {
        let depth = DepthBenchmark(fixtures)
        print(try depth.content("depth").line)
        report(try depth.measure("depth", with: stopwatch))
    }

    /// Only with the counter preloaded; without it there is nothing to tell.
    @Sendable private static func allocations(_ fixtures: URL) throws {
        guard let counter = HeapCounter() else { return }
        for line in try AllocationBenchmark(counter, fixtures).lines() { print(line) }
    }

    private static func report(_ measurement: Measurement) {
        print(measurement.line)
    }

    /// The request whose making is timed, for comparing with the peer's; the key in its headers is left out.
    private static func show(_ id: String, _ fixtures: URL) throws {
        for venue in BenchmarkVenue.all where venue.id == id {
            let request = try OrderBenchmark(VenueAnswers(of: venue, in: fixtures)).request(0)
            print(request.method.rawValue, request.target)
            print(String(decoding: request.body, as: UTF8.self))
        }
    }

    private static func text(_ fixtures: URL, _ name: String) throws -> String {
        let bytes = try Data(contentsOf: fixtures.appending(path: name))
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
