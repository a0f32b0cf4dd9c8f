/// What a simulated venue sends on one of its WebSocket connections.
public struct StreamMessage: Sendable, Hashable {
    /// What is sent.
    public enum Content: Sendable, Hashable {
        /// A text message.
        case text([UInt8])
        /// A protocol ping with this payload.
        case ping([UInt8])
        /// A close frame; nothing follows on this connection.
        case close(code: UInt16, reason: String)
    }

    /// On which connection.
    public let stream: StreamID
    /// Names what it is, for the fault plan and the counters, the same on every venue: `stream.book`, `stream.trades`,
    /// `stream.ticker`, `stream.candles`, `stream.order`, `stream.fill`, `stream.balance`, and `stream.control` for
    /// welcomes, acknowledgements, heartbeats, errors, pings and closes.
    public let operation: String
    /// What is sent.
    public let content: Content

    /// A message.
    public init(to stream: StreamID, _ operation: String, _ content: Content) {
        self.stream = stream
        self.operation = operation
        self.content = content
    }
}

/// Whether a simulated venue takes a WebSocket connection.
public enum StreamAdmission: Sendable, Hashable {
    /// 101; what follows are messages.
    case accepted
    /// A plain HTTP answer, and no WebSocket.
    case refused(FaceReply)
}

/// What can go wrong inside the venue, where the connection cannot do it: asked for by the fault plan or the control port.
public enum StreamDisturbance: Sendable, Hashable {
    /// The next numbered message of each book takes a number too many, as if one had been lost on the way.
    case skipSequence
    /// The next checksum of each book is wrong.
    case breakChecksum
    /// Checksums stay as they are from now on, or are alive again.
    case freezeChecksum(Bool)
    /// Tokens, sessions and listen keys end now.
    case expireTokens
    /// Snapshots over REST and on streams show the book as it was so long ago.
    case delaySnapshots(milliseconds: Int64)
}
