/// The actions that hit one request, put in the order in which the server carries them out.
///
/// Waiting times and skews add up, the longest lag counts. Of the actions that decide how the exchange ends,
/// the first of the plan wins within each phase, and one "before" can still be cut or reset on its way out.
struct FaultCourse: Sendable, Hashable {
    /// What happens instead of the face's execution.
    enum Replacement: Sendable, Hashable {
        case drop
        case stall
        case reply(FaceReply)
    }

    /// What becomes of the reply.
    enum Ending: Sendable, Hashable {
        case drop
        case stall
        case reply(FaceReply)
        case rateLimit(retryAfterSeconds: Int64)
        case reset
        case truncate(bytes: Int)
        case corrupt
    }

    private(set) var delayMilliseconds: Int64 = 0
    private(set) var skewMilliseconds: Int64 = 0
    private(set) var visibilityLagMilliseconds: Int64?
    private(set) var replacement: Replacement?
    private(set) var replyDelayMilliseconds: Int64 = 0
    private(set) var ending: Ending?
    /// What goes wrong inside the venue before the request is executed.
    private(set) var disturbances: [StreamDisturbance] = []

    init(_ actions: [FaultAction]) {
        for action in actions { add(action) }
    }

    private mutating func add(_ action: FaultAction) {
        switch action {
        case .delay(let time): delayMilliseconds = Self.sum(delayMilliseconds, time)
        case .delayReply(let time): replyDelayMilliseconds = Self.sum(replyDelayMilliseconds, time)
        case .clockSkew(let time): skewMilliseconds = Self.sum(skewMilliseconds, time)
        case .visibilityLag(let time): visibilityLagMilliseconds = max(visibilityLagMilliseconds ?? 0, time)
        case .dropBefore: replacement = replacement ?? .drop
        case .stallBefore: replacement = replacement ?? .stall
        case .replyBefore(let reply): replacement = replacement ?? .reply(reply.faceReply)
        case .dropAfter: ending = ending ?? .drop
        case .stallAfter: ending = ending ?? .stall
        case .replyAfter(let reply): ending = ending ?? .reply(reply.faceReply)
        case .rateLimitAfterAccept(let time): ending = ending ?? .rateLimit(retryAfterSeconds: time)
        case .resetMidBody: ending = ending ?? .reset
        case .truncateBody(let bytes): ending = ending ?? .truncate(bytes: bytes)
        case .corruptBody: ending = ending ?? .corrupt
        case .refuseStream(let status): replacement = replacement ?? .reply(FaceReply(status: status))
        case .disturb(let disturbance): disturbances.append(disturbance)
        case .dropMessage, .duplicateMessage, .reorderMessage, .corruptMessage, .truncateMessage, .delayMessage,
            .stallStream, .closeStream, .resetStream:
            break
        }
    }

    static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right < 0 ? .min : .max) : sum
    }
}
