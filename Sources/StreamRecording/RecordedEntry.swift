public import AdapterProtocol
public import AdapterRuntime

/// One thing that happened to one connection, as a recording holds it.
public struct RecordedEntry: Sendable {
    /// What happened.
    public enum Content: Sendable {
        /// The session was told a message.
        case message([UInt8])
        /// The session was told something else.
        case input(StreamInput)
        /// The connection ended, and with it its session.
        case ended
        /// The recorder could not keep up: what this connection was told from here on is missing.
        case lost
    }

    /// The connection's number, unique in the recording.
    public let connection: UInt64
    /// When.
    public let now: StreamInstant
    /// What.
    public let content: Content

    /// An entry.
    public init(connection: UInt64, now: StreamInstant, content: Content) {
        self.connection = connection
        self.now = now
        self.content = content
    }
}

/// How much a recording holds.
public struct RecordingSummary: Sendable, Hashable {
    /// Messages of the venue.
    public internal(set) var messages: UInt64 = 0
    /// Everything else that sessions were told.
    public internal(set) var inputs: UInt64 = 0
    /// What was left out because the recorder could not keep up.
    public internal(set) var lost: UInt64 = 0
}

/// How a recording ends.
public enum RecordingEnding: Sendable, Hashable {
    /// As it should; the writer's own count.
    case closed(RecordingSummary)
    /// Cut off in the block that begins at this byte: everything before it was whole.
    case cutOff(block: Int)
}
