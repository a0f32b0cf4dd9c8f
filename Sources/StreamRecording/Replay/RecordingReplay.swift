public import AdapterProtocol
import AdapterRuntime

/// A recording told to the adapter's own sessions again: the same file gives the same events every time, without clock,
/// socket or task.
public struct RecordingReplay: Sendable {
    /// What is read.
    public private(set) var reader: RecordingReader
    private let adapter: any VenueAdapter
    private var connections: [UInt64: Connection] = [:]
    /// Events of the entry read last that are not told yet, the last first.
    private var waiting: [ReplayedEvent] = []

    private struct Connection: Sendable {
        var replay: StreamReplay
        var subscriptions: [Int: MarketSubscription] = [:]

        mutating func note(_ input: StreamInput) {
            switch input {
            case .subscribed(let more): for subscription in more { subscriptions[subscription.slot] = subscription }
            case .opened, .unsubscribed, .snapshot, .elapsed, .resync, .learned: break
            }
        }
    }

    /// A replay from the recording's beginning.
    ///
    /// - Throws: ``RecordingError/otherVenue(_:adapter:)``.
    public init(_ reader: RecordingReader, adapter: any VenueAdapter) throws(RecordingError) {
        guard reader.header.venue == adapter.profile.id else {
            throw .otherVenue(reader.header.venue.rawValue, adapter: adapter.profile.id.rawValue)
        }
        self.reader = reader
        self.adapter = adapter
    }

    /// What happened next; nil at the end.
    public mutating func next() throws(RecordingError) -> ReplayedEvent? {
        while true {
            if let event = waiting.popLast() { return event }
            guard let entry = try reader.next() else { return nil }
            waiting = take(entry).reversed()
        }
    }

    private mutating func take(_ entry: RecordedEntry) -> [ReplayedEvent] {
        let number = entry.connection
        let step: StreamReplay.Step
        switch entry.content {
        case .ended, .lost:
            guard let connection = connections.removeValue(forKey: number) else { return [] }
            let isLost = if case .lost = entry.content { true } else { false }
            let over = ReplayedEvent.What.over(isLost ? .unrecorded : .disconnected)
            return connection.subscriptions.values.sorted { $0.slot < $1.slot }
                .map { event($0, over, connection, entry) }
        case .input(let input):
            var connection = connections[number] ?? Connection(replay: StreamReplay(makeSession()))
            connections[number] = nil
            connection.note(input)
            step = connection.replay.take(input, at: entry.now)
            connections[number] = connection
        case .message(let bytes):
            guard var connection = connections.removeValue(forKey: number) else { return [] }
            step = connection.replay.take(bytes.span, at: entry.now)
            connections[number] = connection
        }
        guard let connection = connections[number] else { return [] }
        return step.events.compactMap { told in
            connection.subscriptions[told.slot].map { event($0, .told(told), connection, entry) }
        }
    }

    private func makeSession() -> any MarketStreamSession {
        adapter.makeMarketSession(reader.catalog ?? InstrumentCatalog([], readAt: reader.header.startedAt))
    }

    private func event(
        _ subscription: MarketSubscription, _ what: ReplayedEvent.What, _ connection: Connection, _ entry: RecordedEntry
    ) -> ReplayedEvent {
        ReplayedEvent(
            connection: entry.connection, now: entry.now, subscription: subscription, what: what,
            book: connection.replay.book(of: subscription.slot))
    }
}

/// What a session told, or that it is over.
public struct ReplayedEvent: Sendable {
    /// What happened.
    public enum What: Sendable {
        /// The session told it.
        case told(MarketStreamEvent)
        /// The connection ended, or is recorded no further.
        case over(StreamCause)
    }

    /// The connection's number.
    public let connection: UInt64
    /// When.
    public let now: StreamInstant
    /// Of which subscription.
    public let subscription: MarketSubscription
    /// What.
    public let what: What
    /// The subscription's book after the input that brought it; nil where none is followed.
    public let book: LiveBook?
}

extension StreamCause {
    /// The recorder could not keep up.
    public static let unrecorded = StreamCause(rawValue: "unrecorded")
    /// The recording ends before its recorder did.
    public static let cutOff = StreamCause(rawValue: "cutOff")
}

extension MarketStreamEvent {
    /// The subscription's number.
    var slot: Int {
        switch self {
        case .book(let slot), .trade(let slot, _), .ticker(let slot, _), .candle(let slot, _), .marker(let slot, _),
            .live(let slot), .refused(let slot, _):
            slot
        }
    }
}
