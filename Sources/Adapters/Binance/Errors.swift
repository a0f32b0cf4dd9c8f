import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// What an answer means when it is no success, with the effect it has on a write (binance.md G).
    ///
    /// The code decides first, then a fragment of the text; a code that no table names leaves a write unknown. A read
    /// has nothing to look up: it is repeated after a pause (binance.md G.1, and minutes for an overload).
    static func refusal(in reply: WireReply, to intent: VenueCall.Intent) -> VenueError? {
        guard reply.status != 200 else { return nil }
        let body = ErrorBody(reply.body)
        let evidence = VenueError.Evidence(
            httpStatus: reply.status, code: body.map { String($0.code) }, requestID: reply.header("x-mbx-uuid"))
        let meaning = meaning(of: reply, body)
        let isUnansweredRead = intent == .read && meaning.advice == .afterResync
        let pause: Duration = body?.code == -1008 ? .seconds(60) : .seconds(1)
        return VenueError(
            kind: meaning.kind, effect: meaning.effect, advice: isUnansweredRead ? .after(pause) : meaning.advice,
            message: body?.message ?? "HTTP \(reply.status) without a readable body", evidence: evidence)
    }

    /// Any filter refusal means that our copy of the rules may be stale.
    public func invalidatesInstruments(_ error: VenueError) -> Bool {
        guard let code = error.evidence?.code, error.effect != .notSent else { return false }
        return code == "-1013" || code == "-1111" || code == "-1121" || error.message.contains("Filter failure")
            || error.kind == .marketMode
    }

    /// -1021 says that the timestamp lies outside the window.
    public func invalidatesClock(_ error: VenueError) -> Bool { error.kind == .clockSkew }

    private static func meaning(of reply: WireReply, _ body: ErrorBody?) -> ErrorMeaning {
        switch reply.status {
        case 500...: return .unknownState
        case 418: return ErrorMeaning(.banned, .notExecuted(.stated), .after(retryAfter(reply)))
        case 429: return ErrorMeaning(.rateLimited, .notExecuted(.stated), .after(retryAfter(reply)))
        case 451: return ErrorMeaning(.permission, .notExecuted(.stated), .never)
        default: break
        }
        if let body, let meaning = ErrorMeaning(code: body.code, message: body.message) { return meaning }
        switch reply.status {
        case 401: return ErrorMeaning(.authentication, .notExecuted(.stated), .never)
        // A firewall's page says nothing of an order; a read is left alone for minutes by the pause of the limits.
        case 403: return ErrorMeaning(.banned, .unknown, .after(.seconds(300)))
        case 404, 410: return ErrorMeaning(.badRequest, .notExecuted(.stated), .never)
        default: return ErrorMeaning(.undecodable, .unknown, .afterResync)
        }
    }

    private static func retryAfter(_ reply: WireReply) -> Duration {
        .seconds(reply.header("retry-after").flatMap { Int64($0) }.map { min(max($0, 1), 259_200) } ?? 60)
    }
}

/// `{"code": …, "msg": …}`; nil when the body is none (HTML, empty).
struct ErrorBody {
    let code: Int64
    let message: String

    init?(_ body: [UInt8]) {
        var code: Int64?
        var message: String?
        do throws(JSONError) {
            try JSONReader.read(body) { reader throws(JSONError) in
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "code": code = try reader.integer()
                    case "msg": message = try reader.string()
                    default: try reader.skip()
                    }
                }
            }
        } catch {
            return nil
        }
        guard let code else { return nil }
        self.code = code
        self.message = message ?? ""
    }
}
