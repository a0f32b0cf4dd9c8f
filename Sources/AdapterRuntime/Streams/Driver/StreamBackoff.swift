import AdapterProtocol

/// Pauses between attempts to connect.
struct StreamBackoff: Sendable {
    /// How long a connection must have lived before the next attempt counts as the first again: a venue that accepts and
    /// closes is not hammered.
    static var steadyTime: Duration { .seconds(30) }

    let pauses: [Duration]
    let random: any RandomSource

    /// The pause before attempt number `attempt` after the first: the rules' own, spread by half to both sides.
    func pause(before attempt: Int, atLeast least: Duration = .zero) -> Duration {
        guard let last = pauses.last else { return max(least, .seconds(1)) }
        let middle = pauses.indices.contains(attempt) ? pauses[attempt] : last
        let nanoseconds = max(middle.wholeNanoseconds, 0)
        guard nanoseconds > 1 else { return max(least, .zero) }
        let spread = Int64(random.next() % UInt64(nanoseconds))
        return max(least, .nanoseconds(nanoseconds / 2 &+ spread))
    }
}
