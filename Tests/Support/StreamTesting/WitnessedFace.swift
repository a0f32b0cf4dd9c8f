public import VenueSimulator

/// A simulated venue that is watched: everything it is asked and told goes to the venue itself, and an ``EngineWitness``
/// looks on at every step of the engine.
public struct WitnessedFace<Base: VenueFace>: VenueFace {
    private var base: Base
    private let witness: EngineWitness?
    private var grid: FaceGrid
    private var outbox: [StreamMessage] = []
    /// Whether snapshots show the past, so that the engine must not be asked by them.
    private var isDelayed = false

    /// The venue's own id.
    public static var venueID: String { Base.venueID }
    /// The venue's own switches.
    public static var switches: [FaceSwitch] { Base.switches }
    /// Whether the venue has streams.
    public static var hasStreams: Bool { Base.hasStreams }
    /// The venue's own prefixes.
    public static var streamPrefixes: (market: String, account: String) { Base.streamPrefixes }

    /// Opens the venue; its witness is the present one of the task.
    public init(configuration: FaceConfiguration, at now: SimulatedInstant) throws(FaceError) {
        base = try Base(configuration: configuration, at: now)
        witness = EngineWitness.present[Base.venueID]
        grid = FaceGrid(from: now.milliseconds)
    }

    /// The venue's own keys.
    public var credentials: [CredentialRole: SimulatedCredentials] { base.credentials }

    /// The venue's own name of a request.
    public func operation(of request: FaceRequest) -> String? { base.operation(of: request) }

    /// The venue's own refusal.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        base.rateLimitReply(retryAfterSeconds: retryAfterSeconds)
    }

    /// Lets the venue act one instant of its grid after the other, which leads to the same as all at once, and looks on
    /// after each.
    public mutating func tick(to now: SimulatedInstant) {
        for time in grid.instants(upTo: now.milliseconds) ?? [] where time < now.milliseconds {
            let instant = SimulatedInstant(milliseconds: time)
            base.tick(to: instant)
            look(at: instant)
        }
        base.tick(to: now)
        look(at: now)
    }

    /// The venue's own answer.
    public mutating func respond(to request: FaceRequest, at now: SimulatedInstant) -> FaceReply {
        let reply = base.respond(to: request, at: now)
        if reply.status == 200, base.operation(of: request) == "market.depth" {
            witness?.noteAnswer(reply.body, to: request)
        }
        look(at: now)
        return reply
    }

    /// Stops or restarts the venue's market.
    public mutating func freezeMarket(_ isFrozen: Bool) { base.freezeMarket(isFrozen) }

    /// The venue's own decision.
    public mutating func openStream(
        _ id: StreamID, for request: FaceRequest, at now: SimulatedInstant
    ) -> StreamAdmission {
        witness?.opened(id, request)
        let admission = base.openStream(id, for: request, at: now)
        look(at: now)
        return admission
    }

    /// Hands a message on.
    public mutating func receive(_ text: [UInt8], from id: StreamID, at now: SimulatedInstant) {
        base.receive(text, from: id, at: now)
        look(at: now)
    }

    /// Hands an end on.
    public mutating func closeStream(_ id: StreamID, at now: SimulatedInstant) {
        base.closeStream(id, at: now)
        look(at: now)
    }

    /// Everything that the venue wants sent.
    public mutating func takeStreamMessages() -> [StreamMessage] {
        defer { outbox = [] }
        return outbox
    }

    /// Disturbs the venue.
    public mutating func disturb(_ disturbance: StreamDisturbance, at now: SimulatedInstant) {
        if case .delaySnapshots(let milliseconds) = disturbance { isDelayed = milliseconds > 0 }
        base.disturb(disturbance, at: now)
        look(at: now)
    }

    /// The venue's own state.
    public func snapshot() -> [UInt8] { base.snapshot() }

    /// The venue's own state.
    public mutating func restore(from snapshot: [UInt8]) throws(FaceError) { try base.restore(from: snapshot) }

    /// Shows the witness what the venue says, before anything happens to it, while the engine stands where it leads to.
    private mutating func look(at now: SimulatedInstant) {
        let messages = base.takeStreamMessages()
        guard !messages.isEmpty else { return }
        outbox += messages
        witness?.note(messages) { question in
            var copy = base
            if isDelayed { copy.disturb(.delaySnapshots(milliseconds: 0), at: now) }
            return copy.respond(to: question, at: now).body
        }
    }
}
