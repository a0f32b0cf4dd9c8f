import Synchronization

/// The owner of one face: puts its calls in one order, gives them the time, and counts.
///
/// However many connections ask at once, the face sees one request after the other, each preceded by
/// a tick to the same instant. What it has to say on its streams is on its way, in its order, before the call returns
/// that led to it.
public final class SimulatedVenue: Sendable {
    struct State {
        var face: any VenueFace
        var latest: SimulatedInstant
        var skewMilliseconds: Int64 = 0
        var received: [String: Int64] = [:]
        var executed: [String: Int64] = [:]
        var desk = StreamDesk()
    }

    /// The venue's id.
    public let id: String
    let board: FaultBoard
    private let recipe: VenueRecipe
    private let clock: any SimulatorClock
    private let onDelay: @Sendable (SimulatedVenue, Int64) -> Void
    private let state: Mutex<State>

    /// Opens the venue now.
    ///
    /// - Parameter faults: what goes wrong on its streams. Requests through ``respond(to:skewMilliseconds:)`` meet no
    ///   faults; the server is what lets them.
    /// - Throws: what the face says about its configuration or snapshot.
    public convenience init(
        recipe: VenueRecipe, clock: any SimulatorClock, faults: FaultPlan = FaultPlan()
    ) throws(FaceError) {
        try self.init(recipe: recipe, clock: clock, board: FaultBoard(faults)) { _, _ in }
    }

    /// - Parameter onDelay: told how many milliseconds a message has to wait; the venue wants a tick by then.
    init(
        recipe: VenueRecipe,
        clock: any SimulatorClock,
        board: FaultBoard,
        onDelay: @escaping @Sendable (SimulatedVenue, Int64) -> Void
    ) throws(FaceError) {
        id = recipe.venueID
        self.board = board
        self.recipe = recipe
        self.clock = clock
        self.onDelay = onDelay
        let now = clock.now()
        state = Mutex(State(face: try recipe.makeFace(at: now), latest: now))
    }

    /// The keys the venue has issued.
    public var credentials: [CredentialRole: SimulatedCredentials] {
        read { $0.face.credentials }
    }

    /// Whether the venue has WebSockets.
    public var hasStreams: Bool { recipe.face.hasStreams }

    /// What stands before the paths of market and account streams.
    public var streamPrefixes: (market: String, account: String) { recipe.face.streamPrefixes }

    /// The fault plan in force, with its counters; shared by all venues of a simulation. Setting it starts the new plan
    /// from its beginning.
    public var faults: FaultPlan {
        get { board.current }
        set { board.replace(by: newValue) }
    }

    /// Lets the venue answer one request at the present instant.
    ///
    /// - Parameter skewMilliseconds: added to the venue's own skew for this request.
    public func respond(to request: FaceRequest, skewMilliseconds: Int64 = 0) -> FaceReply {
        act { state, now in
            state.face.tick(to: now)
            state.executed[Self.name(state.face.operation(of: request)), default: 0] += 1
            return state.face.respond(to: request, at: now.advanced(byMilliseconds: skewMilliseconds))
        }
    }

    /// The face's refusal for a caller over its limit.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        read { $0.face.rateLimitReply(retryAfterSeconds: retryAfterSeconds) }
    }

    /// Lets the background market act up to the present instant.
    public func tick() {
        act { state, now in state.face.tick(to: now) }
    }

    /// Stops or restarts the background market.
    public func freezeMarket(_ isFrozen: Bool) {
        act { state, _ in state.face.freezeMarket(isFrozen) }
    }

    /// The whole state of the face, for a host that keeps it between runs.
    public func snapshot() -> [UInt8] {
        read { $0.face.snapshot() }
    }

    /// Opens the venue anew with its original configuration, forgets counters and skew, and closes its streams.
    public func reset() throws(FaceError) {
        let now = clock.now()
        let face = try recipe.makeFace(at: now)
        act { state, _ in
            for id in state.desk.open { state.desk.close(id, code: 1001, reason: "") }
            state.desk.clearCounters()
            state = State(face: face, latest: now, desk: state.desk)
        }
    }

    /// How far the venue's clock is off, in milliseconds.
    public var skewMilliseconds: Int64 {
        get { read { $0.skewMilliseconds } }
        set { act { state, _ in state.skewMilliseconds = newValue } }
    }

    /// The venue's own idea of the present, skew included.
    public var now: SimulatedInstant {
        state.withLock { present(&$0) }
    }

    static func name(_ operation: String?) -> String { operation ?? "unknown" }

    /// Looks at the state, or at the face, which says nothing by that.
    func read<Value: Sendable>(_ body: (State) -> Value) -> Value {
        state.withLock { body($0) }
    }

    /// Changes what the face does not know of.
    func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        state.withLock { body(&$0) }
    }

    /// Every call that may make the face say something on its streams.
    func act<Value: Sendable>(_ body: (inout State, SimulatedInstant) -> Value) -> Value {
        let (value, outlets, milliseconds) = state.withLock { state in
            let now = present(&state)
            let value = body(&state, now)
            state.dispatch(at: now, venue: id, board: board)
            let (outlets, delay) = state.desk.takeDuties()
            return (value, outlets, delay.map { $0.milliseconds - state.latest.milliseconds + 1 })
        }
        if let milliseconds { onDelay(self, milliseconds) }
        for outlet in outlets { outlet.flush(from: self) }
        return value
    }

    /// The machine's clock may be set back; the venue's is not, except by the skew that was asked for.
    private func present(_ state: inout State) -> SimulatedInstant {
        state.latest = max(state.latest, clock.now())
        return state.latest.advanced(byMilliseconds: state.skewMilliseconds)
    }
}
