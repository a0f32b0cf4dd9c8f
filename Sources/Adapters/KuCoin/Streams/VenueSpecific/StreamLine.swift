import AdapterKit
import AdapterProtocol

/// What goes over a connection besides data, the same for markets and accounts: the welcome, pings, subscriptions and what
/// the venue says to them (kucoin.md I.1 to I.3).
struct KuCoinLine: Sendable {
    /// What a frame says about the subscriptions.
    enum News: Sendable {
        case nothing
        /// The venue took these.
        case taken([KuCoinTopic])
        /// The venue does not take this one, for good.
        case refused(KuCoinTopic, VenueError)
    }

    /// One subscription on its way.
    struct Request: Sendable {
        let id: String
        var topics: [KuCoinTopic]
        /// When its acknowledgement is due; while it waits, when it is sent.
        var due: Duration
        /// Whether it is not sent yet.
        var isWaiting = false
        var attempts = 0
    }

    let isPrivate: Bool
    private(set) var isWelcome = false
    var requests: [Request] = []
    /// What was asked for before the welcome: the venue would not hear it.
    var early: [KuCoinTopic] = []
    private var serial = 0
    private var pingInterval: Duration = Self.usualPingInterval
    private var welcomeDue: Duration?
    private var pingDue: Duration?
    private var pongDue: Duration?

    private static let usualPingInterval: Duration = .seconds(18)
    /// `pingTimeout`; also how long we wait for the welcome.
    private static let answerTime: Duration = .seconds(10)

    /// A line on which nothing has been said.
    init(isPrivate: Bool) {
        self.isPrivate = isPrivate
    }

    /// The connection is up; the venue speaks first.
    mutating func opened(_ address: StreamAddress, at now: StreamInstant) {
        pingInterval = address.pingInterval ?? Self.usualPingInterval
        welcomeDue = now.elapsed + Self.answerTime
    }

    /// Takes a frame that is no message.
    mutating func take<Event>(
        _ frame: KuCoinFrame, at now: StreamInstant, _ output: inout StreamOutput<Event>
    ) -> News {
        switch frame.kind {
        case .welcome?: welcome(at: now, &output)
        case .pong?: pongDue = nil
        case .acknowledgement?:
            guard let place = requests.firstIndex(where: { $0.id == frame.id }) else { return .nothing }
            return .taken(requests.remove(at: place).topics)
        case .error?: return refusal(frame, at: now, &output)
        case .message?, .other?, nil: break
        }
        return .nothing
    }

    /// Sends what the time asks for: pings, and subscriptions again.
    mutating func elapsed<Event>(at now: StreamInstant, _ output: inout StreamOutput<Event>) {
        if let due = welcomeDue, due <= now.elapsed {
            output.end(.reconnect(.silent, "no welcome came"))
        }
        if let due = pongDue, due <= now.elapsed {
            output.end(.reconnect(.silent, "no answer came to a ping"))
        }
        if let due = pingDue, due <= now.elapsed {
            output.send(#"{"id":"\#(nextID())","type":"ping"}"#)
            pingDue = now.elapsed + pingInterval
            pongDue = now.elapsed + Self.answerTime
        }
        repeatRequests(at: now, &output)
    }

    /// Tells when the next thing is due. Asked for after everything that the line took part in.
    func wake<Event>(_ output: inout StreamOutput<Event>) {
        if let welcomeDue { output.wake(at: welcomeDue) }
        if let pongDue { output.wake(at: pongDue) }
        if let pingDue { output.wake(at: pingDue) }
        for request in requests { output.wake(at: request.due) }
    }

    private mutating func welcome<Event>(at now: StreamInstant, _ output: inout StreamOutput<Event>) {
        guard !isWelcome else { return }
        isWelcome = true
        welcomeDue = nil
        pingDue = now.elapsed + pingInterval
        let topics = early
        early = []
        subscribe(topics, at: now, &output)
    }

    /// A text that this connection has not used yet.
    mutating func nextID() -> String {
        serial += 1
        return String(serial)
    }
}
