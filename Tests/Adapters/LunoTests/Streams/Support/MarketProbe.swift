import AdapterProtocol
import LunoAdapter
import Testing

/// A market session with a clock of its own, fed text by text: slot 0 the book, 1 the trades, 2 the ticker.
struct MarketProbe {
    static let slots: [MarketChannel] = [.book(depth: 20), .trades, .ticker]

    private(set) var session: any MarketStreamSession
    private(set) var output = StreamOutput<MarketStreamEvent>()
    private(set) var now = StreamInstant(time: Timestamp(milliseconds: 1_790_127_197_700), elapsed: .seconds(100))
    let instrument: Instrument

    /// A session that is opened and follows `channels`.
    init(
        _ channels: [MarketChannel] = Self.slots, adapter: LunoAdapter = Sample.adapter, pair: String = "ETHUSDT"
    ) throws {
        instrument = try Self.instrument(pair)
        session = adapter.makeMarketSession(InstrumentCatalog([instrument], readAt: Sample.now))
        let instrument = instrument
        session.subscribe(
            channels.indices.map { MarketSubscription(slot: $0, channel: channels[$0], instrument: instrument) },
            at: now, &output)
        session.opened(StreamAddress(root: .market, path: "/api/1/stream/" + pair), at: now, &output)
    }

    static func instrument(_ pair: String) throws -> Instrument {
        switch pair {
        case "XBTZAR": try Sample.bitcoin()
        case "ETHUSDT": try Sample.instrument("ETH/USDT", native: pair)
        default: try Sample.instrument("ETH/AUD", native: pair)
        }
    }

    /// What the session wants after one message.
    @discardableResult
    mutating func feed(_ text: String, after pause: Duration = .milliseconds(100)) -> [String] {
        feed(Array(text.utf8), after: pause)
    }

    @discardableResult
    mutating func feed(_ bytes: [UInt8], after pause: Duration = .milliseconds(100)) -> [String] {
        output.removeAll()
        now = StreamInstant(time: now.time.advanced(by: pause), elapsed: now.elapsed + pause)
        session.received(bytes.span, at: now, &output)
        return words
    }

    /// A captured frame.
    @discardableResult
    mutating func feed(sample: String) throws -> [String] { feed(try Sample.body(sample)) }

    mutating func act(
        _ body: (inout any MarketStreamSession, StreamInstant, inout StreamOutput<MarketStreamEvent>) -> Void
    ) -> [String] {
        output.removeAll()
        body(&session, now, &output)
        return words
    }

    /// The events in words: kind, slot and what tells them apart.
    var words: [String] { output.events.map(\.word) }

    var trades: [PublicTrade] {
        output.events.compactMap { if case .trade(_, let trade) = $0 { trade } else { nil } }
    }

    var tickers: [Ticker] {
        output.events.compactMap { if case .ticker(_, let ticker) = $0 { ticker } else { nil } }
    }

    var markers: [StreamMarker] {
        output.events.compactMap { if case .marker(_, let marker) = $0 { marker } else { nil } }
    }

    var book: LiveBook? { session.book(of: 0) }

    /// `2765@3.925038`, best first, numbers without zeros at their ends.
    func levels(_ side: Side) -> [String] { book?.texts(side) ?? ["no book"] }
}

extension LiveBook {
    func texts(_ side: Side) -> [String] {
        levels(side).map { "\($0.price.normalized)@\($0.quantity.normalized)" }
    }
}

extension MarketStreamEvent {
    var word: String {
        switch self {
        case .book(let slot): "book \(slot)"
        case .trade(let slot, let trade): "trade \(slot) \(trade.id)"
        case .ticker(let slot, _): "ticker \(slot)"
        case .candle(let slot, _): "candle \(slot)"
        case .marker(let slot, let marker): "marker \(slot) \(marker.kind.rawValue) \(marker.cause)"
        case .live(let slot): "live \(slot)"
        case .refused(let slot, let error): "refused \(slot) \(error.kind)"
        }
    }
}

extension StreamOutput {
    /// Why the connection shall be made anew; nil while it may go on, and where no new one is wanted.
    var reconnect: StreamCause? {
        if case .reconnect(let cause, _) = ending { cause } else { nil }
    }

    /// The error that no connection mends.
    var failure: VenueError? {
        if case .fail(let error) = ending { error } else { nil }
    }
}

/// Update frames as the venue writes them.
enum Update {
    static func frame(
        _ sequence: Int64, trades: String = "", create: String = "null", delete: String = "null",
        status: String = "null", time: Int64 = 1_790_127_203_000
    ) -> String {
        #"{"sequence":"\#(sequence)","trade_updates":[\#(trades)],"create_update":\#(create),"#
            + #""delete_update":\#(delete),"status_update":\#(status),"timestamp":\#(time)}"#
    }

    static func create(
        _ sequence: Int64, _ id: String, _ type: String, _ price: String, _ volume: String,
        time: Int64 = 1_790_127_203_000
    ) -> String {
        let order = #"{"order_id":"\#(id)","type":"\#(type)","price":"\#(price)","volume":"\#(volume)"}"#
        return frame(sequence, create: order, time: time)
    }

    static func delete(_ sequence: Int64, _ id: String) -> String {
        frame(sequence, delete: #"{"order_id":"\#(id)"}"#)
    }

    static func trade(_ sequence: Int64, _ maker: String, _ base: String, number: Int64 = 881_300) -> String {
        frame(sequence, trades: tradeRow(maker, base, number: number))
    }

    static func tradeRow(_ maker: String, _ base: String, number: Int64 = 881_300) -> String {
        #"{"sequence":\#(number),"base":"\#(base)","counter":"1.00","maker_order_id":"\#(maker)","#
            + #""taker_order_id":"BXTAKER00000001","order_id":"\#(maker)"}"#
    }
}
