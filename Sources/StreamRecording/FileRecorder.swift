public import AdapterProtocol
public import AdapterRuntime
import Synchronization

/// Records what stream sessions are told into a file.
///
/// Hand it to the venue's parts, tell it the markets, run ``run()`` in a task, then read streams; what is read is
/// recorded. Connections' threads only take notes in memory; ``run()`` packs and writes them. When it cannot keep up
/// the notes do not grow: a connection is then recorded no further, which the file says, with the count of what was
/// left out.
///
/// Market data only: a connection that follows no market is an account's, and what it is told is on no disk.
public final class FileRecorder: StreamRecorder {
    /// Notes that may wait to be written: seconds of the busiest feeds, and no message is larger.
    static let mostWaiting = 32 * 1024 * 1024
    /// How long notes wait at most: what a killed process loses.
    static let interval = Duration.seconds(1)

    let state: Mutex<RecorderState>
    private let file: RecordingFile
    private let clock: any WallClock

    /// Creates the file and writes its header. A file that is there already is left alone.
    ///
    /// - Parameters:
    ///   - path: The new file.
    ///   - header: What it says about itself.
    ///   - secrets: The key's fields; where one of them stands in a message, it is masked.
    ///   - clock: How often notes are written goes by it.
    public init(
        creating path: String, header: RecordingHeader, hiding secrets: [Secret], clock: any WallClock = SystemClock()
    ) throws(RecordingError) {
        self.clock = clock
        file = try RecordingFile(creating: path)
        var state = RecorderState(redaction: Redaction(hiding: secrets))
        let now = StreamInstant(time: header.startedAt, elapsed: .zero)
        state.note(.header, of: 0, at: now, header.payload)
        let blocks = state.takeBlocks()
        self.state = Mutex(state)
        try write(blocks)
    }

    /// How much was recorded so far.
    public var summary: RecordingSummary { state.withLock { $0.summary } }

    /// Notes the markets with their rules: before the first stream is read, since sessions are made of them.
    public func note(_ catalog: InstrumentCatalog) {
        let payload = InstrumentCoding.write(catalog)
        let now = StreamInstant(time: clock.now, elapsed: .zero)
        state.withLock { $0.note(.catalog, of: 0, at: now, payload) }
    }

    /// Writes what is noted until the task is cancelled, then what is left, and closes the recording.
    ///
    /// - Throws: ``RecordingError/file(_:_:)``: the disk is full, or gone. Nothing is noted any more then.
    public func run() async throws(RecordingError) {
        do throws(RecordingError) {
            while await pause() { try write(state.withLock { $0.takeBlocks() }) }
            try write(state.withLock { $0.close(at: clock.now) })
            try file.settle()
        } catch {
            state.withLock { $0.isClosed = true }
            throw error
        }
    }

    private func pause() async -> Bool {
        do throws(CancellationError) {
            try await clock.sleep(for: Self.interval)
            return true
        } catch {
            return false
        }
    }

    private func write(_ blocks: [[UInt8]]) throws(RecordingError) {
        for plain in blocks where !plain.isEmpty {
            guard let block = RecordingBlock.make(plain) else {
                throw .file("zlib", "a block of \(plain.count) bytes cannot be packed")
            }
            try file.write(block)
        }
    }
}

// What connections tell, on their own threads.
extension FileRecorder {
    /// Notes an input. The first that is noted of a connection is what it follows.
    public func record(_ input: StreamInput, of connection: UInt64, at now: StreamInstant) {
        state.withLock { state in
            if case .subscribed = input { state.begin(connection) }
            guard state.isRecorded(connection), let payload = InputCoding.write(input) else { return }
            state.note(.input, of: connection, at: now, payload)
        }
    }

    /// Notes a message.
    public func record(_ message: Span<UInt8>, of connection: UInt64, at now: StreamInstant) {
        state.withLock { state in
            guard state.isRecorded(connection) else { return }
            message.withUnsafeBufferPointer { state.note(.message, of: connection, at: now, $0) }
        }
    }

    /// Notes that a connection is over.
    public func recordEnd(of connection: UInt64, at now: StreamInstant) {
        state.withLock { $0.end(connection, at: now) }
    }
}
