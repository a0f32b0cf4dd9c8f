import AdapterProtocol
import Synchronization

/// Hands out each millisecond at most once, in order: what a venue that tells requests apart by their timestamp needs.
///
/// Under a burst the time runs ahead of the clock by one millisecond per request; the venue's own limits keep that far
/// below its window.
final class UniqueTime: Sendable {
    /// No burst runs further ahead, in milliseconds: the venue takes some hundred requests a second. What was handed out
    /// beyond that was handed out by a clock that has been set back since, and is not waited for: only identical calls in one
    /// millisecond are one to the venue (valr.md B.3), and every placement carries an id of its own.
    private static let longestBurst: Int64 = 5000

    private let last = Mutex<Int64>(.min)

    /// `now`, or the first later millisecond that nobody has.
    func take(_ now: Timestamp) -> Timestamp {
        let milliseconds = now.milliseconds
        let mine = last.withLock { last in
            let isLeftBehind = last > milliseconds &+ Self.longestBurst
            last = isLeftBehind ? milliseconds : max(last &+ 1, milliseconds)
            return last
        }
        return mine == milliseconds ? now : Timestamp(milliseconds: mine)
    }
}
