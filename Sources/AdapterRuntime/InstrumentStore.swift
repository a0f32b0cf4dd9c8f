import AdapterProtocol
import Synchronization

/// The instruments as last read. Whoever finds them stale reads them once for all who wait.
final class InstrumentStore: Sendable {
    private struct State: Sendable {
        var catalog: InstrumentCatalog?
        /// Counts invalidations, so that what was read before one is not kept after it.
        var generation: UInt64 = 0
    }

    private let lifetime: Duration
    private let clock: any WallClock
    private let state = Mutex(State())
    private let lane = SerialLane()

    init(lifetime: Duration, clock: any WallClock) {
        self.lifetime = lifetime
        self.clock = clock
    }

    /// The next caller reads again.
    func invalidate() {
        state.withLock { state in
            state.catalog = nil
            state.generation += 1
        }
    }

    /// The catalog while fresh, else what `read` returns.
    func current(
        orRead read: () async throws(VenueError) -> [Instrument]
    ) async throws(VenueError) -> InstrumentCatalog {
        if let known = fresh { return known }
        do throws(CancellationError) {
            try await lane.acquire(.publicRead)
        } catch {
            throw .notSent(.cancelled, "cancelled while the instruments were read")
        }
        defer { lane.release() }
        if let known = fresh { return known }
        let generation = state.withLock { $0.generation }
        let found = InstrumentCatalog(try await read(), readAt: clock.now)
        state.withLock { state in
            if state.generation == generation { state.catalog = found }
        }
        return found
    }

    private var fresh: InstrumentCatalog? {
        let now = clock.now
        return state.withLock { state in
            guard let catalog = state.catalog, now < catalog.readAt.advanced(by: lifetime), now >= catalog.readAt
            else { return nil }
            return catalog
        }
    }
}
