import AdapterProtocol
import AdapterRuntime
import NIOCore
import NIOPosix

/// How much later than a bare NIO connection a reader has a frame, on an idle machine: the same server is asked for one
/// frame after the other, by turns on a bare connection and on a stream of books.
struct DelayBenchmark {
    private static let blocks = 4
    private static let samples = 5_000

    private let server: StreamServer

    init(_ server: StreamServer) {
        self.server = server
    }

    func lines() async throws -> [String] {
        // Its own thread, so that asking does not hold up what is measured.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let transport = HTTPTransport()
        let venue = try server.connect(over: transport)
        let control = try await ControlLine.connect(to: server.control, on: group)
        let echo = try await EchoLine.connect(to: server, on: MultiThreadedEventLoopGroup.singleton)
        let lines = try await compare(venue, control, echo)
        try await echo.close()
        try await control.close()
        await venue.closeStreams()
        await transport.shutdown()
        try await group.shutdownGracefully()
        return lines
    }

    private func compare(
        _ venue: any StreamInterface, _ control: ControlLine, _ echo: EchoLine
    ) async throws -> [String] {
        var iterator = venue.books(Array(server.symbols.prefix(1))).makeAsyncIterator()
        var number = try await Self.settle(&iterator, control)
        var ours: [Int64] = []
        var bare: [Int64] = []
        _ = try await echo.run(Self.samples)
        _ = try await Self.read(&iterator, control, &number)
        for _ in 0..<Self.blocks {
            bare += try await echo.run(Self.samples)
            ours += try await Self.read(&iterator, control, &number)
        }
        return ["50", "99.9"].flatMap { percent in
            let share = percent == "50" ? 0.5 : 0.999
            let floor = Self.value(bare, at: share)
            return [
                Self.line("delay.echo.\(percent)", floor),
                Self.line("delay.added.\(percent)", Self.value(ours, at: share) - floor),
            ]
        }
    }

    /// Waits until the book is live, lets the server be quiet, and reads what is still on its way.
    private static func settle(
        _ iterator: inout EventStream<LiveBook>.Iterator, _ control: ControlLine
    ) async throws -> UInt64 {
        while try await !iterator.nextBook().state.isLive {}
        guard let number = try await control.ask("quiet").first.map(UInt64.init) else {
            throw BenchmarkError("the server is not quiet")
        }
        // One more, so that there is something to wait for.
        control.askForFrame()
        while try await iterator.nextBook().sequence != number + 1 {}
        return number + 1
    }

    /// Nanoseconds from asking for a frame to having the book with it.
    private static func read(
        _ iterator: inout EventStream<LiveBook>.Iterator, _ control: ControlLine, _ number: inout UInt64
    ) async throws -> [Int64] {
        var delays: [Int64] = []
        delays.reserveCapacity(samples)
        for _ in 0..<samples {
            control.askForFrame()
            let book = try await iterator.nextBook()
            delays.append(control.waited)
            number += 1
            guard book.state.isLive, book.sequence == number else {
                throw BenchmarkError("\(book.state), \(book.sequence ?? 0) instead of \(number)")
            }
        }
        return delays
    }

    private static func value(_ samples: [Int64], at share: Double) -> Int64 {
        samples.sorted()[min(Int(Double(samples.count) * share), samples.count - 1)]
    }

    private static func line(_ name: String, _ nanoseconds: Int64) -> String {
        "{\"name\":\"\(name)\",\"nanoseconds_per_operation\":\(nanoseconds)}"
    }
}
