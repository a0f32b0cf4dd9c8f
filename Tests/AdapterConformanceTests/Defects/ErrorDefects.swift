import AdapterConformance
import AdapterProtocol

/// An adapter that reads errors wrongly, in general and of one kind.
enum ErrorDefects {
    static let all: [Defect] = effects + kinds + answers

    private static let effects: [Defect] = [
        .error("errors of reads have an unknown effect", .reads) {
            $0.with(effect: .unknown, advice: .afterResync)
        },
        .error("errors of reads were never sent", .reads) { $0.with(effect: .notSent) },
        .error("errors of reads are stated by the venue", .reads) {
            $0.effect == .notExecuted(.read) ? $0.with(effect: .notExecuted(.stated)) : $0
        },
        .error("errors of reads were executed", .reads) { $0.with(effect: .executed) },
        .error("errors of reads are never to be repeated", .reads) { $0.with(advice: .never) },
        .error("errors of reads may be repeated at once", .reads) { $0.with(advice: .after(.zero)) },
        .error("errors without evidence", .all) {
            VenueError(kind: $0.kind, effect: $0.effect, advice: $0.advice, message: $0.message)
        },
    ]

    private static let kinds: [Defect] = [
        badRequest(
            "authentication is a bad request", .authentication),
        badRequest("permission is a bad request", .permission),
        badRequest("clockSkew is a bad request", .clockSkew),
        badRequest("rateLimited is a bad request", .rateLimited),
        badRequest("banned is a bad request", .banned),
        badRequest("unknownSymbol is a bad request", .unknownSymbol),
        badRequest("marketMode is a bad request", .marketMode),
        badRequest("unavailable is a bad request", .unavailable),
        badRequest("cancelled is a bad request", .cancelled),
        .error("every refusal is one of the key", .all) { $0.with(kind: .authentication) },
        .error("every refusal is one of the network", .all) { $0.with(kind: .network) },
        .error("authentication and permission change places", .all) { error in
            let other: [VenueError.Kind: VenueError.Kind] = [
                .authentication: .permission, .permission: .authentication,
            ]
            return error.with(kind: other[error.kind])
        },
        wordOfOutcome("refusals of orders lose their kind") { $0.with(kind: .badRequest) },
        wordOfOutcome("refusals of orders have an unknown effect") { $0.with(effect: .unknown) },
        wordOfOutcome("refusals of orders are inferred") { $0.with(effect: .notExecuted(.inferred)) },
        wordOfOutcome("refusals of orders never left") { $0.with(effect: .notSent) },
        wordOfOutcome("refusals of orders may be repeated at once") { $0.with(advice: .after(.zero)) },
    ]

    private static func badRequest(_ name: String, _ kind: VenueError.Kind) -> Defect {
        .error(name, .all) { $0.kind == kind ? $0.with(kind: .badRequest) : $0 }
    }

    /// The errors inside of outcomes, changed.
    private static func wordOfOutcome(
        _ name: String, _ change: @escaping @Sendable (VenueError) -> VenueError
    ) -> Defect {
        Defect(name) { subject in
            Defect.output("", .place) { (outcome: PlaceOutcome) in
                guard case .rejected(let error, let id) = outcome else { return nil }
                return .rejected(change(error), venueOrderID: id)
            }.plant(&subject)
            Defect.output("", .cancel) { (outcome: CancelOutcome) in
                switch outcome {
                case .rejected(let error): .rejected(change(error))
                case .notLive(let error): .notLive(change(error))
                case .ended, .requested, .notSent, .unknown: nil
                }
            }.plant(&subject)
            Defect.output("", .amend) { (outcome: AmendOutcome) in
                guard case .rejected(let error) = outcome else { return nil }
                return .rejected(change(error))
            }.plant(&subject)
        }
    }

    /// What other answers are taken for.
    private static let answers: [Defect] = [
        .answer("the status is not read", .all) { _, result in
            guard case .reply(let reply) = result else { return result }
            return .reply(reply.with(status: 200))
        },
        .answer("5xx is read as 400", .all) { _, result in
            guard case .reply(let reply) = result, reply.status >= 500 else { return result }
            return .reply(reply.with(status: 400))
        },
        .answer("a page that is no JSON is read as refused", .all) { _, result in
            guard case .reply(let reply) = result, reply.status >= 500 else { return result }
            return .reply(reply.with(status: 401))
        },
        .answer("no answer is an empty answer", .all) { _, result in
            guard case .failure = result else { return result }
            return .reply(WireReply(status: 200, headers: [], body: []))
        },
        .answer("a timeout is a connection that was refused", .all) { _, result in
            guard case .failure(let error) = result else { return result }
            return .failure(error.with(effect: .notSent, advice: .after(.zero)))
        },
        .answer("too many requests is an empty answer", .all) { _, result in
            guard case .reply(let reply) = result, reply.status == 429 || reply.status == 418 else { return result }
            return .reply(WireReply(status: 200, headers: [], body: Array("{}".utf8)))
        },
        .answer("an answer that is cut off is mended", .all) { _, result in
            guard case .reply(let reply) = result, !reply.body.isEmpty,
                reply.body.last != 0x7D, reply.body.last != 0x5D
            else { return result }
            return .reply(reply.with(body: Mending.closed(reply.body)))
        },
        .answer("answers that are no JSON are empty lists", .all) { _, result in
            guard case .reply(let reply) = result, reply.status == 200,
                reply.body.first != 0x7B, reply.body.first != 0x5B
            else { return result }
            return .reply(reply.with(body: Array("[]".utf8)))
        },
    ]
}

/// A reader that makes the best of what it got.
enum Mending {
    /// The text with what is open closed.
    static func closed(_ bytes: [UInt8]) -> [UInt8] {
        var open: [UInt8] = []
        var inText = false
        var isEscaped = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
            } else if inText {
                if byte == 0x5C { isEscaped = true }
                if byte == 0x22 { inText = false }
            } else {
                switch byte {
                case 0x22: inText = true
                case 0x7B: open.append(0x7D)
                case 0x5B: open.append(0x5D)
                case 0x7D, 0x5D: _ = open.popLast()
                default: break
                }
            }
        }
        return bytes + (inText ? [0x22] : []) + open.reversed()
    }
}
