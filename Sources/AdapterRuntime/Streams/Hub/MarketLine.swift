import AdapterProtocol
import Synchronization

/// One connection's worth of topics: what the venue's limits put together, kept up as one.
final class MarketLine: StreamHome {
    typealias Driven = DrivenMarket

    struct State: Sendable {
        var followed: [Int: Followed] = [:]
        var nextSlot = 0
        var connections: [StreamConnection<DrivenMarket>] = []
        var run: Task<Void, Never>?
    }

    /// A class, because every event passes it on: an instrument is large.
    final class Followed: Sendable {
        let topic: MarketTopic
        let instrument: Instrument

        init(_ topic: MarketTopic, _ instrument: Instrument) {
            self.topic = topic
            self.instrument = instrument
        }

        func subscription(_ slot: Int) -> MarketSubscription {
            MarketSubscription(slot: slot, channel: topic.topic.channel, instrument: instrument)
        }
    }

    let kit: StreamKit
    private let rules: StreamRules
    let tasks: TaskBag
    let lanes: [SerialLane]
    /// Told when no connection will do, and which topics that leaves.
    let fail: @Sendable (MarketLine, VenueError) -> Void
    let refuse: @Sendable (MarketTopic, Instrument, VenueError) -> Void
    let state = Mutex(State())

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
            state.followed[state.nextSlot] = Followed(topic, instrument)
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
