import AdapterProtocol
import AdapterRuntime
import Synchronization
import VenueSimulator

@testable import BourseCommand

/// One adapter's market session at its simulated exchange: no socket, no task, time that moves by steps. What the session
/// sends goes to the face, what the face sends comes to the session, before the step is over.
final class StreamBench {
    let adapter: any VenueAdapter
    let venue: SimulatedVenue
    let catalog: InstrumentCatalog
    /// What was told since the beginning, by subscription.
    private(set) var markers: [StreamMarker] = []
    private(set) var trades: [PublicTrade] = []
    private(set) var tickers: [Ticker] = []
    private(set) var candles: [Candle] = []
    private(set) var refusals: [VenueError] = []
    private(set) var connections = 0
    /// Called whenever a book is told.
    var onBook: (LiveBook) -> Void = { _ in }
    /// Called with everything that the session tells, and the book of its subscription.
    var onEvent: (MarketStreamEvent, LiveBook?) -> Void = { _, _ in }
    /// Hears what the session is told.
    var recorder: (any StreamRecorder)?

    private let clock: ManualSimulatorClock
    private let signer: any RequestSigner
    private var session: any MarketStreamSession
    private var output = StreamOutput<MarketStreamEvent>()
    private var subscriptions: [MarketSubscription] = []
    private var stream: SimulatedStream?
    private let inbox = Inbox()
    private var elapsed = Duration.zero
    private var wakeAt: Duration?
    private var reconnectAt: Duration?
    private var snapshots: [(slot: Int, depth: Int, due: Duration)] = []
    private var nonce: UInt64 = 1

    private final class Inbox: Sendable {
        let events = Mutex<[SimulatedStream.Event]>([])
    }

    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    init(_ module: VenueModule, seed: UInt64 = 1, switches: [String: String] = [:]) throws {
        adapter = module.adapter
        let begin = Self.start
        clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: begin.milliseconds))
        venue = try SimulatedVenue(
            recipe: VenueRecipe(
                face: module.requireFace(), configuration: FaceConfiguration(seed: seed, switches: switches)),
            clock: clock)
        signer = try adapter.makeSigner(venue.credentials[.trade].map { Credentials($0) })
        catalog = InstrumentCatalog([], readAt: begin)
        session = adapter.makeMarketSession(catalog)
        let instruments = try ask(adapter.instruments())
        allInstruments = InstrumentCatalog(instruments, readAt: begin)
        session = adapter.makeMarketSession(allInstruments)
    }

    private(set) var allInstruments = InstrumentCatalog([], readAt: StreamBench.start)

    var now: StreamInstant { StreamInstant(time: Self.start.advanced(by: elapsed), elapsed: elapsed) }

    /// Runs a flow over the face's REST side, at this very moment.
    func ask<Output: Sendable>(_ flow: Flow<Output>) throws -> Output {
        try flow.run(at: now.time) { call, _, _ in answer(call) }.result.get()
    }

    private func answer(_ call: VenueCall) -> CallResult {
        nonce += 1
        do throws(VenueError) {
            // Stamps that must be unique are (VALR).
            let stamp = SigningStamp(
                venueTime: now.time.advanced(by: .milliseconds(Int64(nonce % 500))),
                nonce: UInt64(Self.start.milliseconds) + nonce)
            let request = try signer.seal(call, at: stamp)
            var headers = FaceHeaders()
            headers.add("Host", "127.0.0.1:9999")
            for header in request.headers { headers.add(header.name, header.value) }
            let reply = venue.respond(
                to: FaceRequest(
                    method: request.method.rawValue, target: request.target, headers: headers, body: request.body))
            return .reply(
                WireReply(
                    status: reply.status, headers: reply.headers.fields.map { WireHeader($0.name, $0.value) },
                    body: reply.body))
        } catch {
            return .failure(error)
        }
    }

    // MARK: Following

    func follow(_ channels: [(MarketChannel, Symbol)]) throws {
        for (channel, symbol) in channels {
            guard let instrument = allInstruments[symbol] else { throw BenchError.noMarket(symbol) }
            subscriptions.append(
                MarketSubscription(slot: subscriptions.count, channel: channel, instrument: instrument))
        }
        try connect()
    }

    enum BenchError: Error {
        case noMarket(Symbol)
        case refused(Int)
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
        var path = address.path
        if case .told(let told) = address.root {
            path = String(told.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }) + path
        } else {
            path = venue.streamPrefixes.market + path
        }
        if let secret = address.secretQuery {
            let query = secret.withBytes { String(decoding: $0, as: UTF8.self) }
            path += (path.contains("?") ? "&" : "?") + query
        }
        var headers = FaceHeaders()
        headers.add("Host", "127.0.0.1:9999")
        if let handshake = address.handshake {
            nonce += 1
            let time = now.time.advanced(by: .milliseconds(Int64(nonce % 500)))
            for header in try signer.seal(handshake, at: SigningStamp(venueTime: time)).headers {
                headers.add(header.name, header.value)
            }
        }
        let inbox = inbox
        let request = FaceRequest(method: "GET", target: path, headers: headers)
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
    func pass(_ duration: Duration, step: Duration = .milliseconds(100)) throws {
        let end = elapsed + duration
        while elapsed < end {
            elapsed += step
            clock.advance(byMilliseconds: step.wholeMilliseconds)
            venue.tick()
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
            let result: Result<OrderBook, VenueError> = adapter.orderBook(of: instrument, depth: request.depth)
                .run(at: now.time) { call, _, _ in answer(call) }.result
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
    func disconnect() {
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
        for frame in frames {
            switch frame {
            case .text(let text): stream?.send(text)
            case .proof(let proof):
                nonce += 1
                stream?.send(try signer.frame(proof, at: SigningStamp(venueTime: now.time)))
            }
        }
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
    func book(_ symbol: Symbol) -> LiveBook? {
        guard stream != nil else { return nil }
        return subscriptions.first { $0.instrument.symbol == symbol && $0.isBook }.flatMap { session.book(of: $0.slot) }
    }

    /// The venue's own book at this moment, over REST.
    func restBook(_ symbol: Symbol, depth: Int) throws -> OrderBook {
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
