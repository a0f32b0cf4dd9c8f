import AdapterProtocol
import AdapterRuntime
import Foundation
import StreamTesting
import Testing

@testable import BourseCommand
@testable import StreamRecording

/// Every venue's streams recorded and told again: the events of the file are those that were live.
@Suite struct RecordedMarketTests {
    static let venues = ["luno", "binance", "kucoin", "kraken", "valr"]

    /// Some recorded seconds of one market with a disconnection in it, and the events that its sessions told.
    private static func record(_ id: String, to path: String, seconds: Int = 4) async throws -> (
        symbol: Symbol, live: [String]
    ) {
        let bench = try StreamBench(VenueRegistry.builtIn.require(id), seed: 4)
        let open = Set(bench.allInstruments.instruments.filter { $0.mode == .open }.map(\.symbol))
        let symbol = try #require(["BTC/ZAR", "BTC/USDT"].compactMap { Symbol($0) }.first(where: open.contains))
        let recorder = try FileRecorder(
            creating: path,
            header: RecordingHeader(
                venue: bench.adapter.profile.id, environment: "simulated", adapterVersion: bench.adapter.version,
                startedAt: StreamBench.start),
            hiding: [], clock: SteppedClock(start: StreamBench.start))
        recorder.note(bench.allInstruments)
        bench.recorder = recorder
        var live: [String] = []
        bench.onEvent = { event, book in live.append(words(event, book)) }
        try bench.follow([(.book(depth: 20), symbol), (.trades, symbol)])
        try bench.pass(.seconds(seconds))
        bench.disconnect()
        try bench.pass(.seconds(seconds))
        try await withThrowingTaskGroup { group in
            group.addTask { try await recorder.run() }
            group.cancelAll()
            try await group.waitForAll()
        }
        return (symbol, live)
    }

    private static func words(_ event: MarketStreamEvent, _ book: LiveBook?) -> String {
        let top = book.map { book in
            // All of a book is in its hash, which is the same within a process.
            "\(book.state) \(book.sequence ?? 0) \(book.bestBid?.price ?? 0) \(book.hashValue)"
        }
        return "\(event) \(top ?? "-")"
    }

    private static func replayed(_ path: String, _ id: String) throws -> [String] {
        var replay = try RecordingReplay(
            RecordingReader(path: path), adapter: VenueRegistry.builtIn.require(id).adapter)
        var told: [String] = []
        while let event = try replay.next() {
            if case .told(let what) = event.what { told.append(words(what, event.book)) }
        }
        return told
    }

    @Test(arguments: venues) func `The events of the file are the live ones, every time`(id: String) async throws {
        let file = try RecordedFile()
        let (_, live) = try await Self.record(id, to: file.path)
        #expect(live.count > 10)
        let first = try Self.replayed(file.path, id)
        #expect(first == live)
        #expect(try Self.replayed(file.path, id) == first)
    }

    @Test(arguments: venues) func `A strategy reads it as it reads a venue`(id: String) async throws {
        let file = try RecordedFile()
        let (symbol, _) = try await Self.record(id, to: file.path)
        let market = try RecordedMarket(path: file.path, adapter: VenueRegistry.builtIn.require(id).adapter)
        let venue: any StreamInterface = market
        var (live, stale, resynced) = (0, 0, 0)
        for try await event in venue.books([symbol], depth: 20) {
            if let book = event.value, book.state.isLive {
                live += 1
                #expect(!book.isCrossed)
            }
            if event.marker?.kind == .stale { stale += 1 }
            if event.marker?.kind == .resynced { resynced += 1 }
        }
        #expect(live > 5)
        #expect(stale == 1)
        #expect(resynced >= 1)
        var ids: [String] = []
        for try await event in venue.trades([symbol]) {
            if let trade = event.value { ids.append(trade.id) }
        }
        #expect(Set(ids).count == ids.count)
        var both = 0
        for try await event in market.updates() where event.value != nil { both += 1 }
        #expect(both > live + ids.count)
    }

    /// Whoever forges a file can make its checksums too.
    @Test(arguments: venues) func `A forged file does no harm`(id: String) async throws {
        let file = try RecordedFile()
        _ = try await Self.record(id, to: file.path, seconds: 2)
        let adapter = try VenueRegistry.builtIn.require(id).adapter
        let random = SeededRandomSource(seed: 12)
        let blocks = try file.blocks
        var refused = 0
        for _ in 0..<12 {
            var forged = blocks
            let block = Int(random.next() % UInt64(forged.count))
            for _ in 0..<5 {
                let place = Int(random.next() % UInt64(forged[block].count))
                forged[block][place] = Array("0123456789-{}[],:\"".utf8)[Int(random.next() % 18)]
            }
            var bytes: [UInt8] = []
            for plain in forged { bytes += try #require(RecordingBlock.make(plain)) }
            do throws(RecordingError) {
                var replay = try RecordingReplay(RecordingReader(bytes: bytes), adapter: adapter)
                while try replay.next() != nil {}
            } catch {
                // Most are found out; none may end the process.
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test func `At a speed, it takes its time by the injected clock`() async throws {
        let file = try RecordedFile()
        let (symbol, _) = try await Self.record("kraken", to: file.path, seconds: 8)
        let clock = ManualClock(start: StreamBench.start)
        let market = try RecordedMarket(
            path: file.path, adapter: VenueRegistry.builtIn.require("kraken").adapter,
            speed: #require(ReplaySpeed("4")),
            clock: clock)
        for try await _ in market.books([symbol], depth: 20) {}
        // Sixteen recorded seconds, less what came before the first book and after the last.
        #expect(clock.elapsed > .seconds(3))
        #expect(clock.elapsed <= .seconds(4))
    }

    @Test func `A file that was cut off ends its streams with a marker, one that was changed with an error`()
        async throws
    {
        let file = try RecordedFile()
        let (symbol, _) = try await Self.record("kraken", to: file.path)
        let adapter = try VenueRegistry.builtIn.require("kraken").adapter
        let bytes = try Data(contentsOf: URL(filePath: file.path))
        // The last block is whole, but the writer never came to its end.
        let blocks = try file.blocks
        var unfinished: [UInt8] = []
        for plain in blocks {
            let end = plain.lastIndex { $0 == UInt8(ascii: "z") } ?? plain.count
            unfinished += try #require(RecordingBlock.make(plain == blocks.last ? Array(plain[..<end]) : plain))
        }
        try Data(unfinished).write(to: URL(filePath: file.path))
        var last: StreamMarker?
        for try await event in try RecordedMarket(path: file.path, adapter: adapter).books([symbol], depth: 20) {
            last = event.marker
        }
        #expect(last?.kind == .stale)
        #expect(last?.cause == .cutOff)
        #expect(last?.symbol == nil)
        var changed = bytes
        changed[changed.count - 20] ^= 1
        try changed.write(to: URL(filePath: file.path))
        let market = try RecordedMarket(path: file.path, adapter: adapter)
        let error = await #expect(throws: VenueError.self) {
            for try await _ in market.books([symbol], depth: 20) {}
        }
        #expect(error?.kind == .undecodable)
    }

    @Test func `What it does not hold is an error, not silence`() async throws {
        let file = try RecordedFile()
        let (symbol, _) = try await Self.record("kraken", to: file.path)
        let adapter = try VenueRegistry.builtIn.require("kraken").adapter
        let market = try RecordedMarket(path: file.path, adapter: adapter)
        await #expect(throws: VenueError.self) { for try await _ in market.tickers([symbol]) {} }
        await #expect(throws: VenueError.self) { for try await _ in market.books([symbol], depth: 5000) {} }
        await #expect(throws: VenueError.self) { for try await _ in market.accountEvents() {} }
        #expect(throws: RecordingError.otherVenue("kraken", adapter: "luno")) {
            try RecordedMarket(path: file.path, adapter: VenueRegistry.builtIn.require("luno").adapter)
        }
    }
}

/// A file that goes with its test.
final class RecordedFile: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).bourse").path()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// What is in the file's blocks.
    var blocks: [[UInt8]] {
        get throws {
            var reader = BlockReader(try RecordingFile(reading: path))
            var blocks: [[UInt8]] = []
            while case .block(let plain) = try reader.next() { blocks.append(plain) }
            return blocks
        }
    }
}
