import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// A market session and what it said, driven by texts instead of a socket.
struct MarketWire {
    var session: any MarketStreamSession
    /// What the last call wanted.
    var output = StreamOutput<MarketStreamEvent>()
    var elapsed: Duration = .zero

    static let address = StreamAddress(root: .told("wss://ws-api-spot.kucoin.com/"), path: "")

    init() throws {
        session = Sample.adapter.makeMarketSession(try Sample.catalog())
    }

    /// A session after its welcome that follows these, all acknowledged.
    static func live(_ subscriptions: [MarketSubscription]) throws -> MarketWire {
        var wire = try MarketWire()
        wire.open()
        wire.subscribe(subscriptions)
        for id in wire.sentIDs { wire.receive(#"{"id":"\#(id)","type":"ack"}"#) }
        return wire
    }

    static func subscription(
        _ slot: Int, _ channel: MarketChannel, _ symbol: String = "ETH/USDT"
    ) throws -> MarketSubscription {
        MarketSubscription(slot: slot, channel: channel, instrument: try Sample.instrument(symbol))
    }

    var now: StreamInstant { StreamInstant(time: Sample.now.advanced(by: elapsed), elapsed: elapsed) }

    mutating func open() {
        output.removeAll()
        session.opened(Self.address, at: now, &output)
        receive(#"{"id":"1763800200000","type":"welcome"}"#)
    }

    mutating func subscribe(_ subscriptions: [MarketSubscription]) {
        output.removeAll()
        session.subscribe(subscriptions, at: now, &output)
    }

    mutating func unsubscribe(_ slots: [Int]) {
        output.removeAll()
        session.unsubscribe(slots, at: now, &output)
    }

    mutating func receive(_ text: String) { receive(Array(text.utf8)) }

    mutating func receive(_ bytes: [UInt8]) {
        output.removeAll()
        session.received(bytes.span, at: now, &output)
    }

    mutating func receive(_ snapshot: Result<OrderBook, VenueError>, for slot: Int) {
        output.removeAll()
        session.received(snapshot, for: slot, at: now, &output)
    }

    mutating func resync(_ slot: Int, because cause: StreamCause) {
        output.removeAll()
        session.resync(slot, because: cause, at: now, &output)
    }

    /// Lets time pass and tells the session.
    mutating func wait(_ duration: Duration) {
        elapsed += duration
        output.removeAll()
        session.elapsed(at: now, &output)
    }

    /// The texts that were sent.
    var sent: [String] {
        output.frames.compactMap {
            if case .text(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil }
        }
    }

    var sentIDs: [String] { sent.compactMap { Tree($0)?["id"]?.plain } }

    /// The events in words, the values left out.
    var told: [String] {
        output.events.map {
            switch $0 {
            case .book(let slot): "book \(slot)"
            case .trade(let slot, _): "trade \(slot)"
            case .ticker(let slot, _): "ticker \(slot)"
            case .candle(let slot, _): "candle \(slot)"
            case .marker(let slot, let marker): "\(slot) \(marker)"
            case .live(let slot): "live \(slot)"
            case .refused(let slot, let error): "refused \(slot) \(error.kind)"
            }
        }
    }
}

/// Frames of the sheet and books as texts.
enum Wire {
    /// A frame of the sheet, compact.
    static func frame(_ name: String) throws -> String { try Sample.body(name) }

    /// A book over REST, as the adapter reads it.
    static func book(_ data: String, of symbol: String = "ETH/USDT") throws -> OrderBook {
        let flow = Sample.adapter.orderBook(of: try Sample.instrument(symbol), depth: 100)
        return try #require(flow.run(.data(data)).output)
    }

    /// A change of the book.
    static func change(
        _ first: Int64, _ last: Int64, bids: [String] = [], asks: [String] = [], symbol: String = "ETH-USDT",
        time: Int64 = 1_763_800_300_600
    ) -> String {
        #"{"topic":"/market/level2:\#(symbol)","type":"message","subject":"trade.l2update","data":{"changes":{"#
            + #""asks":[\#(rows(asks))],"bids":[\#(rows(bids))]},"sequenceEnd":\#(last),"sequenceStart":\#(first),"#
            + #""symbol":"\#(symbol)","time":\#(time)}}"#
    }

    /// `price size sequence` as a row.
    private static func rows(_ rows: [String]) -> String {
        rows.map { "[" + $0.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ",") + "]" }
            .joined(separator: ",")
    }

    /// `price size` of each level, best first.
    static func levels(_ book: LiveBook?, _ side: Side) -> [String] {
        (book?.levels(side) ?? []).map { "\($0.price.normalized) \($0.quantity.normalized)" }
    }
}
