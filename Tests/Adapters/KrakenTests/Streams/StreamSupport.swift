import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// A market session with its output, driven by texts.
struct MarketStream {
    var session: any MarketStreamSession
    private(set) var output = StreamOutput<MarketStreamEvent>()
    private(set) var elapsed: Duration = .seconds(100)
    /// Everything told so far, as lines.
    private(set) var told: [String] = []
    private(set) var events: [MarketStreamEvent] = []

    init(_ adapter: KrakenAdapter = Sample.adapter) throws {
        session = adapter.makeMarketSession(try Sample.catalog())
    }

    /// A session that is up and follows these.
    init(_ subscriptions: [MarketSubscription], _ adapter: KrakenAdapter = Sample.adapter) throws {
        try self.init(adapter)
        subscribe(subscriptions)
        open()
    }

    var now: StreamInstant {
        StreamInstant(time: Sample.now.advanced(by: elapsed - .seconds(100)), elapsed: elapsed)
    }

    /// The frames of the last step.
    var sent: [Tree] { output.frames.compactMap { Self.tree($0) } }

    static func tree(_ frame: StreamFrame) -> Tree? {
        guard case .text(let bytes) = frame else { return nil }
        return Tree(String(decoding: bytes, as: UTF8.self))
    }

    mutating func open() { step { $0.opened(StreamAddress(root: .market, path: "/v2"), at: $1, &$2) } }

    mutating func subscribe(_ subscriptions: [MarketSubscription]) {
        step { $0.subscribe(subscriptions, at: $1, &$2) }
    }

    mutating func unsubscribe(_ slots: [Int]) { step { $0.unsubscribe(slots, at: $1, &$2) } }

    mutating func resync(_ slot: Int) { step { $0.resync(slot, because: .audit, at: $1, &$2) } }

    @discardableResult
    mutating func receive(_ text: String) -> [String] { receive(Array(text.utf8)) }

    @discardableResult
    mutating func receive(_ bytes: [UInt8]) -> [String] {
        step { $0.received(bytes.span, at: $1, &$2) }
    }

    /// Lets time pass, waking the session when it wishes.
    mutating func pass(_ duration: Duration) {
        let end = elapsed + duration
        while let wake = output.wakeAt, wake <= end, output.ending == nil {
            elapsed = max(wake, elapsed)
            step { $0.elapsed(at: $1, &$2) }
        }
        elapsed = end
    }

    @discardableResult
    mutating func step(
        _ body: (inout any MarketStreamSession, StreamInstant, inout StreamOutput<MarketStreamEvent>) -> Void
    ) -> [String] {
        output.removeAll()
        body(&session, now, &output)
        events = output.events
        let lines = output.events.map(Self.line)
        told += lines
        return lines
    }

    static func line(_ event: MarketStreamEvent) -> String {
        switch event {
        case .book(let slot): "book \(slot)"
        case .trade(let slot, let trade): "trade \(slot) \(trade.id)"
        case .ticker(let slot, _): "ticker \(slot)"
        case .candle(let slot, let candle): "candle \(slot) \(candle.close)\(candle.isClosed ? " closed" : "")"
        case .marker(let slot, let marker): "\(marker) at \(slot)"
        case .live(let slot): "live \(slot)"
        case .refused(let slot, let error): "refused \(slot) \(error.kind.name)"
        }
    }
}

/// What the tests send as the venue.
enum Wire {
    /// An acknowledgement.
    static func ack(
        _ request: Int, _ channel: String, _ symbol: String = "BTC/USD", method: String = "subscribe"
    ) -> String {
        """
        {"method":"\(method)","result":{"channel":"\(channel)","snapshot":true,"symbol":"\(symbol)"},\
        "success":true,"time_in":"2023-09-25T09:04:31.742599Z","time_out":"2023-09-25T09:04:31.742648Z",\
        "req_id":\(request)}
        """
    }

    static func refusal(_ request: Int, _ text: String, symbol: String? = "BTC/USD") -> String {
        let symbol = symbol.map { ",\"symbol\":\"\($0)\"" } ?? ""
        return "{\"error\":\"\(text)\",\"method\":\"subscribe\",\"req_id\":\(request),\"success\":false\(symbol)}"
    }

    static func rows(_ levels: [(String, String)]) -> String {
        "[" + levels.map { "{\"price\":\($0.0),\"qty\":\($0.1)}" }.joined(separator: ",") + "]"
    }

    static func book(
        _ type: String, bids: [(String, String)], asks: [(String, String)], checksum: UInt32?,
        symbol: String = "BTC/USD"
    ) -> String {
        let checksum = checksum.map { ",\"checksum\":\($0)" } ?? ""
        return """
            {"channel":"book","type":"\(type)","data":[{"symbol":"\(symbol)","bids":\(rows(bids)),\
            "asks":\(rows(asks))\(checksum),"timestamp":"2023-07-30T15:29:58.343415Z"}]}
            """
    }

    static func instruments(_ symbol: String = "BTC/USD", price: Int = 1, quantity: Int = 8) -> String {
        """
        {"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[{"symbol":"\(symbol)",\
        "qty_precision":\(quantity),"price_precision":\(price)}]}}
        """
    }

    static func subscription(_ slot: Int, _ channel: MarketChannel, _ instrument: Instrument) -> MarketSubscription {
        MarketSubscription(slot: slot, channel: channel, instrument: instrument)
    }

    static func bitcoinBook(depth: Int = 10, slot: Int = 1) throws -> [MarketSubscription] {
        [subscription(slot, .book(depth: depth), try Sample.bitcoin())]
    }

    /// A captured message of a stream, compact.
    static func sample(_ name: String) throws -> String { try Sample.body(name) }
}

/// The checksum as the sheet writes it down: texts, and a CRC bit by bit (kraken.md I.4).
enum SheetChecksum {
    static func of(
        asks: [(String, String)], bids: [(String, String)], priceDecimals: Int, quantityDecimals: Int
    ) -> UInt32 {
        let text = (asks.prefix(10) + bids.prefix(10)).map {
            digits($0.0, priceDecimals) + digits($0.1, quantityDecimals)
        }.joined()
        return crc(text)
    }

    static func digits(_ number: String, _ decimals: Int) -> String {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let padded = fraction + String(repeating: "0", count: max(decimals - fraction.count, 0))
        return String((parts[0] + padded).drop { $0 == "0" })
    }

    static func crc(_ text: String) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in text.utf8 {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
