import AdapterProtocol
import Synchronization

/// Hands out each millisecond at most once, in order: what a venue that tells requests apart by their timestamp needs.
///
/// Under a burst the time runs ahead of the clock by one millisecond per request; the venue's own limits keep that far
/// below its window.
final class UniqueTime: Sendable {
    private let last = Mutex<Int64>(.min)

    /// `now`, or the first later millisecond that nobody has.
    func take(_ now: Timestamp) -> Timestamp {
        let milliseconds = now.milliseconds
        let mine = last.withLock { last in
            last = max(last &+ 1, milliseconds)
            return last
        }
        return mine == milliseconds ? now : Timestamp(milliseconds: mine)
    }
}
