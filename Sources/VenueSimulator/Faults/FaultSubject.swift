/// What a fault can strike.
enum FaultSubject: Sendable, Hashable {
    /// A request over HTTP.
    case request
    /// A request for a WebSocket.
    case opening
    /// A message from the venue on a WebSocket.
    case message
}

extension FaultAction {
    /// Whether the action means something there. Elsewhere it is neither carried out nor counted.
    func concerns(_ subject: FaultSubject) -> Bool {
        switch self {
        case .delay, .delayReply, .dropBefore, .dropAfter, .stallBefore, .stallAfter, .replyBefore, .replyAfter,
            .rateLimitAfterAccept, .clockSkew:
            subject != .message
        case .resetMidBody, .truncateBody, .corruptBody, .visibilityLag: subject == .request
        case .refuseStream: subject == .opening
        case .dropMessage, .duplicateMessage, .reorderMessage, .corruptMessage, .truncateMessage, .delayMessage,
            .stallStream, .closeStream, .resetStream:
            subject == .message
        case .disturb: true
        }
    }
}
