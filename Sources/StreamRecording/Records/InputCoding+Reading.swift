import AdapterKit
import AdapterProtocol
import AdapterRuntime

extension InputCoding {
    /// Everything that an input of any kind may have.
    private struct Fields {
        var path: String?
        var ping: Int64?
        var subscriptions: [MarketSubscription] = []
        var slots: [Int] = []
        var slot: Int?
        var cause: String?
        var book: OrderBook?
        var error: VenueError?
    }

    static func read(_ payload: [UInt8]) throws(JSONError) -> StreamInput {
        try JSONReader.read(payload) { reader throws(JSONError) in
            var word: String?
            var fields = Fields()
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "input": word = try reader.string()
                case "path": fields.path = try reader.string()
                case "ping_ns": fields.ping = try reader.optional { reader throws(JSONError) in try reader.integer() }
                case "subscriptions": fields.subscriptions = try reader.list(subscription)
                case "slots": fields.slots = try reader.list(slot)
                case "slot": fields.slot = try slot(&reader)
                case "cause": fields.cause = try reader.string()
                case "book": fields.book = try BookCoding.read(&reader)
                case "error": fields.error = try ErrorCoding.read(&reader)
                default: try reader.skip()
                }
            }
            return try input(try reader.require(word, "input"), fields, reader)
        }
    }

    private static func input(
        _ word: String, _ fields: Fields, _ reader: JSONReader
    ) throws(JSONError) -> StreamInput {
        switch word {
        case "opened":
            return .opened(
                StreamAddress(
                    root: .market, path: try reader.require(fields.path, "path"),
                    pingInterval: fields.ping.map { .nanoseconds($0) }))
        case "subscribed": return .subscribed(fields.subscriptions)
        case "unsubscribed": return .unsubscribed(fields.slots)
        case "snapshot":
            let slot = try reader.require(fields.slot, "slot")
            if let error = fields.error { return .snapshot(slot: slot, .failure(error)) }
            return .snapshot(slot: slot, .success(try reader.require(fields.book, "book")))
        case "elapsed": return .elapsed
        case "resync":
            let cause = StreamCause(rawValue: try reader.require(fields.cause, "cause"))
            return .resync(slot: try reader.require(fields.slot, "slot"), because: cause)
        default: throw reader.unexpected("an input")
        }
    }

    /// A number of a subscription, or of levels: what no recorder writes must reach no session.
    private static func slot(_ reader: inout JSONReader) throws(JSONError) -> Int {
        guard let slot = Int32(exactly: try reader.integer()), slot >= 0 else {
            throw reader.unexpected("a small number")
        }
        return Int(slot)
    }

    private static func subscription(_ reader: inout JSONReader) throws(JSONError) -> MarketSubscription {
        var (slot, depth): (Int?, Int?) = (nil, nil)
        var (word, interval): (String?, String?) = (nil, nil)
        var instrument: Instrument?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "slot": slot = try Self.slot(&reader)
            case "channel": word = try reader.string()
            case "depth": depth = try Self.slot(&reader)
            case "interval": interval = try reader.string()
            case "instrument": instrument = try InstrumentCoding.read(&reader)
            default: try reader.skip()
            }
        }
        let channel: MarketChannel
        switch word {
        case "book": channel = .book(depth: max(try reader.require(depth, "depth"), 1))
        case "trades": channel = .trades
        case "ticker": channel = .ticker
        case "candles": channel = .candles(CandleInterval(rawValue: try reader.require(interval, "interval")))
        default: throw reader.unexpected("a channel")
        }
        return MarketSubscription(
            slot: try reader.require(slot, "slot"), channel: channel,
            instrument: try reader.require(instrument, "instrument"))
    }
}
