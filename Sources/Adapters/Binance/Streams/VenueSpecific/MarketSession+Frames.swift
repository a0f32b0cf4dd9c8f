import AdapterKit
import AdapterProtocol

/// What a message says, with the position of its stream.
enum MarketFrame: Sendable {
    /// Its rows are in the session's ``BinanceMarketSession/rows``.
    case depth(Int, DepthChange)
    indirect case trade(Int, id: Int64, PublicTrade)
    indirect case ticker(Int, Ticker)
    indirect case candle(Int, Candle)
    indirect case answer(StreamAnswer)
    case shutdown
    /// Of a stream that is not followed, or of a kind that is not known.
    case ignored
}

extension BinanceMarketSession {
    /// To which stream a frame belongs.
    private enum Origin {
        case followed(Int)
        case shutdown
        case other
    }

    /// Reads a message to its end before anything of it is taken: half a frame changes nothing.
    mutating func read(_ message: Span<UInt8>) throws(JSONError) -> MarketFrame {
        try JSONReader.read(message) { reader throws(JSONError) in
            switch try reader.next() {
            case .object: try frame(&reader)
            // `!miniTicker@arr` and its like, which are not followed.
            default:
                try Self.ignored(&reader)
            }
        }
    }

    /// `{"stream":…,"data":…}`, an answer, or a bare event, which only the notice of a shutdown may be.
    private mutating func frame(_ reader: inout JSONReader) throws(JSONError) -> MarketFrame {
        var origin: Origin?
        var frame = MarketFrame.ignored
        var data: JSONReader?
        var answer = StreamAnswer()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "stream": origin = try self.origin(&reader)
            case "data":
                guard let origin else {
                    // The name comes first by custom, not by rule.
                    data = reader
                    return try reader.skip()
                }
                frame = try self.data(from: origin, &reader)
            case "e": if try Self.isShutdown(&reader) { frame = .shutdown }
            default: if try !answer.take(key, &reader) { try reader.skip() }
            }
        }
        if var data, let origin { return try self.data(from: origin, &data) }
        return origin == nil && answer.isAny ? .answer(answer) : frame
    }

    private func origin(_ reader: inout JSONReader) throws(JSONError) -> Origin {
        var ahead = reader
        if let position = try reader.text(in: names) { return .followed(position) }
        return try ahead.text { name in if case "!serverShutdown" = name { .shutdown } else { .other } }
    }

    private mutating func data(from origin: Origin, _ reader: inout JSONReader) throws(JSONError) -> MarketFrame {
        switch origin {
        case .other: return try Self.ignored(&reader)
        case .shutdown:
            try reader.skip()
            return .shutdown
        case .followed(let position):
            switch streams[position].content {
            case .book: return .depth(position, try DepthChange(reading: &reader, rows: &rows))
            case .trades:
                let row = try TradeRow(reading: &reader)
                return .trade(position, id: row.id, row.trade(of: streams[position].symbol))
            case .ticker: return .ticker(position, try StreamTicker.read(&reader, of: streams[position].symbol))
            case .candles: return .candle(position, try StreamCandle.read(&reader))
            }
        }
    }

    private static func ignored(_ reader: inout JSONReader) throws(JSONError) -> MarketFrame {
        try reader.skip()
        return .ignored
    }

    private static func isShutdown(_ reader: inout JSONReader) throws(JSONError) -> Bool {
        guard try reader.next() == .string else {
            try reader.skip()
            return false
        }
        return try reader.text { word in if case "serverShutdown" = word { true } else { false } }
    }
}
