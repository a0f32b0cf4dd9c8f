import Synchronization

/// The owner of one face: puts its calls in one order, gives them the time, and counts.
///
/// However many connections ask at once, the face sees one request after the other, each preceded by
/// a tick to the same instant.
public final class SimulatedVenue: Sendable {
    private struct State {
        var face: any VenueFace
        var latest: SimulatedInstant
        var skewMilliseconds: Int64 = 0
        var received: [String: Int64] = [:]
        var executed: [String: Int64] = [:]
    }

    /// The venue's id.
    public let id: String
    private let recipe: VenueRecipe
    private let clock: any SimulatorClock
    private let state: Mutex<State>

    /// Opens the venue now.
    ///
    /// - Throws: what the face says about its configuration or snapshot.
    public init(recipe: VenueRecipe, clock: any SimulatorClock) throws(FaceError) {
        id = recipe.venueID
        self.recipe = recipe
        self.clock = clock
        let now = clock.now()
        state = Mutex(State(face: try recipe.makeFace(at: now), latest: now))
    }

    /// The keys the venue has issued.
    public var credentials: [CredentialRole: SimulatedCredentials] {
        state.withLock { $0.face.credentials }
    }

    /// Lets the venue answer one request at the present instant.
    ///
    /// - Parameter skewMilliseconds: added to the venue's own skew for this request.
    public func respond(to request: FaceRequest, skewMilliseconds: Int64 = 0) -> FaceReply {
        state.withLock { state in
            let now = present(&state)
            state.face.tick(to: now)
            state.executed[name(state.face.operation(of: request)), default: 0] += 1
            return state.face.respond(to: request, at: now.advanced(byMilliseconds: skewMilliseconds))
        }
    }

    /// The face's refusal for a caller over its limit.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        state.withLock { $0.face.rateLimitReply(retryAfterSeconds: retryAfterSeconds) }
    }

    /// Lets the background market act up to the present instant.
    public func tick() {
        state.withLock { $0.face.tick(to: present(&$0)) }
    }

    /// Stops or restarts the background market.
    public func freezeMarket(_ isFrozen: Bool) {
        state.withLock { $0.face.freezeMarket(isFrozen) }
    }

    /// The whole state of the face, for a host that keeps it between runs.
    public func snapshot() -> [UInt8] {
        state.withLock { $0.face.snapshot() }
    }

    /// Opens the venue anew with its original configuration, and forgets counters and skew.
    public func reset() throws(FaceError) {
        try state.withLock { state throws(FaceError) in
            let now = clock.now()
            state = State(face: try recipe.makeFace(at: now), latest: now)
        }
    }

    /// How far the venue's clock is off, in milliseconds.
    public var skewMilliseconds: Int64 {
        get { state.withLock { $0.skewMilliseconds } }
        set { state.withLock { $0.skewMilliseconds = newValue } }
    }

    /// The venue's own idea of the present, skew included.
    public var now: SimulatedInstant {
        state.withLock { present(&$0) }
    }

    /// Counts a request that has arrived, whatever becomes of it, and names its operation.
    func receive(_ request: FaceRequest) -> String? {
        state.withLock { state in
            let operation = state.face.operation(of: request)
            state.received[name(operation), default: 0] += 1
            return operation
        }
    }

    /// Requests by operation: all that arrived, and those that the face executed.
    var counters: (received: [String: Int64], executed: [String: Int64]) {
        state.withLock { ($0.received, $0.executed) }
    }

    private func name(_ operation: String?) -> String { operation ?? "unknown" }

    /// The machine's clock may be set back; the venue's is not, except by the skew that was asked for.
    private func present(_ state: inout State) -> SimulatedInstant {
        state.latest = max(state.latest, clock.now())
        return state.latest.advanced(byMilliseconds: state.skewMilliseconds)
    }
}
