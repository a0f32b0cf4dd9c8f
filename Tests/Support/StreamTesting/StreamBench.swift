public import AdapterProtocol
public import AdapterRuntime
import Synchronization
public import VenueSimulator

/// One adapter's market session at its simulated exchange: no socket, no task, time that moves by steps. What the session
/// sends goes to the face, what the face sends comes to the session, before the step is over.
public final class StreamBench {
    private let place: BenchVenue
    /// Markers that were told since the beginning.
    public private(set) var markers: [StreamMarker] = []
    /// Trades that were told since the beginning.
    public private(set) var trades: [PublicTrade] = []
    /// Tickers that were told since the beginning.
    public private(set) var tickers: [Ticker] = []
    /// Candles that were told since the beginning.
    public private(set) var candles: [Candle] = []
    /// What the venue did not take.
    public private(set) var refusals: [VenueError] = []
    /// Attempts to connect.
    public private(set) var connections = 0
    /// Called whenever a book is told.
    public var onBook: (LiveBook) -> Void = { _ in }
    /// Called with everything that the session tells, and the book of its subscription.
    public var onEvent: (MarketStreamEvent, LiveBook?) -> Void = { _, _ in }
    /// Hears what the session is told.
    public var recorder: (any StreamRecorder)?

    private var session: any MarketStreamSession
    private var output = StreamOutput<MarketStreamEvent>()
    private var subscriptions: [MarketSubscription] = []
    private var stream: SimulatedStream?
    private let inbox = Inbox()
    private var wakeAt: Duration?
    private var reconnectAt: Duration?
    private var snapshots: [(slot: Int, depth: Int, due: Duration)] = []

    private final class Inbox: Sendable {
        let events = Mutex<[SimulatedStream.Event]>([])
    }

    /// When time begins.
    public static let start = BenchVenue.start

    /// An adapter at an exchange of its own.
    public init(
        _ adapter: any VenueAdapter, _ face: any VenueFace.Type, seed: UInt64 = 1, switches: [String: String] = [:]
    ) throws {
        place = try BenchVenue(adapter, face, seed: seed, switches: switches)
        session = adapter.makeMarketSession(place.catalog)
    }

    /// The adapter.
    public var adapter: any VenueAdapter { place.adapter }
    /// Its exchange.
    public var venue: SimulatedVenue { place.venue }
    /// The exchange's markets.
    public var allInstruments: InstrumentCatalog { place.catalog }
    /// The present.
    public var now: StreamInstant { place.now }
    private var elapsed: Duration { place.elapsed }

    /// Runs a flow over the exchange's REST side, at this very moment.
    public func ask<Output: Sendable>(_ flow: Flow<Output>) throws -> Output { try place.ask(flow) }

    // MARK: Following

    /// Follows these, on one connection.
    public func follow(_ channels: [(MarketChannel, Symbol)]) throws {
        for (channel, symbol) in channels {
            guard let instrument = allInstruments[symbol] else { throw BenchError.noMarket(symbol) }
            subscriptions.append(
                MarketSubscription(slot: subscriptions.count, channel: channel, instrument: instrument))
        }
        try connect()
    }

    /// Why a bench cannot go on.
    public enum BenchError: Error {
        /// The exchange has no such market.
        case noMarket(Symbol)
        /// The exchange does not take the connection, for good.
        case refused(Int)
        /// The session gave up.
        case failed(VenueError)
    }

    private func connect() throws {
        connections += 1
        reconnectAt = nil
        wakeAt = nil
        snapshots = []
        inbox.events.withLock { $0 = [] }
        session = adapter.makeMarketSession(allInstruments)
        record(.subscribed(subscriptions))
        session.subscribe(subscriptions, at: now, &output)
        let address = try ask(adapter.openMarketStream(subscriptions))
        let inbox = inbox
        let request = try place.upgrade(to: address)
        switch venue.connect(request, onEvent: { _, event in inbox.events.withLock { $0.append(event) } }) {
        case .open(let opened):
            stream = opened
            record(.opened(address))
            session.opened(address, at: now, &output)
            try drain()
        case .refused(let reply):
            guard reply.status == 429 || reply.status >= 500 else { throw BenchError.refused(reply.status) }
            reconnectAt = elapsed + .seconds(1)
        case .lost:
            reconnectAt = elapsed + .seconds(1)
        }
        try pump()
    }

    /// Lets time pass in steps of the simulated market's own grid.
    public func pass(_ duration: Duration, step: Duration = .milliseconds(100)) throws {
        let end = elapsed + duration
        while elapsed < end {
            place.advance(by: step)
            try pump()
        }
    }

    private func pump() throws {
        while true {
            let events = inbox.events.withLock { events in
                defer { events = [] }
                return events
            }
            for event in events { try take(event) }
            if let reconnectAt, reconnectAt <= elapsed { return try connect() }
            if let wakeAt, wakeAt <= elapsed, stream != nil {
                self.wakeAt = nil
                record(.elapsed)
                session.elapsed(at: now, &output)
                try drain()
            }
            try readDueSnapshots()
            if events.isEmpty, inbox.events.withLock({ $0.isEmpty }) { return }
        }
    }

    private func readDueSnapshots() throws {
        let due = snapshots.filter { $0.due <= elapsed }
        snapshots.removeAll { $0.due <= elapsed }
        for request in due {
            let instrument = subscriptions[request.slot].instrument
            let result = place.result(of: adapter.orderBook(of: instrument, depth: request.depth))
            guard stream != nil else { return }
            record(.snapshot(slot: request.slot, result))
            session.received(result, for: request.slot, at: now, &output)
            try drain()
        }
    }

    private func take(_ event: SimulatedStream.Event) throws {
        guard stream != nil else { return }
        switch event {
        case .text(let bytes):
            recorder?.record(bytes.span, of: UInt64(connections), at: now)
            session.received(bytes.span, at: now, &output)
            try drain()
        case .ping: return
        case .closed, .reset: lose()
        }
    }

    private func record(_ input: StreamInput) {
        recorder?.record(input.redacted, of: UInt64(connections), at: now)
    }

    /// Cuts the connection, as a network does.
    public func disconnect() {
        stream?.close()
        lose()
    }

    private func lose() {
        recorder?.recordEnd(of: UInt64(connections), at: now)
        stream = nil
        snapshots = []
        reconnectAt = elapsed + .seconds(2)
    }

    private func drain() throws {
        let (frames, events, wishes) = (output.frames, output.events, output.snapshots)
        let (wake, ending) = (output.wakeAt, output.ending)
        output.removeAll()
        for event in events { try tell(event) }
        if let wake { wakeAt = min(wakeAt ?? wake, wake) }
        for wish in wishes { snapshots.append((wish.slot, wish.depth, elapsed + wish.pause)) }
        for frame in frames { stream?.send(try place.bytes(of: frame)) }
        switch ending {
        case .reconnect, .replace:
            stream?.close()
            lose()
        case .fail(let error): throw BenchError.failed(error)
        case nil: return
        }
    }

    private func tell(_ event: MarketStreamEvent) throws {
        onEvent(event, subscriptions.first { $0.slot == event.number }.flatMap { session.book(of: $0.slot) })
        switch event {
        case .book(let slot): if let book = session.book(of: slot) { onBook(book) }
        case .trade(_, let trade): trades.append(trade)
        case .ticker(_, let ticker): tickers.append(ticker)
        case .candle(_, let candle): candles.append(candle)
        case .marker(_, let marker): markers.append(marker)
        case .refused(_, let error): refusals.append(error)
        case .live: return
        }
    }

    /// The book of a market as the session has it; nil when none is followed, or while there is no connection.
    public func book(_ symbol: Symbol) -> LiveBook? {
        guard stream != nil else { return nil }
        return subscriptions.first { $0.instrument.symbol == symbol && $0.isBook }.flatMap { session.book(of: $0.slot) }
    }

    /// The venue's own book at this moment, over REST.
    public func restBook(_ symbol: Symbol, depth: Int) throws -> OrderBook {
        guard let instrument = allInstruments[symbol] else { throw BenchError.noMarket(symbol) }
        return try ask(adapter.orderBook(of: instrument, depth: depth))
    }
}

extension MarketStreamEvent {
    fileprivate var number: Int {
        switch self {
        case .book(let slot), .trade(let slot, _), .ticker(let slot, _), .candle(let slot, _), .marker(let slot, _),
            .live(let slot), .refused(let slot, _):
            slot
        }
    }
}

extension MarketSubscription {
    fileprivate var isBook: Bool {
        if case .book = channel { true } else { false }
    }
}
