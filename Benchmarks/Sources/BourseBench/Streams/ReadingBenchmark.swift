import AdapterProtocol
import AdapterRuntime
import NIOPosix

/// From the socket to a reader: fifty books, one stream of them, a server that sends as fast as it is read.
///
/// Two numbers come of it. All frames were checked and applied, or the books would not be live at the last one; what the
/// reader was given is fewer, since books conflate.
struct ReadingBenchmark {
    /// Frames of each market; whole circles, so that both sides end with the same book.
    private static let rounds = 4096

    private let server: StreamServer

    init(_ server: StreamServer) {
        self.server = server
    }

    func lines() async throws -> [String] {
        let transport = HTTPTransport()
        let venue = try server.connect(over: transport)
        let control = try await ControlLine.connect(to: server.control, on: MultiThreadedEventLoopGroup.singleton)
        let lines = try await read(venue.books(server.symbols), control)
        try await control.close()
        await venue.closeStreams()
        await transport.shutdown()
        return lines
    }

    private func read(_ books: EventStream<LiveBook>, _ control: ControlLine) async throws -> [String] {
        var reading = Reading(markets: server.symbols)
        var iterator = books.makeAsyncIterator()
        while !reading.isLive { reading.wait(try await iterator.nextBook()) }
        let start = monotonicNanoseconds()
        let numbers = try await control.ask("flood \(Self.rounds)")
        guard numbers.count == 2 else { throw BenchmarkError("flood: \(numbers)") }
        while reading.finished < server.markets.count {
            try reading.take(await iterator.nextBook(), last: UInt64(numbers[1]))
        }
        let seconds = Double(monotonicNanoseconds() - start) / 1e9
        let applied = Double(numbers[1] - numbers[0]) * Double(server.markets.count)
        return [
            Self.line("stream.applied", applied / seconds), Self.line("stream.read", Double(reading.read) / seconds),
            Content(name: "stream", values: reading.lastBook?.shown ?? []).line,
        ]
    }

    private static func line(_ name: String, _ rate: Double) -> String {
        "{\"name\":\"\(name)\",\"per_second\":\(Int(rate))}"
    }
}

/// What a reader makes of the books that it is given.
private struct Reading {
    private var numbers: [Symbol: UInt64] = [:]
    private let markets: [Symbol]
    /// Books that the reader was given since all are live, each newer than the one before.
    private(set) var read = 0
    /// Markets that have come to their last frame.
    private(set) var finished = 0
    private(set) var lastBook: LiveBook?

    init(markets: [Symbol]) {
        self.markets = markets
    }

    /// Whether every book is live.
    var isLive: Bool { numbers.count == markets.count }

    mutating func wait(_ book: LiveBook) {
        if book.state.isLive, let number = book.sequence { numbers[book.symbol] = number }
    }

    mutating func take(_ book: LiveBook, last: UInt64) throws {
        guard book.state.isLive, let number = book.sequence, let before = numbers[book.symbol] else {
            throw BenchmarkError("\(book.symbol) is \(book.state)")
        }
        guard number > before else { throw BenchmarkError("\(book.symbol) went from \(before) to \(number)") }
        numbers[book.symbol] = number
        read += 1
        guard number == last else { return }
        finished += 1
        if book.symbol == markets.last { lastBook = book }
    }
}
