import AdapterProtocol

/// How far the venue's frames lag behind what happens: in volatile minutes by seconds, in which the book is true but not
/// current (luno.md K.7).
///
/// Measured against the connection's quickest frame and not against the local clock, which may be wrong by more.
struct Lateness: Sendable {
    /// What is too late to trade on.
    static let limit: Duration = .seconds(5)
    /// How long a connection may be late before another one is tried, whose snapshot is current.
    static let patience: Duration = .seconds(60)

    /// The least time between a frame's stamp and its arrival, which has no meaning of its own.
    private var least: Duration?
    /// Since when frames are late.
    private var since: Duration?

    /// Whether the last frame was late.
    var isLate: Bool { since != nil }

    /// Whether frames have been late for so long that this connection is given up.
    func isHopeless(at elapsed: Duration) -> Bool { since.map { elapsed - $0 >= Self.patience } ?? false }

    /// Takes note of a frame.
    mutating func take(_ time: Timestamp?, at elapsed: Duration) {
        guard let time else { return }
        let lag = elapsed - .nanoseconds(time.nanoseconds)
        let quickest = min(least ?? lag, lag)
        least = quickest
        if lag - quickest <= Self.limit {
            since = nil
        } else if since == nil {
            since = elapsed
        }
    }
}

extension StreamCause {
    /// What arrives is true, but of some time ago (luno.md K.7).
    static let late = StreamCause(rawValue: "late")
}
