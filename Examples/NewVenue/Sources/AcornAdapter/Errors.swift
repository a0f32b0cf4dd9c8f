import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// What an answer means when it is no success, with the effect it has on a write (API.md, Errors).
    ///
    /// Successes are 200 and nothing else. A code that no table names, and everything that is not Acorn's own, leaves a
    /// write unknown.
    static func refusal(in reply: WireReply, to intent: VenueCall.Intent) -> VenueError? {
        guard reply.status != 200 else { return nil }
        let body = ErrorBody(reply.body)
        let meaning = meaning(of: reply, body)
        // A read has nothing to look up: it is repeated after a pause.
        let isUnansweredRead = intent == .read && meaning.effect == .unknown
        return VenueError(
            kind: meaning.kind, effect: meaning.effect,
            advice: isUnansweredRead ? .after(.seconds(1)) : meaning.advice,
            message: body?.message ?? "HTTP \(reply.status) without a readable body",
            evidence: .init(httpStatus: reply.status, code: body?.code))
    }

    /// A number that Acorn refused, or a market that is not as we know it: our copy of the rules may be stale.
    public func invalidatesInstruments(_ error: VenueError) -> Bool {
        guard error.evidence?.code != nil, error.effect != .notSent else { return false }
        return error.kind.name == "invalidOrder" || error.kind == .unknownSymbol || error.kind == .marketMode
    }

    /// Only `stale_timestamp` speaks of clocks.
    public func invalidatesClock(_ error: VenueError) -> Bool { error.kind == .clockSkew }

    private static func meaning(of reply: WireReply, _ body: ErrorBody?) -> ErrorMeaning {
        // Sent before anything is done, whoever sends it: Acorn states that for every 429.
        if reply.status == 429 {
            return ErrorMeaning(.rateLimited, .notExecuted(.stated), .after(retryAfter(reply)))
        }
        // A server's failure is no refusal, whatever code it carries.
        if reply.status < 500, let meaning = body.flatMap({ ErrorMeaning(code: $0.code) }) { return meaning }
        return switch reply.status {
        case 500...: .unknown(.unavailable)
        case 403: .unknown(.banned)
        case 400..<500: .unknown(.badRequest)
        default: .unknown(.undecodable)
        }
    }
}

/// `{"error":{"code":…,"message":…}}`; nil when the body is none.
struct ErrorBody {
    let code: String
    let message: String

    /// The longest body looked at: an error is a sentence.
    private static let longest = 4096

    init?(_ body: [UInt8]) {
        guard body.count <= Self.longest else { return nil }
        var code: String?
        var message: String?
        do throws(JSONError) {
            try JSONReader.read(body) { reader throws(JSONError) in
                try reader.object { key, reader throws(JSONError) in
                    guard case "error" = key else { return try reader.skip() }
                    try reader.object { key, reader throws(JSONError) in
                        switch key {
                        case "code": code = try reader.string()
                        case "message": message = try reader.string()
                        default: try reader.skip()
                        }
                    }
                }
            }
        } catch {
            return nil
        }
        guard let code, !code.isEmpty, let message else { return nil }
        self.code = code
        self.message = message
    }
}
