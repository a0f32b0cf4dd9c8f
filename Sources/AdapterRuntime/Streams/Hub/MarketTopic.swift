import AdapterProtocol
import Synchronization

/// One topic of a venue and everybody who reads it. Knows from which connection it is carried now, so that readers see
/// one stream whatever becomes of connections.
final class MarketTopic: Sendable {
    struct Reader: Sendable {
        let id: UInt64
        let channel: any MarketReader
        /// The topic's number in the reader's channel.
        let key: Int
    }

    /// Whether what was told last holds.
    enum Standing: Sendable, Equatable {
        case starting
        case live
        case stale(StreamCause)
    }

    struct State: Sendable {
        var readers: [Reader] = []
        var active: StreamConnection<DrivenMarket>?
        var slot = 0
        var standing = Standing.starting
        /// The book while no connection carries it.
        var keptBook: (book: LiveBook, stamp: BookStamp)?
        /// The last ticker or candle, for readers that come later.
        var keptValue: (value: MarketValue, time: Timestamp)?
        /// The last closed candle that was asked for, which is answered again until the next one closes.
        var closedCandle: MarketCandle?
        /// The time of the last value that was right.
        var lastTime: Timestamp?
        var recent = RecentTrades()
        var gap: TradeGap?
        /// Until when trades are held against those told before.
        var comparesUntil: Duration = .zero
        var audit: BookAudit?
    }

    let topic: StreamTopic
    let observer: StreamObserver
    let lag: StreamLag
    let state = Mutex(State())

    init(_ topic: StreamTopic, observer: StreamObserver) {
        self.topic = topic
        self.observer = observer
        lag = observer.lag(of: topic.channel.name)
    }

    /// How many read it.
    var readerCount: Int { state.withLock { $0.readers.count } }

    /// Whether it is carried by the connection.
    func isCarried(by connection: StreamConnection<DrivenMarket>) -> Bool {
        state.withLock { $0.active === connection }
    }

    /// The book as it stands, read from the session only now.
    func book() -> (book: LiveBook, stamp: BookStamp)? {
        let (kept, active, slot) = state.withLock { ($0.keptBook, $0.active, $0.slot) }
        if let kept { return kept }
        guard let active, let book = active.read({ $0.session.book(of: slot) }) else { return nil }
        return (book, BookStamp(connection: active.number, revision: book.revision))
    }

    /// A reader joins: it is told at once what is known.
    func join(_ reader: Reader, at now: Timestamp) {
        state.withLock { state in
            state.readers.append(reader)
            if state.keptBook != nil || (state.active != nil && isBook) {
                reader.channel.put(.book(self), key: reader.key, at: state.lastTime ?? now)
            }
            if let (value, time) = state.keptValue { reader.channel.put(value, key: reader.key, at: time) }
            if case .stale(let cause) = state.standing {
                reader.channel.put(
                    StreamMarker(.stale, cause, symbol: topic.symbol, from: state.lastTime, to: now), key: reader.key)
            }
        }
    }

    /// A reader leaves; how many are left.
    func leave(_ id: UInt64) -> Int {
        state.withLock { state in
            state.readers.removeAll { $0.id == id }
            return state.readers.count
        }
    }

    /// Ends all its readers.
    func finish(_ error: VenueError?) {
        let readers = state.withLock { state in
            defer { state.readers = [] }
            return state.readers
        }
        for reader in readers { reader.channel.finish(error) }
    }

    var isBook: Bool {
        if case .book = topic.channel { true } else { false }
    }
}

extension MarketTopic {
    /// Tells all readers a value.
    func tell(_ value: MarketValue, at time: Timestamp, _ state: inout State) {
        for reader in state.readers { reader.channel.put(value, key: reader.key, at: time) }
    }

    /// Tells all readers a marker.
    func tell(_ marker: StreamMarker, _ state: inout State) {
        observer.marker(marker, on: topic.channel.name)
        for reader in state.readers { reader.channel.put(marker, key: reader.key) }
    }

    func tell(_ kind: StreamMarker.Kind, _ cause: StreamCause, from: Timestamp?, to: Timestamp, _ state: inout State) {
        tell(StreamMarker(kind, cause, symbol: topic.symbol, from: from, to: to), &state)
    }
}
