import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// What an answer means when it is no success, with the effect it has on a write (kraken.md G).
    ///
    /// Errors come with HTTP 200; the `error` list alone tells. An answer that is no JSON object with such a list comes
    /// from the edge, and then nothing is known of a write.
    static func refusal(in reply: WireReply, to intent: VenueCall.Intent) -> VenueError? {
        if reply.status == 200, ErrorTexts.isPlainSuccess(reply.body) { return nil }
        let texts = ErrorTexts.read(reply.body)
        if let texts, let (text, meaning) = texts.worst {
            // A backend that fails may have failed after it acted, and an error beside a result contradicts itself.
            let isSure = reply.status < 500 && !texts.hasResult
            return error(isSure ? meaning : inDoubt(meaning, reply), text, reply, intent)
        }
        // Undecodable bytes are the decoder's to report.
        if reply.status == 200 { return nil }
        let message = "HTTP \(reply.status) without a readable body"
        return error(edgeMeaning(reply.status), message, reply, intent, code: nil)
    }

    /// Nothing is known of a write, and "unknown order" from such an answer is no absence: callers would take it for one.
    private static func inDoubt(_ meaning: ErrorMeaning, _ reply: WireReply) -> ErrorMeaning {
        guard meaning.kind == .orderNotFound else { return ErrorMeaning(meaning.kind, .unknown, .afterResync) }
        return reply.status < 500 ? ErrorMeaning(.undecodable, .unknown, .afterResync) : .unknownState
    }

    /// The edge: blocks (403, 1020), limits (429), and everything that may have reached the engine.
    private static func edgeMeaning(_ status: Int) -> ErrorMeaning {
        switch status {
        case 403: ErrorMeaning(.banned, .unknown, .after(.seconds(300)))
        case 404, 405: ErrorMeaning(.badRequest, .unknown, .afterResync)
        case 429: ErrorMeaning(.rateLimited, .unknown, .after(.seconds(60)))
        default: .unknownState
        }
    }

    private static func error(
        _ meaning: ErrorMeaning, _ text: String, _ reply: WireReply, _ intent: VenueCall.Intent, code: String? = ""
    ) -> VenueError {
        // A read has nothing to look up: it is repeated after a pause. One that is blocked or limited waits longer.
        let isUnansweredRead = intent == .read && meaning.effect == .unknown && meaning.advice == .afterResync
        return VenueError(
            kind: meaning.kind, effect: meaning.effect,
            advice: isUnansweredRead ? .after(.seconds(1)) : meaning.advice, message: text,
            evidence: .init(httpStatus: reply.status, code: code == nil ? nil : text, requestID: reply.header("cf-ray"))
        )
    }

    /// A refused number, or a market that is not as we know it: our copy of the rules may be stale (kraken.md C.4).
    public func invalidatesInstruments(_ error: VenueError) -> Bool {
        guard error.effect != .notSent, let code = error.evidence?.code else { return false }
        return error.kind == .marketMode || error.kind == .unknownSymbol
            || ["EOrder:Tick size", "EOrder:Order minimum", "EOrder:Cost minimum", "EOrder:Invalid price"].contains {
                code.hasPrefix($0)
            }
    }

    /// Only deadlines depend on a clock (kraken.md B.4).
    public func invalidatesClock(_ error: VenueError) -> Bool {
        error.effect != .notSent && error.kind == .deadlinePassed
    }
}

/// The texts of an answer's `error` list, blanks around colons removed (kraken.md G.1).
struct ErrorTexts {
    private(set) var texts: [String] = []
    /// Whether a result stands beside the list.
    private(set) var hasResult = false

    /// The first error, or the first that leaves something in doubt; warnings (`W…`) fail nothing.
    var worst: (text: String, meaning: ErrorMeaning)? {
        let errors = texts.filter { !$0.hasPrefix("W") }.map { (text: $0, meaning: ErrorMeaning(text: $0)) }
        return errors.first { $0.meaning.effect == .unknown } ?? errors.first
    }

    /// Whether the body begins as every success does, so that nothing needs to be parsed twice.
    static func isPlainSuccess(_ body: [UInt8]) -> Bool { body.starts(with: #"{"error":[],"#.utf8) }

    /// Nil when the body is no object with a list of texts called `error`.
    static func read(_ body: [UInt8]) -> ErrorTexts? {
        if isPlainSuccess(body) { return ErrorTexts() }
        return try? JSONReader.read(body) { reader throws(JSONError) in
            var found = ErrorTexts()
            var texts: [String]?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "error": texts = try reader.list { reader throws(JSONError) in normal(try reader.string()) }
                case "result":
                    guard try !reader.null() else { return }
                    found.hasResult = true
                    try reader.skip()
                default: try reader.skip()
                }
            }
            found.texts = try reader.require(texts, "error")
            return found
        }
    }

    private static func normal(_ text: String) -> String {
        text.split(separator: ":", omittingEmptySubsequences: false)
            .map { part in
                let front = part.drop { $0 == " " }
                return String(front.reversed().drop { $0 == " " }.reversed())
            }.joined(separator: ":")
    }
}
