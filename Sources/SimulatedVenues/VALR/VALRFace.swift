import AdapterProtocol
public import VenueSimulator

/// VALR's exchange as its customers see it on REST and on WebSockets, over the simulator's engine.
///
/// Written from `venues/valr.md` alone: its own paths, signature, body grammar, error bodies, order life cycle,
/// asynchronous v1 and synchronous v2 routes, limits and caches. What the sheet leaves open is a switch (``switches``).
public struct VALRFace: VenueFace {
    /// `valr`.
    public static let venueID = "valr"

    /// What the fact sheet leaves open, with its settings.
    public static var switches: [FaceSwitch] { VALR.Switches.declared }

    static let jsonType = "application/json"

    let configuration: FaceConfiguration
    var switches: VALR.Switches
    let keys: VALR.KeyRing
    let ids: VALR.IDs
    var exchange: SimulatedExchange
    var register = VALR.Register()
    var tasks = VALR.Tasks()
    var budgets = VALR.Budgets()
    var cache = VALR.AnswerCache()
    var seenSignatures = VALR.SeenSignatures()
    var visibility: [String: FaceVisibility] = [:]
    var streams = VALR.Streams()
    /// Orders that the slippage guard has moved and that are not on the book yet.
    var repriced: Set<Int64> = []
    /// Running numbers of modifications and batches.
    var counter: Int64 = 0
    /// When the venue opened: its deposits lie before.
    var openedAt: Int64
    var now: Int64
    /// The exact clock, for `time`.
    var nanoseconds: Int64
    /// How far the background market has acted.
    private var grid: FaceGrid

    /// Opens the venue at `instant`, with one user behind all keys.
    public init(configuration: FaceConfiguration, at instant: SimulatedInstant) throws(FaceError) {
        self.configuration = configuration
        switches = try VALR.Switches(configuration.switches)
        keys = VALR.KeyRing(seed: configuration.seed)
        ids = VALR.IDs(seed: configuration.seed)
        openedAt = instant.milliseconds
        now = instant.milliseconds
        nanoseconds = instant.nanoseconds
        grid = FaceGrid(from: now)
        do {
            exchange = try VALR.Setup.exchange(seed: configuration.seed, switches: switches, now: now)
            try VALR.Setup.openAccounts(in: &exchange, switches: switches, now: now)
            exchange.isBackgroundActive = !switches.isFrozen
        } catch {
            // Markets and balances are constants, so this is a fault of this module and not of the configuration.
            throw .invalidSetting(name: "markets", value: "\(error)", expected: "markets that the engine accepts")
        }
    }

    /// One key per role, all of one user; the one of role `expired` was deleted (valr.md F knows no expiry).
    public var credentials: [CredentialRole: SimulatedCredentials] { keys.credentials }

    /// The common name of what the request asks for.
    public func operation(of request: FaceRequest) -> String? { VALR.Route.find(request)?.operation }

    /// Lets the background market and accepted v1 requests act; an earlier instant than before changes nothing.
    public mutating func tick(to instant: SimulatedInstant) {
        guard let due = grid.instants(upTo: instant.milliseconds) else { return }
        now = instant.milliseconds
        for time in due {
            runTasks(until: time)
            absorb(exchange.tick(now: time), switches)
        }
        runTasks(until: now)
        endOverdueStreams()
    }

    /// Stops or restarts the background market; orders are still taken.
    public mutating func freezeMarket(_ isFrozen: Bool) {
        exchange.isBackgroundActive = !isFrozen
    }

    /// Answers one REST request.
    public mutating func respond(to request: FaceRequest, at instant: SimulatedInstant) -> FaceReply {
        now = instant.milliseconds
        nanoseconds = instant.nanoseconds
        runTasks(until: now)
        register.lapse(at: now)
        for account in visibility.keys { visibility[account]?.lapse(at: now) }
        let switches = switches.overridden(by: request.switches)
        var reply: FaceReply
        do {
            reply = try answer(request, switches)
        } catch {
            reply = error.reply
        }
        reply.headers.add("x-valr-upstream-service-time", "1")
        reply.headers.add("via", "1.1 google")
        return reply
    }

    /// The answer to a caller over the limit. `Retry-After` is not documented (valr.md H), so none is in it.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        VALR.Refusal.rateLimit(switches).reply
    }
}
