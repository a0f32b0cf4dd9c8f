import AdapterKit
import AdapterProtocol

/// What a message of the WebSocket API says (binance.md J.1, J.2).
enum AccountFrame: Sendable {
    /// Anything with `status` is an answer.
    case answer(AccountAnswer)
    case order(ExecutionReport)
    case balances([Balance])
    /// Something changed what is held, the event does not say to what.
    case unknownBalances
    /// The subscription ended.
    case ended
    case shutdown
    /// Of a kind that tells nothing of orders, fills or balances, or that is not known.
    case ignored

    init(_ message: Span<UInt8>) throws(JSONError) {
        self = try JSONReader.read(message) { reader throws(JSONError) in
            var answer = AccountAnswer()
            var event = AccountFrame.ignored
            try reader.object { key, reader throws(JSONError) in
                if case "event" = key {
                    event = try Self.event(&reader)
                } else if try !answer.take(key, &reader) {
                    try reader.skip()
                }
            }
            return answer.status == nil ? event : .answer(answer)
        }
    }

    /// An event's kind comes first by custom, not by rule.
    private static func event(_ reader: inout JSONReader) throws(JSONError) -> AccountFrame {
        var whole = reader
        var kind = Kind.other
        try reader.object { key, reader throws(JSONError) in
            guard case "e" = key else { return try reader.skip() }
            kind = try reader.text(Kind.init)
        }
        switch kind {
        case .order: return .order(try ExecutionReport(reading: &whole))
        case .balances: return .balances(try AccountBalances.read(&whole))
        case .lock: return .unknownBalances
        case .ended: return .ended
        case .shutdown: return .shutdown
        case .other: return .ignored
        }
    }

    private enum Kind: Sendable {
        case order
        case balances
        case lock
        case ended
        case shutdown
        case other

        init(_ word: JSONKey) {
            switch word {
            case "executionReport": self = .order
            case "outboundAccountPosition": self = .balances
            case "externalLockUpdate": self = .lock
            case "eventStreamTerminated": self = .ended
            case "serverShutdown": self = .shutdown
            // balanceUpdate is told again by outboundAccountPosition, with absolute values.
            default: self = .other
            }
        }
    }
}

/// `{"id","status",(result|error{code,msg,data?})}` (binance.md J).
struct AccountAnswer: Sendable {
    var id: String?
    var status: Int64?
    var code: Int64?
    var message: String?
    /// Epoch milliseconds.
    var retryAfter: Int64?

    /// Takes a member; false for one that is none of an answer.
    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) -> Bool {
        switch key {
        case "id": id = try reader.optional { reader throws(JSONError) in try reader.rawText() }
        case "status": status = try reader.integer()
        case "error": try takeError(&reader)
        default: return false
        }
        return true
    }

    private mutating func takeError(_ reader: inout JSONReader) throws(JSONError) {
        var found = self
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "code": found.code = try reader.integer()
            case "msg": found.message = try reader.string()
            case "data":
                guard try reader.next() == .object else { return try reader.skip() }
                try reader.object { key, reader throws(JSONError) in
                    guard case "retryAfter" = key else { return try reader.skip() }
                    found.retryAfter = try reader.integer()
                }
            default: try reader.skip()
            }
        }
        self = found
    }

    /// The status equals that of REST, and so do the codes.
    var error: VenueError {
        let body = #"{"code":\#(code ?? 0),"msg":""}"#
        let reply = WireReply(status: Int(clamping: status ?? 0), headers: [], body: Array(body.utf8))
        let known = BinanceAdapter.refusal(in: reply, to: .read)
        return VenueError(
            kind: known?.kind ?? .undecodable, effect: known?.effect ?? .unknown, advice: known?.advice ?? .never,
            message: message ?? "status \(status ?? 0)", evidence: known?.evidence)
    }
}
