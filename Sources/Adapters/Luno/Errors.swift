import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// What an answer means when it is no success, with the effect it has on a write (luno.md G).
    ///
    /// A body with a non-empty `error` or `error_code` is an error whatever the status, and its code decides; the text
    /// may be localised. The status is the fallback. A code that no table names leaves a write unknown.
    static func refusal(in reply: WireReply, to intent: VenueCall.Intent) -> VenueError? {
        let body = ErrorBody(reply.body)
        guard reply.status != 200 || body != nil else { return nil }
        let meaning = meaning(of: reply, body)
        // A read has nothing to look up: it is repeated after a pause. One that is blocked or forbidden stays so.
        let isUnansweredRead = intent == .read && meaning.effect == .unknown && meaning.advice == .afterResync
        return VenueError(
            kind: meaning.kind, effect: meaning.effect,
            advice: isUnansweredRead ? .after(.seconds(1)) : meaning.advice,
            message: body?.message ?? "HTTP \(reply.status) without a readable body",
            evidence: .init(httpStatus: reply.status, code: body?.code, requestID: reply.header("cf-ray")))
    }

    /// A refused number, or a market that is not as we know it: our copy of the rules may be stale.
    public func invalidatesInstruments(_ error: VenueError) -> Bool {
        guard error.effect != .notSent, let code = error.evidence?.code?.lowercased() else { return false }
        return error.kind == .marketMode || error.kind == .unknownSymbol || Self.staleRules.contains(code)
    }

    /// Only a deadline depends on a clock (luno.md F.3).
    public func invalidatesClock(_ error: VenueError) -> Bool {
        error.effect != .notSent && error.kind == .deadlinePassed
    }

    private static let staleRules: Set<String> = [
        "errpricetoohigh", "errpricetoolow", "errpricedenominationnotallowed", "errvolumetoolow", "errvolumetoohigh",
        "errvolumedenominationnotallowed", "errcounterdenominationnotallowed",
    ]

    private static func meaning(of reply: WireReply, _ body: ErrorBody?) -> ErrorMeaning {
        if reply.status == 429 {
            return ErrorMeaning(.rateLimited, .notExecuted(.stated), .after(retryAfter(reply)))
        }
        if let code = body?.code?.lowercased(), let meaning = ErrorMeaning(code: code) {
            // A server's failure is no refusal, whatever code it carries along, and its "not found" no absence.
            guard reply.status < 500 || meaning.effect == .unknown else {
                guard meaning.kind != .orderNotFound else { return .unknownState }
                return ErrorMeaning(meaning.kind, .unknown, .afterResync)
            }
            return meaning
        }
        switch reply.status {
        case 500...: return .unknownState
        // The body is plain text when there are no credentials, or none the venue knows (luno.md F.3).
        case 401: return ErrorMeaning(.authentication, .notExecuted(.stated), .never)
        // Without a body of Luno's it is the front's: a blocked address or country.
        case 403 where body == nil: return ErrorMeaning(.banned, .unknown, .after(.seconds(300)))
        case 403: return ErrorMeaning(.permission, .unknown, .never)
        case 409: return ErrorMeaning(.duplicateClientOrderID, .unknown, .afterResync)
        case 400..<500: return ErrorMeaning(.badRequest, .unknown, .afterResync)
        default: return ErrorMeaning(.undecodable, .unknown, .afterResync)
        }
    }
}

/// `{"error": …, "error_code": …}`; nil when the body is none, or both are empty.
struct ErrorBody {
    /// Nil when only a text came.
    let code: String?
    let message: String

    /// The longest body looked at: a success may be a megabyte, an error is a sentence.
    private static let longest = 4096

    init?(_ body: [UInt8]) {
        guard body.count <= Self.longest, Self.mentionsError(body) else { return nil }
        var code: String?
        var message: String?
        do throws(JSONError) {
            try JSONReader.read(body) { reader throws(JSONError) in
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "error_code": code = try reader.textOrNothing()
                    case "error": message = try reader.textOrNothing()
                    default: try reader.skip()
                    }
                }
            }
        } catch {
            return nil
        }
        guard code != nil || message != nil else { return nil }
        self.code = code
        self.message = message ?? ""
    }

    /// Whether `"error` stands anywhere: a look that spares successes a second reading.
    private static func mentionsError(_ body: [UInt8]) -> Bool {
        let word: StaticString = "\"error"
        return word.withUTF8Buffer { word in
            body.withUnsafeBufferPointer { body in
                guard body.count >= word.count else { return false }
                for start in 0...(body.count - word.count) where body[start] == 0x22 {
                    if (1..<word.count).allSatisfy({ body[start + $0] == word[$0] }) { return true }
                }
                return false
            }
        }
    }
}
