import AdapterProtocol

/// The venue's own pings: a text every half minute, answered by a text; without them the venue drops the socket
/// (valr.md I.3). Answers come in order, which tells more: what was asked before an answered ping has been read.
struct VALRHeartbeat: Sendable {
    /// A ping without an answer yet.
    struct Ping: Sendable {
        let sentAt: Duration
        /// The number of the last SUBSCRIBE before it.
        let generation: Int
        /// Whether any pair was in a list then.
        let hasSubscriptions: Bool
    }

    static let text = Array(#"{"type":"PING"}"#.utf8)
    static let interval: Duration = .seconds(30)

    private(set) var nextAt: Duration?
    private var unanswered: [Ping] = []

    /// Sends one, at its time or before it.
    mutating func ping<Event>(
        _ generation: Int, _ hasSubscriptions: Bool, at now: StreamInstant, _ output: inout StreamOutput<Event>
    ) {
        output.send(Self.text)
        nextAt = now.elapsed + Self.interval
        unanswered.append(Ping(sentAt: now.elapsed, generation: generation, hasSubscriptions: hasSubscriptions))
    }

    /// The oldest ping was answered; nil for an answer to nothing.
    mutating func answered() -> Ping? { unanswered.isEmpty ? nil : unanswered.removeFirst() }

    /// Whether the next one is due.
    func isDue(at now: StreamInstant) -> Bool { nextAt.map { $0 <= now.elapsed } ?? false }

    /// Whether answers are missing for longer than two pings take.
    func isDead(at now: StreamInstant) -> Bool { deadAt.map { $0 <= now.elapsed } ?? false }

    /// When something is due.
    var wakeAt: Duration? {
        guard let nextAt, let deadAt else { return nextAt ?? deadAt }
        return min(nextAt, deadAt)
    }

    private var deadAt: Duration? { unanswered.first.map { $0.sentAt + VALRAdapter.silenceLimit } }
}
