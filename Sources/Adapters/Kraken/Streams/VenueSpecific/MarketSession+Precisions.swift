import AdapterKit
import AdapterProtocol

/// The decimals of pairs as the `instrument` channel tells them (kraken.md I.6), and whether they were asked for.
struct PairPrecisions: Sendable {
    private(set) var table: [String: BookPrecision] = [:]
    /// The number of the request, nil while nothing was asked.
    var request: Int64?
    /// When they must have come.
    var deadline: Duration?

    /// Whether books wait for them.
    var isAwaited: Bool { deadline != nil }

    var isEmpty: Bool { table.isEmpty }

    /// Decimals by the pair's name in streams.
    subscript(symbol: String) -> BookPrecision? { table[symbol] }

    /// Adds what a message told.
    mutating func merge(_ other: PairPrecisions) {
        table.merge(other.table) { $1 }
    }

    /// `{"assets": […], "pairs": [{"symbol", "price_precision", "qty_precision", …}, …]}`; a pair whose decimals are
    /// told in part or not at all is left out.
    mutating func read(_ reader: inout JSONReader) throws(JSONError) {
        try reader.object { key, reader throws(JSONError) in
            guard case "pairs" = key else { return try reader.skip() }
            try reader.array { reader throws(JSONError) in try readPair(&reader) }
        }
    }

    private mutating func readPair(_ reader: inout JSONReader) throws(JSONError) {
        var symbol: String?
        var price: Int64?
        var quantity: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": symbol = try reader.textOrNothing()
            case "price_precision": price = try reader.optional { reader throws(JSONError) in try reader.integer() }
            case "qty_precision": quantity = try reader.optional { reader throws(JSONError) in try reader.integer() }
            default: try reader.skip()
            }
        }
        guard let symbol, let price, let quantity, 0...18 ~= price, 0...18 ~= quantity else { return }
        table[symbol] = BookPrecision(price: Int(price), quantity: Int(quantity))
    }
}

// A checksum that fails may be one of other decimals: reload them (kraken.md I.4, trap f).
extension KrakenMarketSession {
    /// Follows the `instrument` channel from now on; asked once a connection, since changes are told.
    mutating func askPrecisions(at now: StreamInstant, _ output: inout Output) {
        guard precisions.request == nil else { return }
        let number = nextRequest()
        precisions.request = number
        let deadline = now.elapsed + Self.patience
        precisions.deadline = deadline
        look(at: deadline)
        output.send(
            StreamRequest.make("subscribe", number) { writer in
                writer.member("channel", "instrument")
                writer.flag("snapshot", true)
            })
    }

    /// Takes what a message told; books that waited for it are asked for.
    mutating func takePrecisions(at now: StreamInstant, _ output: inout Output) {
        guard !scratch.precisions.isEmpty else { return }
        precisions.merge(scratch.precisions)
        giveUpPrecisions(at: now, &output)
    }

    /// Waits no longer: what is not known by now is guessed.
    mutating func giveUpPrecisions(at now: StreamInstant, _ output: inout Output) {
        guard precisions.isAwaited else { return }
        precisions.deadline = nil
        for feed in feeds.indices where feeds[feed].phase == .waitingForPrecision { feeds[feed].phase = .waiting }
        sendWaiting(at: now, &output)
    }
}
