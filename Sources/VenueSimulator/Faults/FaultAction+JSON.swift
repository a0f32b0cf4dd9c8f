extension FaultAction {
    /// What ``init(from:)`` reads.
    var json: ControlJSON {
        switch self {
        case .delay(let time): Self.json("delay", "milliseconds", time)
        case .delayReply(let time): Self.json("delayReply", "milliseconds", time)
        case .visibilityLag(let time): Self.json("visibilityLag", "milliseconds", time)
        case .clockSkew(let time): Self.json("clockSkew", "milliseconds", time)
        case .rateLimitAfterAccept(let time): Self.json("rateLimitAfterAccept", "retryAfterSeconds", time)
        case .truncateBody(let bytes): Self.json("truncateBody", "bytes", Int64(bytes))
        case .replyBefore(let reply): Self.json("replyBefore", reply)
        case .replyAfter(let reply): Self.json("replyAfter", reply)
        case .dropBefore: Self.json("dropBefore")
        case .dropAfter: Self.json("dropAfter")
        case .stallBefore: Self.json("stallBefore")
        case .stallAfter: Self.json("stallAfter")
        case .resetMidBody: Self.json("resetMidBody")
        case .corruptBody: Self.json("corruptBody")
        default: streamJSON
        }
    }

    static func json(_ kind: String) -> ControlJSON {
        .object([.init("kind", .string(kind))])
    }

    static func json(_ kind: String, _ detail: String, _ value: Int64) -> ControlJSON {
        .object([.init("kind", .string(kind)), .init(detail, .integer(value))])
    }

    private static func json(_ kind: String, _ reply: FaultReply) -> ControlJSON {
        let headers = reply.headers.sorted { $0.key < $1.key }
        return .object([
            .init("kind", .string(kind)),
            .init("status", .integer(Int64(reply.status))),
            .init("body", .string(reply.body)),
            .init("headers", .object(headers.map { .init($0.key, .string($0.value)) })),
        ])
    }
}

extension Fault {
    /// What ``init(from:)`` reads.
    var json: ControlJSON {
        var members: [ControlJSON.Member] = []
        if let venue { members.append(.init("venue", .string(venue))) }
        members.append(.init("operation", .string(operation)))
        switch occurrence {
        case .always: break
        case .nth(let number): members.append(.init("nth", .integer(number)))
        case .every(let number): members.append(.init("every", .integer(number)))
        case .first(let number): members.append(.init("first", .integer(number)))
        case .perMille(let number): members.append(.init("perMille", .integer(number)))
        }
        members.append(.init("action", action.json))
        return .object(members)
    }
}
