import AdapterKit

/// What a frame says of itself: its kind, what it answers, and what its data are about (kucoin.md I.3, I.4).
struct KuCoinFrame: Sendable {
    /// The kinds that mean something to us.
    enum Kind: Sendable {
        case message, welcome, acknowledgement, pong, error
        /// Any other word.
        case other
    }

    /// What the data of a message are.
    enum Subject: Sendable {
        case bookChange, trade, ticker, candle, order, balance, stopOrder
        /// Any other word.
        case other
    }

    private(set) var kind: Kind?
    private(set) var id: String?
    /// The number of the topic, nil for one that is not followed.
    private(set) var topic: Int?
    private(set) var subject: Subject?
    /// An error's code.
    private(set) var code: Int64?
    private var hasTopic = false

    /// Reads a whole frame; of a message on a followed topic without a text being made. Keys may stand in any order: data
    /// that come before what says how to read them are read in a second pass.
    ///
    /// - Parameters:
    ///   - topics: The topics that are followed.
    ///   - data: Reads the data of a message on one of them; nothing of a broken frame may take effect, so it only
    ///     collects.
    static func read(
        _ message: Span<UInt8>, _ topics: NameTable,
        _ data: (_ topic: Int, Subject, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) -> KuCoinFrame {
        var frame = KuCoinFrame()
        var isComplete = true
        try JSONReader.read(message) { reader throws(JSONError) in
            try frame.walk(&reader, topics) { frame, reader throws(JSONError) in
                guard frame.kind == .message, frame.hasTopic, let subject = frame.subject else {
                    isComplete = false
                    return try reader.skip()
                }
                if let topic = frame.topic { try data(topic, subject, &reader) } else { try reader.skip() }
            }
        }
        guard frame.kind != nil else { throw JSONError(.missing("type"), offset: message.count) }
        if !isComplete, frame.kind == .message, let topic = frame.topic, let subject = frame.subject {
            var again = KuCoinFrame()
            try JSONReader.read(message) { reader throws(JSONError) in
                try again.walk(&reader, topics) { _, reader throws(JSONError) in try data(topic, subject, &reader) }
            }
        }
        return frame
    }

    private mutating func walk(
        _ reader: inout JSONReader, _ topics: NameTable,
        _ data: (KuCoinFrame, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "type": kind = try reader.text(Self.kind)
            case "topic":
                topic = try reader.text(in: topics)
                hasTopic = true
            case "subject": subject = try reader.text(Self.subject)
            case "id": id = try reader.rawText()
            case "code": code = try reader.integer()
            case "data": try data(self, &reader)
            default: try reader.skip()
            }
        }
    }

    private static func kind(_ word: JSONKey) -> Kind {
        switch word {
        case "message": .message
        case "welcome": .welcome
        case "ack": .acknowledgement
        case "pong": .pong
        case "error": .error
        default: .other
        }
    }

    private static func subject(_ word: JSONKey) -> Subject {
        switch word {
        case "trade.l2update": .bookChange
        case "trade.l3match": .trade
        case "trade.ticker": .ticker
        case "trade.candles.update": .candle
        case "orderChange": .order
        case "account.balance": .balance
        case "stopOrder": .stopOrder
        default: .other
        }
    }
}
