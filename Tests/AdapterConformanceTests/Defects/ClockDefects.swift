import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import Synchronization

/// Clocks and nonces that are kept wrongly.
enum ClockDefects {
    static let all: [Defect] = [
        .bent("the venue's clock is the local one") { bends in
            bends.serverTime = { _ in Flow { .finished($0) } }
        },
        .bent("without the venue's clock the local one will do") { bends in
            bends.serverTime = { flow in flow.recover { _ in Flow { .finished($0) } } }
        },
        .endpoint("nonces begin at one with every start") { endpoint in
            endpoint.nonces = { _ in Counting() }
        },
        .endpoint("nonces repeat") { endpoint in
            endpoint.nonces = { _ in Repeating() }
        },
        .endpoint("nonces come from the clock alone") { endpoint in
            let clock = endpoint.clock
            endpoint.nonces = { _ in FromClock(clock: clock) }
        },
    ]
}

private final class Counting: NonceStore {
    private let count = Mutex<UInt64>(0)

    func next() async throws(VenueError) -> UInt64 {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

private final class Repeating: NonceStore {
    private let count = Mutex<UInt64>(1_900_000_000_000_000_000)

    func next() async throws(VenueError) -> UInt64 {
        count.withLock { count in
            count += 1
            return count / 3
        }
    }
}

private struct FromClock: NonceStore {
    let clock: any WallClock

    func next() async throws(VenueError) -> UInt64 { UInt64(max(0, clock.now.milliseconds)) }
}
