import AdapterProtocol
import Foundation

/// Two hundred books on five simulated venues, each with a session of its own, for minutes: whether memory stays flat, and
/// whether books come later and later.
///
/// The time is cut into six parts. The first one does not count: caches and buffers grow to their sizes. What has grown is
/// the last part less the second one.
struct BooksBenchmark {
    private static let booksPerVenue = 40
    private static let parts = 6
    private static let patience: Duration = .seconds(180)

    private let venues: SimulatedVenues
    private let length: Duration

    init(_ venues: SimulatedVenues, for length: Duration) {
        self.venues = venues
        self.length = length
    }

    /// One connection, and what is followed on it.
    private struct Followed: Sendable {
        let name: String
        let venue: any Venue & StreamInterface
        let symbols: [Symbol]

        var books: [BookTally.BookName] { symbols.map { BookTally.BookName(connection: name, symbol: $0) } }

        /// Reads until the task is cancelled.
        func read(to tally: BookTally) async {
            do {
                for try await event in venue.books(symbols) { tally.take(event, on: name) }
                if !Task.isCancelled { tally.fail(BenchmarkError("\(name): the stream ended")) }
            } catch {
                tally.fail(BenchmarkError("\(name): \(error)"))
            }
        }
    }

    func lines() async throws -> [String] {
        let shared = SharedParts()
        let followed = try await connections(shared)
        let tally = BookTally()
        let lines = try await withThrowingTaskGroup { group in
            for one in followed { group.addTask { await one.read(to: tally) } }
            let lines = try await watch(tally, followed.flatMap(\.books))
            group.cancelAll()
            return lines
        }
        for one in followed { await one.venue.closeStreams() }
        await shared.close()
        return lines
    }

    /// As many connections to each venue as its few markets need for forty books.
    private func connections(_ shared: SharedParts) async throws -> [Followed] {
        var followed: [Followed] = []
        for bench in BenchmarkVenue.all {
            guard let simulated = venues.venues[bench.id] else { throw BenchmarkError("no simulated \(bench.id)") }
            var left = Self.booksPerVenue
            var open: [Symbol] = []
            while left > 0 {
                let venue = try shared.connect(bench.adapter, to: simulated)
                if open.isEmpty {
                    open = try await venue.instruments().instruments.filter { $0.mode == .open }.map(\.symbol)
                }
                let symbols = Array(open.prefix(left))
                guard !symbols.isEmpty else { throw BenchmarkError("\(bench.id) has no open market") }
                followed.append(Followed(name: "\(bench.id) \(followed.count)", venue: venue, symbols: symbols))
                left -= symbols.count
            }
        }
        return followed
    }

    /// What a part of the time was like.
    private struct Part {
        let megabytes: Double
        let lag: Double
        let slowLag: Double
        let slowWait: Double
        let updates: Double

        init(_ megabytes: Double, _ window: BookTally.Window, seconds: Int) {
            self.megabytes = megabytes
            lag = window.lag.milliseconds(at: 0.5)
            slowLag = window.lag.milliseconds(at: 0.999)
            slowWait = window.wait.milliseconds(at: 0.999)
            updates = Double(window.updates) / Double(seconds)
        }
    }

    private func watch(_ tally: BookTally, _ books: [BookTally.BookName]) async throws -> [String] {
        try await waitUntilLive(tally, books)
        _ = tally.nextWindow()
        var peak = 0.0
        var parts: [Part] = []
        let seconds = max(Int(length.components.seconds) / Self.parts, 1)
        for _ in 0..<Self.parts {
            var sum = 0.0
            for _ in 0..<seconds {
                try await Task.sleep(for: .seconds(1))
                let megabytes = try Memory.residentMegabytes()
                sum += megabytes
                peak = max(peak, megabytes)
            }
            parts.append(Part(sum / Double(seconds), tally.nextWindow(), seconds: seconds))
        }
        try await waitUntilLive(tally, books)
        note(parts, tally)
        return Self.lines(parts[1], parts[parts.count - 1], peak)
    }

    private func waitUntilLive(_ tally: BookTally, _ books: [BookTally.BookName]) async throws {
        let start = ContinuousClock.now
        while case let missing = try tally.missing(of: books), !missing.isEmpty {
            guard ContinuousClock.now - start < Self.patience else {
                throw BenchmarkError("not live: \(missing); \(tally.markers)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func lines(_ early: Part, _ late: Part, _ peak: Double) -> [String] {
        func line(_ name: String, _ unit: String, _ value: Double) -> String {
            "{\"name\":\"\(name)\",\"\(unit)\":\((value * 10).rounded() / 10)}"
        }
        return [
            line("books.resident", "megabytes", peak),
            line("books.resident.growth", "megabytes", late.megabytes - early.megabytes),
            line("books.lag", "milliseconds", late.lag),
            line("books.lag.growth", "milliseconds", late.lag - early.lag),
            line("books.lag.99.9", "milliseconds", late.slowLag),
            line("books.wait.99.9", "milliseconds", late.slowWait),
            line("books.wait.99.9.growth", "milliseconds", late.slowWait - early.slowWait),
            line("books.updates", "per_second", late.updates),
        ]
    }

    /// For the reader of the run.
    private func note(_ parts: [Part], _ tally: BookTally) {
        var text = "bench: books: markers \(tally.markers)\n"
        for part in parts { text += "bench: books: \(part)\n" }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
