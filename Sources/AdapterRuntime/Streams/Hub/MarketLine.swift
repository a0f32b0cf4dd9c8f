import AdapterProtocol
import Synchronization

/// One connection's worth of topics: what the venue's limits put together, kept up as one.
final class MarketLine: StreamHome {
    typealias Driven = DrivenMarket

    private struct State: Sendable {
        var followed: [Int: Followed] = [:]
        var nextSlot = 0
        var connections: [StreamConnection<DrivenMarket>] = []
        var run: Task<Void, Never>?
    }

    struct Followed: Sendable {
        let topic: MarketTopic
        let instrument: Instrument

        func subscription(_ slot: Int) -> MarketSubscription {
            MarketSubscription(slot: slot, channel: topic.topic.channel, instrument: instrument)
        }
    }

    private let kit: StreamKit
    private let rules: StreamRules
    private let tasks: TaskBag
    private let lanes: [SerialLane]
    /// Told when no connection will do, and which topics that leaves.
    private let fail: @Sendable (MarketLine, VenueError) -> Void
    private let refuse: @Sendable (MarketTopic, Instrument, VenueError) -> Void
    private let state = Mutex(State())

    init(
        _ kit: StreamKit, _ rules: StreamRules, tasks: TaskBag, lanes: [SerialLane],
        fail: @escaping @Sendable (MarketLine, VenueError) -> Void,
        refuse: @escaping @Sendable (MarketTopic, Instrument, VenueError) -> Void
    ) {
        self.kit = kit
        self.rules = rules
        self.tasks = tasks
        self.lanes = lanes
        self.fail = fail
        self.refuse = refuse
    }

    /// Whether the venue's limits let one more topic on.
    func hasRoom(for topic: StreamTopic) -> Bool {
        state.withLock { state in
            guard state.followed.count < rules.topicsPerConnection else { return false }
            let symbols = Set(state.followed.values.map(\.topic.topic.symbol))
            return symbols.contains(topic.symbol) || symbols.count < rules.symbolsPerConnection
        }
    }

    /// Whether it carries another topic of the market.
    func carries(_ symbol: Symbol) -> Bool {
        state.withLock { $0.followed.values.contains { $0.topic.topic.symbol == symbol } }
    }

    var isEmpty: Bool { state.withLock { $0.followed.isEmpty } }

    /// Takes a topic on; the venue is told by ``follow(_:)``.
    func add(_ topic: MarketTopic, _ instrument: Instrument) -> Int {
        state.withLock { state in
            state.nextSlot += 1
            state.followed[state.nextSlot] = Followed(topic: topic, instrument: instrument)
            return state.nextSlot
        }
    }

    /// Forgets a topic without a word to the venue.
    func drop(_ topic: MarketTopic) -> Int? {
        state.withLock { state in
            guard let slot = state.followed.first(where: { $0.value.topic === topic })?.key else { return nil }
            state.followed[slot] = nil
            return slot
        }
    }

    /// Tells the venue of topics that were taken on.
    func follow(_ slots: [Int]) {
        let (subscriptions, connections) = state.withLock { state in
            (slots.compactMap { slot in state.followed[slot]?.subscription(slot) }, state.connections)
        }
        guard !subscriptions.isEmpty else { return }
        for connection in connections { connection.tell(.subscribed(subscriptions)) }
    }

    /// Tells the venue of topics that were forgotten.
    func unfollow(_ slots: [Int]) {
        for connection in state.withLock({ $0.connections }) { connection.tell(.unsubscribed(slots)) }
    }

    /// Opens it.
    func start() {
        let keeper = StreamKeeper(
            home: self, transport: kit.transport, tools: kit.tools(rules), random: kit.random, numbers: kit.numbers,
            tasks: tasks)
        let run = tasks.add { await keeper.run() }
        state.withLock { $0.run = run }
    }

    /// Closes it.
    func stop() {
        let run = state.withLock { $0.run }
        run?.cancel()
    }

    /// The market of a topic it carries.
    func instrument(of topic: MarketTopic) -> Instrument? {
        state.withLock { $0.followed.values.first { $0.topic === topic }?.instrument }
    }

    /// All topics it carries.
    var topics: [MarketTopic] { state.withLock { $0.followed.values.map(\.topic) } }

    /// Starts a topic's book anew.
    ///
    /// - Returns: Whether a connection carries it.
    func resync(_ topic: MarketTopic, because cause: StreamCause) -> Bool {
        let (slot, connections) = state.withLock { state in
            (state.followed.first { $0.value.topic === topic }?.key, state.connections)
        }
        guard let slot, let connection = connections.first(where: topic.isCarried(by:)) else { return false }
        connection.tell(.resync(slot: slot, because: cause))
        return true
    }
}

// What the keeper asks for and tells.
extension MarketLine {
    private var subscriptions: [MarketSubscription] {
        state.withLock { state in
            state.followed.map { slot, followed in followed.subscription(slot) }.sorted { $0.slot < $1.slot }
        }
    }

    func opening() async throws(VenueError) -> StreamOpening { try await kit.backend.openMarket(subscriptions) }

    func makeSession() async throws(VenueError) -> DrivenMarket {
        DrivenMarket(session: try await kit.backend.marketSession())
    }

    func began(_ connection: StreamConnection<DrivenMarket>) {
        state.withLock { $0.connections.append(connection) }
        let subscriptions = subscriptions
        if !subscriptions.isEmpty { connection.tell(.subscribed(subscriptions)) }
        kit.observer.opened("market")
    }

    func missed(_ error: VenueError, isLast: Bool) {
        kit.observer.missed("market", error, isLast: isLast)
        if isLast { fail(self, error) }
    }

    func rotates(because cause: StreamCause) { kit.observer.rotated("market", cause) }

    func snapshot(slot: Int, depth: Int) async -> Result<OrderBook, VenueError> {
        guard let followed = state.withLock({ $0.followed[slot] }) else {
            return .failure(.notSent(.cancelled, "the book is followed no longer"))
        }
        let lane = lanes[abs(slot % lanes.count)]
        do throws(CancellationError) {
            try await lane.acquire(.publicRead)
        } catch {
            return .failure(.notSent(.cancelled, "cancelled before the snapshot was read"))
        }
        defer { lane.release() }
        do throws(VenueError) {
            return .success(try await kit.backend.orderBook(followed.instrument, depth: depth))
        } catch {
            return .failure(error)
        }
    }

    func received(
        _ event: MarketStreamEvent, of driven: DrivenMarket, on connection: StreamConnection<DrivenMarket>,
        at now: StreamInstant
    ) {
        let slot = event.slot
        guard let followed = state.withLock({ $0.followed[slot] }) else { return }
        let topic = followed.topic
        switch topic.take(event, slot, of: driven, on: connection, at: now) {
        case .nothing: return
        case .tookOver: noteReady(connection)
        case .tookOverWithGap:
            noteReady(connection)
            fillGap(of: followed)
        case .refused(let error):
            _ = drop(topic)
            refuse(topic, followed.instrument, error)
        }
    }

    func ended(
        _ end: StreamEnd, of driven: DrivenMarket, on connection: StreamConnection<DrivenMarket>, at now: StreamInstant
    ) {
        kit.observer.lost("market", end)
        let topics = state.withLock { state in
            state.connections.removeAll { $0 === connection }
            return state.followed.values.map(\.topic)
        }
        let cause = end == .unneeded ? .rotation : end.cause
        for topic in topics { topic.lose(connection, driven, because: cause, at: now) }
    }

    /// A connection that carries everything lets its predecessor go.
    private func noteReady(_ connection: StreamConnection<DrivenMarket>) {
        if topics.allSatisfy({ $0.isCarried(by: connection) }) { connection.news.post(.ready) }
    }

    private func fillGap(of followed: Followed) {
        tasks.add { [kit] in
            let answer = try? await kit.backend.recentTrades(followed.instrument, limit: StreamSettings.backfill)
            followed.topic.fillGap(answer, at: kit.clock.now)
        }
    }
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
