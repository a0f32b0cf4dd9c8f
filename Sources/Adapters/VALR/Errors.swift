import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// What an answer means when it is no success, with the effect it has on a write (valr.md F, G).
    ///
    /// An answer of 2xx with an error's body is an error too; no sentence of the sheet says what it did.
    static func refusal(in reply: WireReply, to call: VenueCall) -> VenueError? {
        let isSuccess = (200..<300).contains(reply.status)
        // No success's answer of this size has a code and a message.
        if isSuccess, reply.body.count > 2048 { return nil }
        let body = ErrorBody(reply.body)
        if isSuccess, body?.message == nil { return nil }
        let meaning = meaning(of: reply, body, call)
        let isUnansweredRead = call.intent == .read && meaning.effect == .unknown && meaning.advice == .afterResync
        return VenueError(
            kind: meaning.kind, effect: meaning.effect, advice: isUnansweredRead ? .after(.seconds(1)) : meaning.advice,
            message: body?.text ?? "HTTP \(reply.status) without a readable body",
            evidence: .init(httpStatus: reply.status, code: body.map { String($0.code) }))
    }

    /// Codes that speak of a pair's rules: unknown pair, inactive, kind of order not allowed, minimum not met.
    public func invalidatesInstruments(_ error: VenueError) -> Bool {
        guard let code = error.evidence?.code, error.effect != .notSent else { return false }
        return code == "-21" || code == "-32" || code == "-12005" || code == "-12007"
    }

    /// A skewed clock probably answers as a wrong signature does: measure before anything else (valr.md F).
    public func invalidatesClock(_ error: VenueError) -> Bool {
        error.kind == .clockSkew || error.evidence?.code == "-11252"
    }

    private static func meaning(of reply: WireReply, _ body: ErrorBody?, _ call: VenueCall) -> ErrorMeaning {
        switch reply.status {
        case 500...: return .unknownState
        case 429:
            // "A 429 was not executed, but verify by the client id": only the venue's own limiter is meant (G.1).
            let isOurs = reply.header("x-valr-ratelimited") == "true"
            return ErrorMeaning(
                .rateLimited, isOurs ? .notExecuted(.inferred) : .unknown, .after(pause(from: reply, to: call)))
        default: break
        }
        guard let body else { return meaning(ofUnreadable: reply, call) }
        let meaning = ErrorMeaning(body, call)
        return ErrorMeaning(meaning.kind, effect(of: reply, body), meaning.advice)
    }

    /// How sure it is that a refusal with a code did nothing.
    ///
    /// Named by the sheet: a 400 with the id of the failed order record (E.3), the refusals of signature and address
    /// (F). A 400 without an id is final by the same contract, which the sheet only infers.
    private static func effect(of reply: WireReply, _ body: ErrorBody) -> VenueError.Effect {
        switch reply.status {
        case 400: .notExecuted(body.orderID == nil ? .inferred : .stated)
        case 401: .notExecuted(body.code == -11252 || body.code == -11272 ? .stated : .inferred)
        case 403, 404: .notExecuted(.inferred)
        default: .unknown
        }
    }

    /// An answer without a code: from the edge, or of a form that nobody recorded.
    private static func meaning(ofUnreadable reply: WireReply, _ call: VenueCall) -> ErrorMeaning {
        switch reply.status {
        case 401: ErrorMeaning(.authentication, .notExecuted(.inferred), .never)
        // We always send key and content type: this is the firewall in front of the venue (valr.md F).
        case 403: ErrorMeaning(.unavailable, .unknown, .after(.seconds(60)))
        case 404:
            ErrorMeaning(call.namesOrder ? .orderNotFound : .badRequest, .unknown, .afterResync)
        default: ErrorMeaning(.undecodable, .unknown, .afterResync)
        }
    }
}

extension VenueCall {
    /// Whether the call is about one existing order.
    var namesOrder: Bool {
        operation == "order.query" || operation == "order.detail" || operation == "order.summary"
            || operation == "order.cancel" || operation == "order.amend"
    }
}
