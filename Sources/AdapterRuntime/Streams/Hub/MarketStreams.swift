import AdapterProtocol
import Synchronization

/// All market streams of one connected venue: who reads what, and on which connections it comes.
///
/// Two readers of one topic share one subscription. Connections are opened when somebody reads and closed when nobody
/// does.
final class MarketStreams: ClosableStreams {
    struct Entry: Sendable {
        let topic: MarketTopic
        var place = Place.none
        /// Counts comings and goings, so that who lingered knows whether somebody came back.
        var generation: UInt64 = 0
    }

    /// Where a topic comes from.
    enum Place: Sendable {
        case none
        case line(MarketLine)
        case polled(Task<Void, Never>)
    }

    struct State: Sendable {
        var topics: [StreamTopic: Entry] = [:]
        var lines: [MarketLine] = []
        var readers: [UInt64: [StreamTopic]] = [:]
        var nextReader: UInt64 = 0
        var isClosed = false
        var hasAuditor = false

        /// Lines without topics, to be stopped.
        mutating func takeEmptyLines() -> [MarketLine] {
            let empty = lines.filter(\.isEmpty)
            lines.removeAll(where: \.isEmpty)
            return empty
        }
    }

    let kit: StreamKit
    let tasks = TaskBag()
    let state = Mutex(State())
    let lanes = (0..<StreamSettings.snapshotsAtOnce).map { _ in SerialLane() }

    init(_ kit: StreamKit) {
        self.kit = kit
    }

    deinit { tasks.cancel() }

    /// A stream of topics; what is unknown or not offered is told by its first element's error.
    func open<Buffer: ChannelBuffer, Value: Sendable>(
        _ channel: MarketChannel, of symbols: [Symbol], into buffer: (Int) -> Buffer,
        _ convert: @escaping @Sendable (MarketValue) -> Value?
    ) -> EventStream<Value> where Buffer.Value == MarketValue {
        var seen: Set<Symbol> = []
        let symbols = symbols.filter { seen.insert($0).inserted }
        let observer = kit.observer
        let reader = StreamChannel(buffer(symbols.count)) { note in
            switch note {
            case .highWater(let count): observer.highWater(channel.name, count)
            case .lagged: observer.lagged(channel.name)
            }
        }
        let id = state.withLock { state in
            state.nextReader += 1
            if !state.isClosed { state.readers[state.nextReader] = [] }
            return state.nextReader
        }
        tasks.add { [weak self] in
            guard let self, !Task.isCancelled else { return reader.finish(nil) }
            do throws(VenueError) {
                try await start(channel, symbols, reader, id)
                // Closed meanwhile: nobody else knows of the reader.
                if isClosed { reader.finish(nil) }
            } catch {
                reader.finish(isClosed ? nil : error)
            }
        }
        return EventStream(ReaderSource(reader, convert: convert) { self.leave(id) })
    }

    /// Ends all streams and waits until their connections are closed.
    func close() async {
        let topics = state.withLock { state in
            state.isClosed = true
            state.readers = [:]
            defer { state.topics = [:] }
            return state.topics.values.map(\.topic)
        }
        for topic in topics { topic.finish(nil) }
        await tasks.cancelAndWait()
        state.withLock { $0.lines = [] }
    }

    private func start(
        _ channel: MarketChannel, _ symbols: [Symbol], _ reader: any MarketReader, _ id: UInt64
    ) async throws(VenueError) {
        let catalog = try await kit.backend.catalog()
        var wanted: [(topic: StreamTopic, instrument: Instrument, key: Int)] = []
        for (key, symbol) in symbols.enumerated() {
            guard let instrument = catalog[symbol] else {
                throw .notSent(.unknownSymbol, "the venue has no market \(symbol)")
            }
            wanted.append((StreamTopic(channel, of: symbol), instrument, key))
        }
        guard !wanted.isEmpty else { throw .notSent(.badRequest, "a stream of no market") }
        let now = kit.clock.now.time
        let (places, failure) = state.withLock { state -> (Placement, VenueError?) in
            var places = Placement()
            // The reader may have left while the markets were read.
            guard state.readers[id] != nil else { return (places, nil) }
            do throws(VenueError) {
                for (topic, instrument, key) in wanted {
                    let entry = try place(topic, instrument, &state, &places)
                    entry.join(MarketTopic.Reader(id: id, channel: reader, key: key), at: now)
                    state.readers[id]?.append(topic)
                }
            } catch {
                return (places, error)
            }
            return (places, nil)
        }
        // What was placed before a failure is the reader's until it leaves.
        carryOut(places)
        if let failure { throw failure }
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    /// What is done about new topics once nothing is locked.
    struct Placement {
        var opened: [MarketLine] = []
        var followed: [(line: MarketLine, slot: Int)] = []
        var polled: [(topic: MarketTopic, instrument: Instrument)] = []
    }

    private func place(
        _ name: StreamTopic, _ instrument: Instrument, _ state: inout State, _ places: inout Placement
    ) throws(VenueError) -> MarketTopic {
        if let known = state.topics[name] {
            state.topics[name]?.generation += 1
            return known.topic
        }
        let topic = MarketTopic(name, observer: kit.observer)
        let support = kit.backend.capabilities[name.channel.capability]
        guard let rules = kit.backend.marketRules, support != .unsupported(.byVenue) else {
            state.topics[name] = Entry(topic: topic)
            places.polled.append((topic, instrument))
            return topic
        }
        let line = try line(for: name, rules, &state, &places)
        places.followed.append((line, line.add(topic, instrument)))
        state.topics[name] = Entry(topic: topic, place: .line(line))
        return topic
    }

    /// The connection that already carries the market, else one with room, else a new one.
    private func line(
        for topic: StreamTopic, _ rules: StreamRules, _ state: inout State, _ places: inout Placement
    ) throws(VenueError) -> MarketLine {
        let roomy = state.lines.filter { $0.hasRoom(for: topic) }
        if let line = roomy.first(where: { $0.carries(topic.symbol) }) ?? roomy.first { return line }
        guard state.lines.count < rules.connections else {
            throw .notSent(
                .refusedLocally, "the venue bears \(rules.connections) connections, and they are full",
                advice: .after(StreamSettings.linger))
        }
        let line = MarketLine(kit, rules, tasks: tasks, lanes: lanes) { [weak self] line, error in
            self?.fail(line, error)
        } refuse: { [weak self] topic, instrument, error in
            self?.refuse(topic, instrument, error)
        }
        state.lines.append(line)
        places.opened.append(line)
        return line
    }

    private func carryOut(_ places: Placement) {
        var slots: [ObjectIdentifier: (line: MarketLine, slots: [Int])] = [:]
        for (line, slot) in places.followed {
            slots[ObjectIdentifier(line), default: (line, [])].slots.append(slot)
        }
        for (line, slots) in slots.values { line.follow(slots) }
        for line in places.opened { line.start() }
        for (topic, instrument) in places.polled { poll(topic, instrument) }
        audit()
    }
}
