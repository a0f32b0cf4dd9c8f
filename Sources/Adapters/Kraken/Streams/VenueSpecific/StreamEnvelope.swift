import AdapterKit
import AdapterProtocol

/// The outside of one message: data of a channel, or an answer to a request (kraken.md I.1, I.2).
struct StreamEnvelope {
    /// The channels that anything is made of.
    enum Channel: Hashable, Sendable {
        case book, trade, ticker, ohlc, instrument, status, executions, balances
    }

    /// Requests that are answered; a pong is no more than a frame.
    enum Method: Hashable, Sendable {
        case subscribe, unsubscribe, other
    }

    /// Nil for an answer, a heartbeat and a channel that the sheet does not know.
    private(set) var channel: Channel?
    /// Whether the data replaces all before it; nil where that is not told.
    private(set) var isSnapshot: Bool?
    /// The number of a private channel's frame.
    private(set) var sequence: Int64?
    /// What is answered.
    private(set) var method: Method?
    /// Whether the request was taken.
    private(set) var isSuccess: Bool?
    /// Why not.
    private(set) var error: String?
    /// The number of the request.
    private(set) var request: Int64?
    /// Whose answer it is: at the top of a refusal, in the result of an acknowledgement.
    private(set) var symbol: String?

    /// Whether it is known what the data is, and how it is meant.
    private var isKnown: Bool { channel != nil && isSnapshot != nil }

    /// Reads a message; `take` reads the data of a channel.
    ///
    /// - Parameter isSequenced: Whether data is read only when the rest of the message is known: the number of a private
    ///   frame stands behind its data.
    static func read(
        _ message: Span<UInt8>, isSequenced: Bool,
        _ take: (inout JSONReader, StreamEnvelope) throws(JSONError) -> Void
    ) throws(JSONError) -> StreamEnvelope {
        try JSONReader.read(message) { reader throws(JSONError) in
            var envelope = StreamEnvelope()
            // Members stand in any order: data before its channel is read when the channel is known.
            var data: JSONReader?
            try reader.object { key, reader throws(JSONError) in
                guard case "data" = key else { return try envelope.take(key, &reader) }
                if !isSequenced, envelope.isKnown {
                    try take(&reader, envelope)
                } else {
                    data = reader
                    try reader.skip()
                }
            }
            if var data, envelope.channel != nil { try take(&data, envelope) }
            return envelope
        }
    }

    private mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "channel": channel = Self.channel(try reader.string())
        case "type": isSnapshot = Self.isSnapshot(try reader.string())
        case "sequence": sequence = try reader.integer()
        case "method": method = Self.method(try reader.string())
        case "success": isSuccess = try reader.bool()
        case "error": error = try reader.textOrNothing()
        case "req_id": request = try reader.optional { reader throws(JSONError) in try reader.integer() }
        case "symbol": symbol = try reader.textOrNothing()
        case "result": try takeResult(&reader)
        default: try reader.skip()
        }
    }

    /// Lists stand in the answer to a batch of orders, which is none of ours.
    private mutating func takeResult(_ reader: inout JSONReader) throws(JSONError) {
        guard try reader.next() == .object else { return try reader.skip() }
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": symbol = try reader.textOrNothing()
            default: try reader.skip()
            }
        }
    }

    private static func channel(_ word: String) -> Channel? {
        switch word {
        case "book": .book
        case "trade": .trade
        case "ticker": .ticker
        case "ohlc": .ohlc
        case "instrument": .instrument
        case "status": .status
        case "executions": .executions
        case "balances": .balances
        default: nil
        }
    }

    /// Nil for a word that the sheet does not know: no data of ours can be read then.
    private static func isSnapshot(_ word: String) -> Bool? {
        switch word {
        case "snapshot": true
        case "update": false
        default: nil
        }
    }

    private static func method(_ word: String) -> Method {
        switch word {
        case "subscribe": .subscribe
        case "unsubscribe": .unsubscribe
        default: .other
        }
    }
}
