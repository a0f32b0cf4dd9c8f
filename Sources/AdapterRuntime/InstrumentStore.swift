import AdapterProtocol
import Synchronization

/// The instruments as last read. Whoever finds them stale reads them once for all who wait.
final class InstrumentStore: Sendable {
    private let lifetime: Duration
    private let clock: any WallClock
    private let catalog = Mutex<InstrumentCatalog?>(nil)
    private let lane = SerialLane()

    init(lifetime: Duration, clock: any WallClock) {
        self.lifetime = lifetime
        self.clock = clock
    }

    /// The next caller reads again.
    func invalidate() {
        catalog.withLock { $0 = nil }
    }

    /// The catalog while fresh, else what `read` returns.
    func current(
        orRead read: () async throws(VenueError) -> [Instrument]
    ) async throws(VenueError) -> InstrumentCatalog {
        if let known = fresh { return known }
        await lane.acquire()
        let result: Result<InstrumentCatalog, VenueError>
        if let known = fresh {
            result = .success(known)
        } else {
            do throws(VenueError) {
                result = .success(InstrumentCatalog(try await read(), readAt: clock.now))
            } catch {
                result = .failure(error)
            }
        }
        await lane.release()
        let found = try result.get()
        catalog.withLock { $0 = found }
        return found
    }

    private var fresh: InstrumentCatalog? {
        let now = clock.now
        return catalog.withLock { catalog in
            guard let catalog, now < catalog.readAt.advanced(by: lifetime), now >= catalog.readAt else { return nil }
            return catalog
        }
    }
}
