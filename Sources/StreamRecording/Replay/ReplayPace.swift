import AdapterProtocol
import AdapterRuntime
import Synchronization

/// One time for all streams of a recorded market: it begins when the first of them is read.
final class ReplayPace: Sendable {
    private struct Beginning: Sendable {
        let recorded: Duration
        let clock: Duration
    }

    private let speed: ReplaySpeed
    private let clock: any MonotonicClock
    private let beginning = Mutex<Beginning?>(nil)

    init(_ speed: ReplaySpeed, clock: any MonotonicClock) {
        self.speed = speed
        self.clock = clock
    }

    /// Waits until a recorded moment has come.
    ///
    /// - Returns: False when the task was cancelled first.
    func wait(until moment: Duration) async -> Bool {
        guard case .times = speed else { return !Task.isCancelled }
        let now = clock.elapsed
        let begun = beginning.withLock { beginning in
            let known = beginning ?? Beginning(recorded: moment, clock: now)
            beginning = known
            return known
        }
        let pause = begun.clock + speed.pause(moment - begun.recorded) - now
        guard pause > .zero else { return !Task.isCancelled }
        do throws(CancellationError) {
            try await clock.sleep(for: pause)
            return true
        } catch {
            return false
        }
    }
}
