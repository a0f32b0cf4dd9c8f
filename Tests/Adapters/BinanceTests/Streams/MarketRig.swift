import AdapterProtocol
import AdapterTesting
import BinanceAdapter

/// Drives a market session by hand and remembers what it wanted and told.
struct MarketRig {
    var session: any MarketStreamSession
    var elapsed: Duration = .zero
    private(set) var sent: [Tree] = []
    private(set) var asked: [SnapshotRequest] = []
    private(set) var ending: StreamEnding?
    private(set) var wakeAt: Duration?
    private(set) var trades: [PublicTrade] = []
    private(set) var tickers: [Ticker] = []
    private(set) var candles: [Candle] = []
    private(set) var markers: [StreamMarker] = []
    /// Everything that was told, in order, as words: `book 0`, `live 1`, `gap 0 sequence`.
    private(set) var told: [String] = []

    init() {
        session = Sample.adapter.makeMarketSession(InstrumentCatalog([], readAt: Sample.now))
    }

    /// A session whose subscriptions the venue has taken: slots from 0 on.
    static func following(_ channels: [MarketChannel], of instruments: [Instrument]) -> MarketRig {
        var rig = MarketRig()
        let pairs = instruments.flatMap { instrument in channels.map { (instrument, $0) } }
        rig.subscribe(
            pairs.enumerated().map { MarketSubscription(slot: $0, channel: $1.1, instrument: $1.0) })
        rig.open()
        rig.acknowledge()
        return rig
    }

    var now: StreamInstant {
        StreamInstant(time: Sample.now.advanced(by: elapsed), elapsed: elapsed)
    }

    mutating func open() {
        call { session, now, output in
            session.opened(StreamAddress(root: .market, path: "/stream"), at: now, &output)
        }
    }

    mutating func subscribe(_ subscriptions: [MarketSubscription]) {
        call { session, now, output in session.subscribe(subscriptions, at: now, &output) }
    }

    mutating func unsubscribe(_ slots: [Int]) {
        call { session, now, output in session.unsubscribe(slots, at: now, &output) }
    }

    mutating func receive(_ text: String) { receive(Array(text.utf8)) }

    mutating func receive(_ bytes: [UInt8]) {
        call { session, now, output in session.received(bytes.span, at: now, &output) }
    }

    mutating func receive(_ snapshot: Result<OrderBook, VenueError>, for slot: Int = 0) {
        call { session, now, output in session.received(snapshot, for: slot, at: now, &output) }
    }

    mutating func resync(_ slot: Int, _ cause: StreamCause) {
        call { session, now, output in session.resync(slot, because: cause, at: now, &output) }
    }

    mutating func pass(_ time: Duration) {
        elapsed += time
        call { session, now, output in session.elapsed(at: now, &output) }
    }

    /// Answers every message that has none yet with success.
    mutating func acknowledge() {
        for message in sent {
            if let id = message["id"]?.plain { receive("{\"result\":null,\"id\":\(id)}") }
        }
        sent = []
    }

    /// Takes the first message off the list.
    mutating func dropSent() {
        if !sent.isEmpty { sent.removeFirst() }
    }

    mutating func forget() {
        sent = []
        asked = []
        told = []
        markers = []
        trades = []
    }

    private mutating func call(
        _ body: (inout any MarketStreamSession, StreamInstant, inout StreamOutput<MarketStreamEvent>) -> Void
    ) {
        var output = StreamOutput<MarketStreamEvent>()
        body(&session, now, &output)
        for case .text(let bytes) in output.frames {
            sent.append(Tree(String(decoding: bytes, as: UTF8.self)) ?? .object([]))
        }
        asked += output.snapshots
        ending = ending ?? output.ending
        wakeAt = output.wakeAt
        for event in output.events { take(event) }
    }

    private mutating func take(_ event: MarketStreamEvent) {
        switch event {
        case .book(let slot): told.append("book \(slot)")
        case .trade(let slot, let trade):
            told.append("trade \(slot)")
            trades.append(trade)
        case .ticker(let slot, let ticker):
            told.append("ticker \(slot)")
            tickers.append(ticker)
        case .candle(let slot, let candle):
            told.append("candle \(slot)")
            candles.append(candle)
        case .marker(let slot, let marker):
            told.append("\(marker.kind.rawValue) \(slot) \(marker.cause)")
            markers.append(marker)
        case .live(let slot): told.append("live \(slot)")
        case .refused(let slot, let error): told.append("refused \(slot) \(error.kind.name)")
        }
    }
}
