/// What a session wants done after it was told something. The caller empties it and hands it in again, so that a steady
/// stream costs no memory.
public struct StreamOutput<Event: Sendable>: Sendable {
    /// What goes to the venue, in order.
    public private(set) var frames: [StreamFrame] = []
    /// What happened, in order.
    @inlinable public var events: [Event] { told }
    /// Books to read over REST; the answers come back by ``MarketStreamSession/received(_:for:at:_:)``.
    public private(set) var snapshots: [SnapshotRequest] = []
    /// When the session wants to be told the time, by ``StreamInstant/elapsed``; nil for never.
    public private(set) var wakeAt: Duration?
    /// Why the connection shall end, nil while it may go on.
    public private(set) var ending: StreamEnding?

    /// ``events``. What tells and forgets them is compiled into its callers: once in a frame, an array of some event or
    /// other would ask for its metadata.
    @usableFromInline var told: [Event] = []

    /// Nothing yet.
    public init() {}

    /// Whether there is nothing to do.
    public var isEmpty: Bool {
        frames.isEmpty && told.isEmpty && snapshots.isEmpty && wakeAt == nil && ending == nil
    }

    /// Sends a text.
    public mutating func send(_ text: [UInt8]) { frames.append(.text(text)) }

    /// Sends a text.
    public mutating func send(_ text: String) { frames.append(.text(Array(text.utf8))) }

    /// Sends a frame that the key's owner makes.
    public mutating func send(_ proof: StreamProof) { frames.append(.proof(proof)) }

    /// Tells an event.
    @inlinable
    public mutating func tell(_ event: Event) { told.append(event) }

    /// Asks for a book over REST, not before `pause` has passed.
    public mutating func requestSnapshot(slot: Int, depth: Int, after pause: Duration = .zero) {
        snapshots.append(SnapshotRequest(slot: slot, depth: depth, pause: pause))
    }

    /// Wants to be told the time at `elapsed`; the earliest wish counts.
    public mutating func wake(at elapsed: Duration) {
        wakeAt = wakeAt.map { min($0, elapsed) } ?? elapsed
    }

    /// Ends the connection; the first reason counts.
    public mutating func end(_ ending: StreamEnding) {
        if self.ending == nil { self.ending = ending }
    }

    /// Forgets everything and keeps the memory.
    @inlinable
    public mutating func removeAll() {
        if !told.isEmpty { told.removeAll(keepingCapacity: true) }
        removeWishes()
    }

    /// Forgets all but the events. An array does not look whether it is empty already.
    @usableFromInline
    mutating func removeWishes() {
        if !frames.isEmpty { frames.removeAll(keepingCapacity: true) }
        if !snapshots.isEmpty { snapshots.removeAll(keepingCapacity: true) }
        wakeAt = nil
        ending = nil
    }
}

/// One frame to the venue.
public enum StreamFrame: Sendable, Hashable {
    /// A text as it is sent. May hold a token: never log it.
    case text([UInt8])
    /// A text that the key's owner makes.
    case proof(StreamProof)
}

/// A book that a session needs over REST.
public struct SnapshotRequest: Sendable, Hashable {
    /// Whose book.
    public let slot: Int
    /// Levels a side.
    public let depth: Int
    /// How long to wait before it is read.
    public let pause: Duration
}

/// Why a session ends its connection.
public enum StreamEnding: Sendable, Hashable {
    /// A new connection may mend it.
    case reconnect(StreamCause, String)
    /// The venue will end the connection: open the next one first.
    case replace(StreamCause)
    /// No connection will mend it: a refused key, a market that does not exist.
    case fail(VenueError)
}
