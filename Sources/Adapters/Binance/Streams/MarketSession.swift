import AdapterKit
import AdapterProtocol

/// One connection to Binance's combined market streams (binance.md I).
///
/// A depth frame goes from bytes to levels without an allocation: its stream is found by the bytes of its name, its
/// rows are read into an array that is used again.
struct BinanceMarketSession: MarketStreamSession {
    typealias Output = StreamOutput<MarketStreamEvent>

    /// Streams by position; the position of one that ended is used again.
    var streams: [FollowedStream] = []
    /// Positions by name.
    var names = NameTable()
    /// Positions by subscription.
    var positions: [Int: Int] = [:]
    /// Control messages without an answer yet.
    var requests: [Int64: StreamRequest] = [:]
    var lastRequest: Int64 = 0
    var isOpen = false
    /// When something is to be looked at even if no frame comes.
    var wakeAt: Duration?
    /// The rows of the frame at hand.
    var rows: [BookRow] = []

    init() {
        rows.reserveCapacity(512)
    }

    mutating func opened(_ address: StreamAddress, at now: StreamInstant, _ output: inout Output) {
        isOpen = true
        request(.subscribe, streams.indices.filter { !streams[$0].slots.isEmpty }, at: now, &output)
        wish(&output)
    }

    mutating func received(_ message: Span<UInt8>, at now: StreamInstant, _ output: inout Output) {
        do throws(JSONError) {
            take(try read(message), at: now, &output)
        } catch {
            output.end(.reconnect(.undecodable, error.description))
        }
        wish(&output)
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout Output) {
        if requests.values.contains(where: { $0.deadline <= now.elapsed }) {
            output.end(.reconnect(.silent, "no answer to a subscription"))
        }
        for position in streams.indices {
            guard let quietAt = streams[position].book?.quietAt, quietAt <= now.elapsed else { continue }
            streams[position].book?.quietAt = nil
            streams[position].book?.diff.expectSnapshot()
            askForSnapshot(position, &output)
        }
        planWake()
        wish(&output)
    }

    func book(of slot: Int) -> LiveBook? { positions[slot].flatMap { streams[$0].book?.diff.book } }

    func isLive(_ slot: Int) -> Bool { positions[slot].map { streams[$0].isLive } ?? false }

    private mutating func take(_ frame: MarketFrame, at now: StreamInstant, _ output: inout Output) {
        switch frame {
        case .ignored: break
        case .depth(let position, let change): take(change, position, at: now, &output)
        case .trade(let position, let id, let trade): take(trade, id, position, at: now, &output)
        case .ticker(let position, let ticker): tell(position, &output) { .ticker(slot: $0, ticker) }
        case .candle(let position, let candle): tell(position, &output) { .candle(slot: $0, candle) }
        case .answer(let answer): take(answer, at: now, &output)
        case .shutdown: output.end(.replace(.shutdown))
        }
    }

    /// Tells all subscriptions of a stream.
    func tell(_ position: Int, _ output: inout Output, _ event: (Int) -> MarketStreamEvent) {
        for slot in streams[position].slots { output.tell(event(slot)) }
    }

    /// The caller may forget an earlier wish with every call.
    private func wish(_ output: inout Output) {
        if let wakeAt { output.wake(at: wakeAt) }
    }

    mutating func planWake() {
        let deadlines = requests.values.map(\.deadline) + streams.compactMap { $0.book?.quietAt }
        wakeAt = deadlines.min()
    }
}
