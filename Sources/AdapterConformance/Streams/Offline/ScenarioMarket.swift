import AdapterProtocol

/// A market session whose venue is a scenario: pure, on a time of its own, and looked after: what no session may tell is
/// noted at once.
struct ScenarioMarket: Sendable {
    private(set) var line: ScenarioLine
    /// What the last step told.
    private(set) var told: [MarketStreamEvent] = []
    /// The books as they stood after the last step, by subscription.
    private(set) var books: [Int: LiveBook] = [:]
    private var session: any MarketStreamSession
    private var output = StreamOutput<MarketStreamEvent>()
    private let slots: [Int]
    /// Wishes for snapshots that are not answered, and answers that nobody has asked for yet.
    private(set) var asked: [SnapshotRequest] = []
    private var offers: [Int: Result<OrderBook, VenueError>] = [:]
    private let scenario: StreamScenario

    /// The second of two subscriptions of one topic has a number so much higher.
    static let apart = 500

    /// A session that is open and subscribed.
    init(_ scenario: StreamScenario, _ adapter: any VenueAdapter, isDoubled: Bool = false) {
        self.scenario = scenario
        line = ScenarioLine(adapter)
        session = adapter.makeMarketSession(scenario.catalog)
        let subscriptions = scenario.subscriptions(doubledBy: isDoubled ? Self.apart : nil)
        slots = subscriptions.map(\.slot)
        let address = StreamAddress(root: .market, path: scenario.path ?? "", token: Secret(ScenarioLine.token))
        call { $0.subscribe(subscriptions, at: $1, &$2) }
        call { $0.opened(address, at: $1, &$2) }
    }

    /// Whether the connection goes on.
    var isUp: Bool { line.ending == nil }

    /// Whether a subscription delivers.
    func isLive(_ slot: Int) -> Bool { isUp && session.isLive(slot) }

    /// The books that say of themselves that they may be traded on.
    var liveBooks: [Int: LiveBook] { isUp ? books.filter { $0.value.state.isLive } : [:] }

    /// Plays one step, with another frame where one is given.
    mutating func play(_ step: StreamStep, as bytes: [UInt8]? = nil) {
        told = []
        pass(step.pause)
        if let snapshot = step.snapshot, let book = book(snapshot) {
            for slot in slots where slot % Self.apart == snapshot.slot { offer(.success(book), to: slot) }
        }
        guard isUp, step.frame != nil, let frame = bytes ?? line.frame(of: step) else { return }
        feed(frame)
    }

    /// Plays a frame a moment later.
    mutating func play(_ text: String) {
        told = []
        pass(.milliseconds(100))
        if isUp { feed(Array(text.utf8)) }
    }

    private mutating func feed(_ frame: [UInt8]) {
        call { $0.received(frame.span, at: $1, &$2) }
        answer()
    }

    /// Lets time pass, and tells it where that is wished for.
    mutating func pass(_ duration: Duration) {
        let end = line.elapsed + duration
        while isUp, let wake = line.wakeAt, wake <= end {
            line.elapsed = max(wake, line.elapsed)
            call { $0.elapsed(at: $1, &$2) }
            if isUp, let next = line.wakeAt, next <= line.elapsed {
                line.note("it wants to be told the same time again and again")
                break
            }
            answer()
        }
        line.elapsed = end
    }

    /// Answers the next wish for a snapshot with this.
    mutating func offer(_ snapshot: Result<OrderBook, VenueError>, to slot: Int) {
        offers[slot] = snapshot
        answer()
    }

    /// Hands a snapshot over that nobody asked for.
    mutating func deliver(_ snapshot: OrderBook, to slot: Int) {
        told = []
        call { $0.received(.success(snapshot), for: slot, at: $1, &$2) }
    }

    mutating func resync(_ slot: Int, because cause: StreamCause) {
        told = []
        call { $0.resync(slot, because: cause, at: $1, &$2) }
    }

    mutating func unsubscribe(_ slots: [Int]) {
        told = []
        call { $0.unsubscribe(slots, at: $1, &$2) }
    }

    /// Sets the wall clock off; the elapsed time goes on.
    mutating func shiftClock(by duration: Duration) { line.clockShift += duration }

    private mutating func answer() {
        while isUp, let wish = asked.first(where: { offers[$0.slot] != nil }),
            let snapshot = offers.removeValue(forKey: wish.slot)
        {
            asked.removeAll { $0 == wish }
            call { $0.received(snapshot, for: wish.slot, at: $1, &$2) }
        }
    }

    private mutating func call(
        _ body: (inout any MarketStreamSession, StreamInstant, inout StreamOutput<MarketStreamEvent>) -> Void
    ) {
        guard isUp else { return }
        output.removeAll()
        body(&session, line.now, &output)
        asked += output.snapshots
        told += output.events
        line.take(output.frames, wakeAt: output.wakeAt, ending: output.ending)
        let before = books
        for slot in slots { books[slot] = session.book(of: slot) }
        guard isUp else { return }
        line.note(MarketSanity.problem(of: output.events))
        for slot in slots {
            line.note(
                MarketSanity.problem(
                    from: before[slot], to: books[slot], isLive: session.isLive(slot), slot, output.events))
        }
    }

    /// A snapshot as the runtime hands it over; nil for one of what is not followed.
    func book(_ snapshot: StreamStep.Snapshot) -> OrderBook? {
        func levels(_ rows: [[ExactDecimal]]) -> [BookLevel] {
            rows.compactMap { row in
                row.count == 2 ? BookLevel(price: row[0], quantity: row[1]) : nil
            }
        }
        guard let followed = scenario.follows?.first(where: { $0.slot == snapshot.slot }) else { return nil }
        return OrderBook(
            symbol: followed.symbol, bids: levels(snapshot.bids), asks: levels(snapshot.asks),
            sequence: UInt64(snapshot.sequence), time: nil)
    }
}
