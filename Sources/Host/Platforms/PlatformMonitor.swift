public import AdapterProtocol
import Synchronization

/// Knows which venues answer, by asking each for its clock at intervals.
public final class PlatformMonitor: Sendable {
    /// Whether a platform can be talked to.
    public enum State: String, Sendable {
        /// It answered last time.
        case connected
        /// It did not answer last time, was not asked yet, or has no place in the host's environment.
        case unreachable
        /// There is no adapter for it.
        case notBuilt = "not_built"
    }

    /// How often each venue is asked: the call weighs 1 of 6,000 a minute at the dearest venue (binance.md H).
    public static let interval: Duration = .seconds(10)

    private let built: Set<VenueID>
    private let venues: [VenueID: any Venue]
    private let clock: any WallClock
    private let answering = Mutex<Set<VenueID>>([])

    /// Watches the connected ones of the venues that have an adapter.
    public init(built: Set<VenueID>, venues: [VenueID: any Venue], clock: any WallClock) {
        self.built = built
        self.venues = venues
        self.clock = clock
    }

    /// What was seen last.
    public func state(of id: VenueID) -> State {
        guard built.contains(id) else { return .notBuilt }
        return answering.withLock { $0.contains(id) } ? .connected : .unreachable
    }

    /// Asks every venue once.
    public func check() async {
        await withTaskGroup(of: Void.self) { group in
            for (id, venue) in venues { group.addTask { await self.check(id, venue) } }
        }
    }

    /// Asks at intervals until cancelled.
    public func run() async {
        while !Task.isCancelled {
            await check()
            guard (try? await clock.sleep(for: Self.interval)) != nil else { return }
        }
    }

    private func check(_ id: VenueID, _ venue: any Venue) async {
        let answered: Bool
        do throws(VenueError) {
            _ = try await venue.serverTime()
            answered = true
        } catch {
            answered = false
        }
        answering.withLock { known in
            if answered { known.insert(id) } else { known.remove(id) }
        }
    }
}
