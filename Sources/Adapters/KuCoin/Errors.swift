import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// What an answer means when it is no success, with the effect it has on a write (kucoin.md G).
    ///
    /// Business failures come with HTTP 200, so that only the code decides. A code that no table names leaves a write
    /// unknown; a read has nothing to look up and is repeated after a pause.
    static func refusal(in reply: WireReply, to intent: VenueCall.Intent) -> VenueError? {
        if reply.status == 200, startsAsSuccess(reply.body) { return nil }
        let body = ErrorBody(reply.body)
        // A body that is no envelope under 200 is left to the decoder, which says where it breaks.
        if reply.status == 200, body == nil || body?.code == success { return nil }
        let meaning = meaning(of: reply, body)
        let isUnansweredRead = intent == .read && meaning.effect == .unknown
        let evidence = VenueError.Evidence(
            httpStatus: reply.status, code: body?.code, requestID: reply.header("x-in-time"))
        return VenueError(
            kind: meaning.kind, effect: meaning.effect,
            advice: isUnansweredRead ? readAdvice(meaning, reply) : meaning.advice,
            message: body?.message ?? "HTTP \(reply.status) without a readable body", evidence: evidence)
    }

    /// A refusal by a rule means that our copy of the rules may be stale.
    public func invalidatesInstruments(_ error: VenueError) -> Bool {
        guard error.evidence?.code != nil, error.effect != .notSent else { return false }
        return error.kind.name == "invalidOrder" || error.kind == .unknownSymbol || error.kind == .marketMode
    }

    /// 400002 (and 102425, 126041 for the order's own window) say that our clock is off.
    public func invalidatesClock(_ error: VenueError) -> Bool { error.kind == .clockSkew }

    private static func meaning(of reply: WireReply, _ body: ErrorBody?) -> ErrorMeaning {
        guard let body else { return meaning(withoutBody: reply) }
        // Whatever the words: an answer of the 500s to a write proves nothing (kucoin.md G.1).
        if reply.status >= 500 { return .unknownState }
        // "Normally not placed" is no proof: an order is looked up by its client id (kucoin.md H.3).
        if body.code == "429000" || reply.status == 429 {
            return ErrorMeaning(.rateLimited, .unknown, .afterResync)
        }
        if !body.hasData, let meaning = ErrorMeaning(code: body.code, message: body.message) { return meaning }
        return ErrorMeaning(.undecodable, .unknown, .afterResync)
    }

    /// HTML of the CDN, or nothing (kucoin.md G.1, G.4: a 429 without JSON proves nothing).
    private static func meaning(withoutBody reply: WireReply) -> ErrorMeaning {
        switch reply.status {
        case 500...: .unknownState
        case 429: ErrorMeaning(.banned, .unknown, .afterResync)
        case 403: ErrorMeaning(.banned, .unknown, .after(.seconds(30)))
        default: ErrorMeaning(.undecodable, .unknown, .afterResync)
        }
    }

    /// A read has nothing to look up: it is repeated after what the venue asks for, or a second.
    private static func readAdvice(_ meaning: ErrorMeaning, _ reply: WireReply) -> VenueError.Advice {
        if case .after = meaning.advice { return meaning.advice }
        return .after(pause(from: reply) ?? .seconds(1))
    }

    /// Whether the body begins with `{"code":"200000"`, white space apart: how every success of today begins, so that
    /// large answers are read once only.
    static func startsAsSuccess(_ body: [UInt8]) -> Bool {
        var position = 0
        func next(_ token: StaticString) -> Bool {
            while position < body.count, body[position] <= 0x20 { position += 1 }
            let end = position + token.utf8CodeUnitCount
            guard end <= body.count else { return false }
            let matches = token.withUTF8Buffer { body[position..<end].elementsEqual($0) }
            position = end
            return matches
        }
        return next("{") && next("\"code\"") && next(":") && next("\"200000\"")
    }
}

/// `{"code": …, "msg": …}`; the code is a text, now and then a word or a number. Nil when the body is none (HTML,
/// empty).
struct ErrorBody {
    let code: String
    let message: String
    /// Whether it also carries a result: then it says two things, and proves neither.
    let hasData: Bool

    init?(_ body: [UInt8]) {
        var code: String?
        var message: String?
        var hasData = false
        do throws(JSONError) {
            try JSONReader.read(body) { reader throws(JSONError) in
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "code": code = try reader.rawText()
                    case "data":
                        hasData = try reader.next() != .null
                        try reader.skip()
                    case "msg": message = try reader.optional { reader throws(JSONError) in try reader.string() }
                    default: try reader.skip()
                    }
                }
            }
        } catch {
            return nil
        }
        guard let code, !code.isEmpty, code.utf8.count <= 64 else { return nil }
        self.code = code
        self.message = message ?? ""
        self.hasData = hasData
    }
}
