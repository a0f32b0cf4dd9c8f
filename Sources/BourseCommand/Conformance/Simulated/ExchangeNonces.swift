import AdapterProtocol
import AdapterRuntime
import Synchronization

/// Nonces of an exchange that ends with its case: nothing outlives it, so that nothing is kept.
final class ExchangeNonces: NonceStore {
    private let clock: any WallClock
    private let last = Mutex<UInt64>(0)

    init(_ clock: any WallClock) {
        self.clock = clock
    }

    func next() async throws(VenueError) -> UInt64 {
        let now = UInt64(clamping: clock.now.nanoseconds / 1000)
        return last.withLock { last in
            last = max(last &+ 1, now)
            return last
        }
    }
}
