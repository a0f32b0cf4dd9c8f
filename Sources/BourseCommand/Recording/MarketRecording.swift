import AdapterProtocol
import AdapterRuntime
import StreamRecording

/// Reads a venue's streams for the sake of their being recorded.
struct MarketRecording: Sendable {
    let symbols: [Symbol]
    let channels: [RecordedChannel]
    let depth: Int
    /// Nil for until somebody ends it.
    let duration: Duration?
    /// What the duration goes by.
    var clock: any WallClock = SystemClock()

    func run(_ venue: any Venue & StreamInterface, into recorder: FileRecorder) async throws {
        recorder.note(try await venue.instruments())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do throws(RecordingError) {
                    try await recorder.run()
                } catch {
                    throw ExitReason(error)
                }
            }
            for channel in channels { group.addTask { try await read(channel, of: venue) } }
            if let duration { group.addTask { try await clock.sleep(for: duration) } }
            // The first that ends, ends all: the time is over, the disk is full, a market is unknown, or Control-C.
            _ = try await group.next()
            group.cancelAll()
            // What the recorder says while it closes the file counts too; that others were cancelled does not.
            while let ended = await group.nextResult() {
                if case .failure(let error) = ended, !(error is CancellationError) { throw error }
            }
        }
    }

    private func read(_ channel: RecordedChannel, of venue: any Venue & StreamInterface) async throws {
        switch channel {
        case .book: for try await _ in venue.books(symbols, depth: depth) {}
        case .trades: for try await _ in venue.trades(symbols) {}
        case .ticker: for try await _ in venue.tickers(symbols) {}
        case .candles: for try await _ in venue.candles(symbols, interval: .minute) {}
        }
    }
}
