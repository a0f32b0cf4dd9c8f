public import AdapterProtocol

/// Why a connection was not opened.
public enum StreamFailure: Error, Sendable, CustomStringConvertible {
    /// No connection, or no valid answer on it.
    case transport(TransportFailure)
    /// A plain HTTP answer instead of a WebSocket; its body may be cut at ``largestRefusal``.
    case refused(WireReply)

    /// Bytes kept of a refusal's body: enough for any error text, too few to hurt.
    public static var largestRefusal: Int { 16 * 1024 }

    /// One line without values of the request.
    public var description: String {
        switch self {
        case .transport(let failure): failure.message
        case .refused(let reply): "the venue answered \(reply.status) instead of opening a stream"
        }
    }

    /// The failure in the caller's terms. Opening a stream changes nothing at a venue.
    public var venueError: VenueError {
        switch self {
        case .transport(let failure): failure.venueError(for: .read)
        case .refused(let reply):
            VenueError(
                kind: Self.kind(of: reply.status), effect: .notExecuted(.stated), advice: Self.advice(for: reply),
                message: description, evidence: .init(httpStatus: reply.status))
        }
    }

    private static func kind(of status: Int) -> VenueError.Kind {
        switch status {
        case 401: .authentication
        case 403: .permission
        case 418: .banned
        case 429: .rateLimited
        case 500...: .unavailable
        default: .badRequest
        }
    }

    /// What a refused key or path is told once it will be told always.
    private static func advice(for reply: WireReply) -> VenueError.Advice {
        switch reply.status {
        case 408, 418, 425, 429, 500...: .after(retryAfter(reply) ?? usualPause)
        case 400..<500: .never
        default: .after(usualPause)
        }
    }

    private static var usualPause: Duration { .seconds(1) }

    /// `Retry-After` in seconds; a date is not understood, and a nonsense number is capped at a day.
    private static func retryAfter(_ reply: WireReply) -> Duration? {
        guard let text = reply.header("Retry-After"), let seconds = Int64(text), seconds >= 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }
}
