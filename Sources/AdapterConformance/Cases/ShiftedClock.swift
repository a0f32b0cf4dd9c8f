import AdapterProtocol
import AdapterRuntime
import Synchronization

/// A local clock that is off, and may jump.
final class ShiftedClock: WallClock {
    private let base: any WallClock
    private let offset: Mutex<Duration>

    init(_ base: any WallClock, by offset: Duration) {
        self.base = base
        self.offset = Mutex(offset)
    }

    var now: Timestamp { base.now.advanced(by: offset.withLock { $0 }) }

    func sleep(for duration: Duration) async throws(CancellationError) { try await base.sleep(for: duration) }

    func jump(by duration: Duration) { offset.withLock { $0 += duration } }
}

extension Examination {
    /// Places over another connection; the order is cancelled before this returns, whatever `body` finds.
    func placed(
        _ request: OrderRequest, over other: any Venue, _ body: (PlaceOutcome) async throws -> Void
    ) async throws {
        let outcome = await other.place(request)
        let found: Result<Void, any Error>
        do {
            try await body(outcome)
            found = .success(())
        } catch {
            found = .failure(error)
        }
        let reference: OrderReference =
            if case .accepted(let acceptance) = outcome { .venue(acceptance.venueOrderID) } else {
                .client(request.clientOrderID)
            }
        _ = await venue.cancel(reference, on: request.symbol)
        try found.get()
    }
}
