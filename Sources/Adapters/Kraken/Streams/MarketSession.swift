import AdapterKit
import AdapterProtocol

/// One connection to ws.kraken.com/v2 (kraken.md I).
///
/// The venue tells the decimals of its checksums only in AssetPairs and in its `instrument` channel. Those of tick and
/// lot are taken first, and nearly always right; where a book's checksum fails, the channel is followed from then on.
struct KrakenMarketSession: MarketStreamSession {
    typealias Output = StreamOutput<MarketStreamEvent>

    /// How long an answer or a snapshot may take.
    static var patience: Duration { .seconds(10) }
    /// Candles that no trade follows are closed by the clock, so long after their end.
    static var candleGrace: Duration { .seconds(5) }

    /// See ``KrakenAdapter/acceptsUnprovenBooks``.
    let acceptsUnprovenBooks: Bool
    /// Every subscription there was; one that ended is kept for the next of its kind.
    var feeds: [Feed] = []
    var feedOfKey: [FeedKey: Int] = [:]
    var feedOfSlot: [Int: Int] = [:]
    /// What the `instrument` channel told.
    var precisions = PairPrecisions()
    var scratch = MarketScratch()
    /// When to look at deadlines.
    var lookAt: Duration?
    private var isUp = false
    private var keepAlive = KeepAlive()
    private var lastRequest: Int64 = 0

    init(acceptsUnprovenBooks: Bool) {
        self.acceptsUnprovenBooks = acceptsUnprovenBooks
    }

    mutating func opened(_ address: StreamAddress, at now: StreamInstant, _ output: inout Output) {
        isUp = true
        keepAlive.opened(at: now)
        sendWaiting(at: now, &output)
        wish(&output)
    }

    mutating func subscribe(
        _ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout Output
    ) {
        for subscription in subscriptions { follow(subscription, at: now, &output) }
        if isUp { sendWaiting(at: now, &output) }
        wish(&output)
    }

    mutating func unsubscribe(_ slots: [Int], at now: StreamInstant, _ output: inout Output) {
        for slot in slots { leave(slot, at: now, &output) }
        wish(&output)
    }

    mutating func received(_ message: Span<UInt8>, at now: StreamInstant, _ output: inout Output) {
        keepAlive.received(at: now)
        scratch.removeAll()
        do throws(JSONError) {
            let envelope = try StreamEnvelope.read(message, isSequenced: false) { reader, envelope throws(JSONError) in
                try readData(&reader, envelope)
            }
            // Only now is the message known to be whole: it counts as a whole or not at all.
            if envelope.channel != nil {
                takeData(isSnapshot: envelope.isSnapshot == true, at: now, &output)
            } else {
                takeAnswer(envelope, at: now, &output)
            }
        } catch {
            output.end(.reconnect(.undecodable, "a message cannot be read: \(error)"))
        }
        wish(&output)
    }

    /// Books begin with a snapshot of their stream: none is ever asked for.
    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant, _ output: inout Output
    ) {}

    mutating func elapsed(at now: StreamInstant, _ output: inout Output) {
        if isUp, keepAlive.isPingDue(at: now) { output.send(StreamRequest.ping(nextRequest())) }
        if let look = lookAt, now.elapsed >= look { lookAtDeadlines(at: now, &output) }
        wish(&output)
    }

    mutating func resync(_ slot: Int, because cause: StreamCause, at now: StreamInstant, _ output: inout Output) {
        guard let feed = feedOfSlot[slot], feeds[feed].book?.hasSnapshot == true else { return }
        feeds[feed].book?.lose(cause)
        restartBook(feed, because: cause, at: now, &output)
        wish(&output)
    }

    func book(of slot: Int) -> LiveBook? { feedOfSlot[slot].flatMap { feeds[$0].book?.book } }

    func isLive(_ slot: Int) -> Bool { feedOfSlot[slot].map { feeds[$0].isLive } ?? false }

    /// The number of the next request.
    mutating func nextRequest() -> Int64 {
        lastRequest &+= 1
        return lastRequest
    }

    /// The reads of a message's data, by channel; nothing of the session changes but its scratch.
    private mutating func readData(_ reader: inout JSONReader, _ envelope: StreamEnvelope) throws(JSONError) {
        switch envelope.channel {
        case .book: try readBooks(&reader)
        case .trade: try readTrades(&reader)
        case .ticker: try readTickers(&reader)
        case .ohlc: try readCandles(&reader)
        case .instrument: try scratch.precisions.read(&reader)
        // The state of the exchange is told by REST too; a book that is right stays right.
        case .status, .executions, .balances, nil: return try reader.skip()
        }
        _ = try reader.require(envelope.isSnapshot, "type")
    }

    private mutating func takeData(isSnapshot: Bool, at now: StreamInstant, _ output: inout Output) {
        for change in scratch.changes { takeBook(change, isSnapshot: isSnapshot, at: now, &output) }
        takeTrades(isSnapshot: isSnapshot, at: now, &output)
        takeTickers(&output)
        takeCandles(isSnapshot: isSnapshot, at: now, &output)
        takePrecisions(at: now, &output)
    }

    /// Tells when to be woken: a wish holds until the next call, so every call tells it.
    private func wish(_ output: inout Output) {
        guard isUp else { return }
        output.wake(at: lookAt.map { min($0, keepAlive.wakeAt) } ?? keepAlive.wakeAt)
    }
}

/// What one message said, before it is known to be whole. Reused, so that a steady stream costs no memory.
struct MarketScratch: Sendable {
    var rows: [BookRow] = []
    var changes: [BookChange] = []
    var trades: [TradeNews] = []
    var tickers: [TickerNews] = []
    var candles: [CandleNews] = []
    var precisions = PairPrecisions()

    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        changes.removeAll(keepingCapacity: true)
        trades.removeAll(keepingCapacity: true)
        tickers.removeAll(keepingCapacity: true)
        candles.removeAll(keepingCapacity: true)
        if !precisions.isEmpty { precisions = PairPrecisions() }
    }
}
