/// Pauses between tries of what is safe to try again: growing, with full jitter so that many callers do not return in
/// step (AWS Architecture Blog, "Exponential Backoff And Jitter").
struct Backoff: Sendable {
    /// A call is made at most this often.
    static let tries = 3
    private static let base: Int64 = 200
    private static let longest: Int64 = 2000

    let random: any RandomSource

    func pause(after attempt: Int) -> Duration {
        let ceiling = min(Self.base << min(attempt, 8), Self.longest)
        return .milliseconds(Int64(random.next() % UInt64(ceiling)) + 1)
    }
}
