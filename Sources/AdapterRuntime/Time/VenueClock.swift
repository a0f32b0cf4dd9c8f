import AdapterProtocol
import Synchronization

/// Estimates the venue's clock from its answers: venue time less the middle of the round trip, with half of the round
/// trip as uncertainty.
final class VenueClock: Sendable {
    /// An estimate older than this is measured again (binance.md B.3: every few minutes).
    static let lifetime: Duration = .seconds(300)

    struct Estimate: Sendable {
        let offset: Duration
        let uncertainty: Duration
        let measuredAt: Timestamp
    }

    private let estimate = Mutex<Estimate?>(nil)
    private let local: any WallClock

    init(local: any WallClock) {
        self.local = local
    }

    /// The venue's time now, by the estimate; the local clock while there is none.
    var now: Timestamp {
        let offset = estimate.withLock { $0?.offset } ?? .zero
        return local.now.advanced(by: offset)
    }

    /// Now on both clocks.
    var moment: RateMoment {
        let now = local.now
        let known = estimate.withLock { $0 }
        return RateMoment(
            local: now, venue: now.advanced(by: known?.offset ?? .zero), uncertainty: known?.uncertainty ?? .zero)
    }

    /// The estimate while it is fresh. A local clock that went backwards makes it stale.
    var fresh: Estimate? {
        let now = local.now
        return estimate.withLock { estimate in
            guard let known = estimate, known.measuredAt <= now,
                now < known.measuredAt.advanced(by: Self.lifetime)
            else { return nil }
            return known
        }
    }

    /// Takes in one measurement.
    func take(venueTime: Timestamp, sent: Timestamp, received: Timestamp) {
        let half = Duration.nanoseconds(max(received.duration(since: sent).wholeNanoseconds, 0) / 2)
        let offset = venueTime.duration(since: sent.advanced(by: half))
        estimate.withLock { $0 = Estimate(offset: offset, uncertainty: half, measuredAt: received) }
    }

    /// Forgets the estimate: the venue said that it is off.
    func invalidate() {
        estimate.withLock { $0 = nil }
    }
}
