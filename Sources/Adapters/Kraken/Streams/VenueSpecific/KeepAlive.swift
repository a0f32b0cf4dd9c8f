import AdapterProtocol

/// Keeps a quiet connection provably alive: a ping after half of the time that counts as death, for a connection without
/// a subscription has no heartbeat (kraken.md I.1).
struct KeepAlive: Sendable {
    /// No frame for so long: the connection is dead.
    static let silenceLimit: Duration = .seconds(10)
    /// How long the venue may be silent before it is asked.
    static let patience: Duration = .seconds(5)

    private var lastFrame: Duration = .zero
    /// When to look again.
    private(set) var wakeAt: Duration = .zero

    /// The connection is up.
    mutating func opened(at now: StreamInstant) {
        lastFrame = now.elapsed
        wakeAt = now.elapsed + Self.patience
    }

    /// A frame came.
    mutating func received(at now: StreamInstant) {
        lastFrame = now.elapsed
    }

    /// Whether a ping is due.
    mutating func isPingDue(at now: StreamInstant) -> Bool {
        guard now.elapsed >= wakeAt else { return false }
        let isQuiet = now.elapsed - lastFrame >= Self.patience
        wakeAt = (isQuiet ? now.elapsed : lastFrame) + Self.patience
        return isQuiet
    }
}
