import AdapterProtocol
import Foundation

/// `bourse-bench FIXTURES [GROUP | --order-bytes]`: runs the benchmarks once, or one group of them (order, book, decimal,
/// gate), and prints one line of JSON for each.
///
/// FIXTURES is the folder that `fixtures.py` fills; the peer reads the same files. `--order-bytes` shows the request whose
/// making is timed instead.
@main
enum BourseBench {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first, arguments.count <= 2 else {
            throw BenchmarkError("usage: bourse-bench FIXTURES [GROUP | --order-bytes]")
        }
        let fixtures = URL(fileURLWithPath: folder, isDirectory: true)
        let group = arguments.count == 2 ? arguments.last ?? "" : ""
        let market = try Market()
        if group == "--order-bytes" {
            return show(try OrderBenchmark(market: market, secret: text(fixtures, "hmac-secret.txt")).request(0))
        }
        for (name, run) in groups where group.isEmpty || name == group || name.hasPrefix(group + ".") {
            try run(market, fixtures)
        }
    }

    private static let stopwatch = Stopwatch(rounds: 9, roundLength: .milliseconds(20))

    private static let groups: [(String, @Sendable (Market, URL) throws -> Void)] = [
        ("order.hmac", order("order.hmac", "hmac-secret.txt")),
        ("order.ed25519", order("order.ed25519", "ed25519-key.pem")), ("book", books), ("decimal", decimals),
        ("gate", gates),
    ]

    private static func order(
        _ name: String, _ secretFile: String
    ) -> @Sendable (Market, URL) throws -> Void {
        { market, fixtures in
            let order = try OrderBenchmark(market: market, secret: text(fixtures, secretFile))
            report(try stopwatch.measure(name, order.run))
        }
    }

    @Sendable private static func books(_ market: Market, _ fixtures: URL) throws {
        for levels in [1000, 100] {
            let body = try [UInt8](Data(contentsOf: fixtures.appending(path: "book-\(levels).json")))
            let book = try BookBenchmark(market: market, body: body, levels: levels)
            report(try stopwatch.measure("book.\(levels)", book.run))
        }
    }

    @Sendable private static func decimals(_: Market, _: URL) throws {
        for measurement in try DecimalBenchmark().measure(with: stopwatch) { report(measurement) }
    }

    @Sendable private static func gates(_ market: Market, _: URL) throws {
        for open in [10, 100] {
            report(try GateBenchmark(market: market, open: open).measure("gate.\(open)", with: stopwatch))
        }
    }

    private static func report(_ measurement: Measurement) {
        print(measurement.line)
    }

    /// The request whose making is timed, for comparing with the peer's; the key in its headers is left out.
    private static func show(_ request: WireRequest) {
        print(request.method.rawValue, request.target)
        print(String(decoding: request.body, as: UTF8.self))
    }

    private static func text(_ fixtures: URL, _ name: String) throws -> String {
        let bytes = try Data(contentsOf: fixtures.appending(path: name))
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
