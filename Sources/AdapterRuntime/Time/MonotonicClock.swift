public import AdapterProtocol

/// A clock that also tells how long things take, whatever happens to the wall clock's hands.
public protocol MonotonicClock: WallClock {
    /// Time since an arbitrary beginning, which never runs backwards.
    var elapsed: Duration { get }
}

/// The two clocks of streams. A clock that cannot tell elapsed time is taken at its word: its hands are then also the
/// elapsed time.
struct StreamClock: Sendable {
    let wall: any WallClock
    private let monotonic: (any MonotonicClock)?

    init(_ wall: any WallClock) {
        self.wall = wall
        // Found out once: it is asked with every frame.
        monotonic = wall as? any MonotonicClock
    }

    var now: StreamInstant {
        let time = wall.now
        return StreamInstant(
            time: time, elapsed: monotonic?.elapsed ?? time.duration(since: Timestamp(nanoseconds: 0)))
    }

    var elapsed: Duration { monotonic?.elapsed ?? wall.now.duration(since: Timestamp(nanoseconds: 0)) }

    /// Whether the time passed; false when the task was cancelled first.
    func sleep(for duration: Duration) async -> Bool {
        guard duration > .zero else { return !Task.isCancelled }
        do throws(CancellationError) {
            try await wall.sleep(for: duration)
            return true
        } catch {
            return false
        }
    }
}
