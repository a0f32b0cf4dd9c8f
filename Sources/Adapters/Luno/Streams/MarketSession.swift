import AdapterKit
import AdapterProtocol

/// One connection of one market: its order-by-order book, its trades, and the ticker that follows from the two (luno.md I).
struct LunoMarketSession: MarketStreamSession {
    /// Where the connection is in its life.
    enum Phase: Sendable {
        /// Its first frame with content will be the snapshot.
        case waiting
        case following
        /// It ends: nothing that still arrives counts.
        case over
    }

    let catalog: InstrumentCatalog
    /// What the connection is opened with.
    let proof: StreamProof
    var subscriptions: [Followed] = []
    var phase = Phase.waiting
    /// The market's book; nil until it is known which market it is.
    var content: OrderwiseBook?
    var frame = MarketFrame()
    /// The last frame's number.
    var sequence: Int64 = 0
    /// Frames in a row whose numbers had been before.
    var strays = 0
    /// Whether the book was crossed after the last frame.
    var isCrossed = false
    var lateness = Lateness()
    /// When the last frame came that is known to be right: its own time, else that of its arrival.
    var lastGood: Timestamp?
    /// What the market takes, as the stream says it. In a launch it says too much (luno.md I.4), so that nobody is told.
    var mode: TradingMode?
    var lastTrade: ExactDecimal?
    var toldTicker: TickerView?
    /// The frame's trades, told once all of the frame was taken.
    var freshTrades: [PublicTrade] = []

    init(catalog: InstrumentCatalog, proof: StreamProof) {
        self.catalog = catalog
        self.proof = proof
    }

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        if content == nil, address.path.hasPrefix(LunoAdapter.marketPath) {
            let name = String(address.path.dropFirst(LunoAdapter.marketPath.count))
            if let instrument = catalog[native: name] { begin(instrument) }
        }
        output.send(proof)
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard phase != .over else { return }
        do throws(JSONError) {
            try frame.read(message)
        } catch {
            return lose(.undecodable, "a frame that cannot be read", at: now, &output)
        }
        if let refusal = frame.refusal {
            end(refusal, at: now, &output)
        } else if frame.isSnapshot {
            takeSnapshot(at: now, &output)
        } else if frame.isUpdate {
            takeUpdate(at: now, &output)
        }
    }

    /// None is ever asked for: a book over REST has no number to join it with the stream (luno.md D).
    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {}

    /// No time is ever wished for.
    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {}

    /// There is no second snapshot on a connection (luno.md I.3), so it ends.
    mutating func resync(
        _ slot: Int, because cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard phase != .over, subscriptions.contains(where: { $0.slot == slot }) else { return }
        lose(cause, "the book is to be built anew", at: now, &output)
    }

    func book(of slot: Int) -> LiveBook? {
        subscriptions.contains { $0.slot == slot && $0.isBook } ? content?.book : nil
    }

    func isLive(_ slot: Int) -> Bool {
        guard phase == .following, let subscription = subscriptions.first(where: { $0.slot == slot }) else {
            return false
        }
        return !subscription.isBook || content?.book.state.isLive == true
    }
}

/// A subscription as a session goes through them with each frame: without the instrument, whose copy would cost more
/// than the frame.
struct Followed: Sendable {
    let slot: Int
    let channel: MarketChannel

    /// Whether a book is followed, of whatever depth: there is only the whole one.
    var isBook: Bool {
        if case .book = channel { true } else { false }
    }
}
