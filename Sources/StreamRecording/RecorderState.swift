import AdapterProtocol

/// Notes of a recorder that are not written yet, cut into blocks.
struct RecorderState: Sendable {
    private enum Standing: Sendable {
        case recorded
        /// Something of it was left out: the rest would only mislead its session.
        case lost
    }

    private let redaction: Redaction
    private var connections: [UInt64: Standing] = [:]
    /// Blocks that are full.
    private var full: [[UInt8]] = []
    private var open: [UInt8] = []
    private var waiting = 0
    private(set) var summary = RecordingSummary()
    var isClosed = false

    init(redaction: Redaction) {
        self.redaction = redaction
    }

    /// A connection follows something.
    mutating func begin(_ connection: UInt64) {
        if connections[connection] == nil { connections[connection] = .recorded }
    }

    /// Whether notes of a connection are taken; counts those that are not for want of room.
    mutating func isRecorded(_ connection: UInt64) -> Bool {
        guard !isClosed, let standing = connections[connection] else { return false }
        if standing == .lost { summary.lost += 1 }
        return standing == .recorded
    }

    mutating func note(
        _ kind: RecordLine.Kind, of connection: UInt64, at now: StreamInstant, _ payload: some Collection<UInt8>
    ) {
        guard !isClosed else { return }
        guard waiting + payload.count + RecordLine.longest <= FileRecorder.mostWaiting else {
            return lose(connection, at: now)
        }
        if kind == .message { summary.messages += 1 }
        if kind == .input { summary.inputs += 1 }
        append(kind, of: connection, at: now, payload)
    }

    mutating func end(_ connection: UInt64, at now: StreamInstant) {
        guard connections.removeValue(forKey: connection) == .recorded, !isClosed else { return }
        append(.end, of: connection, at: now, EmptyCollection())
    }

    /// Everything noted, in blocks.
    mutating func takeBlocks() -> [[UInt8]] {
        defer {
            full = []
            open = []
            waiting = 0
        }
        return full + [open]
    }

    /// The last blocks: nothing is noted any more.
    mutating func close(at time: Timestamp) -> [[UInt8]] {
        append(
            .close, of: 0, at: StreamInstant(time: time, elapsed: .zero), SummaryCoding.write(summary))
        isClosed = true
        return takeBlocks()
    }

    /// One short line beyond the bound for each connection, of which venues bear few.
    private mutating func lose(_ connection: UInt64, at now: StreamInstant) {
        summary.lost += 1
        guard connections[connection] == .recorded else { return }
        connections[connection] = .lost
        append(.lost, of: connection, at: now, EmptyCollection())
    }

    private mutating func append(
        _ kind: RecordLine.Kind, of connection: UInt64, at now: StreamInstant, _ payload: some Collection<UInt8>
    ) {
        let before = open.count
        RecordLine(kind: kind, connection: connection, now: now, count: payload.count).append(to: &open)
        let start = open.count
        open.append(contentsOf: payload)
        redaction.mask(&open, from: start)
        open.append(0x0A)
        waiting += open.count - before
        guard open.count >= RecordingBlock.fullCount else { return }
        full.append(open)
        open = []
    }
}
