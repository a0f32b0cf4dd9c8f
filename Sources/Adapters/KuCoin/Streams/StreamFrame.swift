import AdapterKit

/// What a frame says of itself: its kind, what it answers, and what its data are about (kucoin.md I.3, I.4).
struct KuCoinFrame: Sendable {
    /// The kinds that mean something to us.
    enum Kind: Sendable {
        case message, welcome, acknowledgement, pong, error
        /// Any other word.
        case other
    }

    private(set) var kind: Kind?
    private(set) var id: String?
    private(set) var topic = ""
    private(set) var subject = ""
    /// An error's code and text.
    private(set) var code: Int64?
    private(set) var text = ""

    /// Reads a whole frame. Keys may stand in any order: data that come before what says how to read them are read in a
    /// second pass.
    ///
    /// - Parameter data: Reads the data of a message; nothing of a broken frame may take effect, so it only collects.
    static func read(
        _ message: Span<UInt8>, _ data: (KuCoinFrame, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) -> KuCoinFrame {
        var frame = KuCoinFrame()
        var isComplete = true
        try JSONReader.read(message) { reader throws(JSONError) in
            try frame.walk(&reader) { frame, reader throws(JSONError) in
                isComplete = frame.tellsItsData
                if isComplete { try data(frame, &reader) } else { try reader.skip() }
            }
        }
        guard frame.kind != nil else { throw JSONError(.missing("type"), offset: message.count) }
        if !isComplete {
            var again = KuCoinFrame()
            try JSONReader.read(message) { reader throws(JSONError) in
                try again.walk(&reader) { _, reader throws(JSONError) in try data(frame, &reader) }
            }
        }
        return frame
    }

    private var tellsItsData: Bool { kind == .message && !topic.isEmpty && !subject.isEmpty }

    private mutating func walk(
        _ reader: inout JSONReader, _ data: (KuCoinFrame, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "type": kind = try Self.kind(&reader)
            case "topic": topic = try reader.string()
            case "subject": subject = try reader.string()
            case "id": id = try reader.rawText()
            case "code": code = try reader.integer()
            // The data of an error are a text.
            case "data": if try reader.next() == .string { text = try reader.string() } else { try data(self, &reader) }
            default: try reader.skip()
            }
        }
    }

    private static func kind(_ reader: inout JSONReader) throws(JSONError) -> Kind {
        switch try reader.string() {
        case "message": .message
        case "welcome": .welcome
        case "ack": .acknowledgement
        case "pong": .pong
        case "error": .error
        default: .other
        }
    }
}
