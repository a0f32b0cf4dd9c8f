import AdapterKit
import AdapterProtocol

/// What the venue answers to a control message: `{"result":null,"id":1}`, or a refusal in one of two shapes, `code` and
/// `msg` at the top or inside `error` (binance.md I).
struct StreamAnswer: Sendable {
    var id: Int64?
    var isResult = false
    var code: Int64?
    var message: String?

    var isRefusal: Bool { code != nil || message != nil }
    var isAny: Bool { isRefusal || isResult || id != nil }

    /// Code and words, for people.
    var words: String { "\(code.map { "\($0) " } ?? "")\(message ?? "refused")" }

    var error: VenueError {
        VenueError(
            kind: code == 4 ? .rateLimited : .badRequest, effect: .notExecuted(.stated), advice: .never,
            message: words, evidence: .init(httpStatus: nil, code: code.map { String($0) }))
    }

    /// Takes a member; false for one that is none of an answer.
    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) -> Bool {
        switch key {
        case "id": id = try Self.identity(&reader)
        case "result":
            isResult = true
            try reader.skip()
        case "code": code = try reader.integer()
        case "msg": message = try reader.string()
        case "error":
            var inner = StreamAnswer()
            try reader.object { key, reader throws(JSONError) in
                if try !inner.take(key, &reader) { try reader.skip() }
            }
            code = inner.code
            message = inner.message ?? "refused"
        default: return false
        }
        return true
    }

    /// Ours are numbers; null, or anything else, is none of ours.
    private static func identity(_ reader: inout JSONReader) throws(JSONError) -> Int64? {
        guard try reader.next() == .number else {
            try reader.skip()
            return nil
        }
        return try reader.integer()
    }
}
