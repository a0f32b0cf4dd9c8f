public import AdapterProtocol

/// Why no answer came, and whether the venue may have seen the request.
public struct TransportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Nobody listens at the address.
        case connectionRefused
        /// The name does not resolve.
        case unresolvable
        /// No connection, or no TLS on it, in time.
        case connectTimeout
        /// The certificate is not trusted, has expired or names another host.
        case untrustedPeer
        /// TLS failed otherwise.
        case tlsFailure
        /// No free connection in time.
        case poolTimeout
        /// The other side had closed the idle connection that the request met.
        case staleConnection
        /// The connection broke.
        case reset
        /// The other side closed before the answer was complete.
        case closedEarly
        /// No answer in time.
        case timeout
        /// The answer is not HTTP.
        case invalidReply
        /// The answer, or what it unpacks to, is larger than allowed.
        case replyTooLarge
        /// The caller's task was cancelled.
        case cancelled
        /// The request cannot be sent as it is.
        case invalidRequest
        /// Anything else.
        case other
    }

    /// What happened.
    public let kind: Kind
    /// Whether the request's head was handed to the socket, so that the other side may act on it: when in doubt, true.
    public let wasHeadWritten: Bool
    /// One line without values of the request.
    public let message: String

    /// A failure.
    public init(kind: Kind, wasHeadWritten: Bool, message: String) {
        self.kind = kind
        self.wasHeadWritten = wasHeadWritten
        self.message = message
    }

    /// What happened, in one line.
    public var description: String { "\(message) (\(wasHeadWritten ? "after" : "before") the request was written)" }

    /// The failure in the caller's terms: `notSent` only when no byte was written; else unknown for a write.
    public func venueError(for intent: VenueCall.Intent) -> VenueError {
        let effect: VenueError.Effect =
            !wasHeadWritten ? .notSent : intent == .read ? .notExecuted(.read) : .unknown
        let advice: VenueError.Advice =
            effect == .unknown ? .afterResync : isPermanent ? .never : .after(.seconds(1))
        return VenueError(kind: errorKind, effect: effect, advice: advice, message: message)
    }

    private var isPermanent: Bool { kind == .untrustedPeer || kind == .invalidRequest }

    private var errorKind: VenueError.Kind {
        switch kind {
        case .untrustedPeer: .untrustedPeer
        case .timeout, .connectTimeout, .poolTimeout: .timeout
        case .cancelled: .cancelled
        case .invalidReply, .replyTooLarge: .undecodable
        case .invalidRequest: .badRequest
        case .connectionRefused, .unresolvable, .tlsFailure, .staleConnection, .reset, .closedEarly, .other: .network
        }
    }
}
