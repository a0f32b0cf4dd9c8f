public import VenueSimulator

/// Acorn Exchange as its customers see it on REST, over the simulator's engine.
///
/// Follows API.md: its own paths, signature check, parameter grammar, error bodies, budgets and order states.
/// API.md leaves nothing open, so there are no switches but the one that every face has.
public struct AcornFace: VenueFace {
    /// `acorn`.
    public static let venueID = "acorn"

    let configuration: FaceConfiguration
    let settings: FaceSettings
    let keys: Acorn.KeyRing
    var exchange: SimulatedExchange
    var budgets = Acorn.Budgets()
    var visibility = FaceVisibility()
    var openedAt: Int64
    var now: Int64
    /// How far the background market has acted.
    private var grid: FaceGrid

    /// Opens the venue at `instant`, with one account behind all keys.
    public init(configuration: FaceConfiguration, at instant: SimulatedInstant) throws(FaceError) {
        self.configuration = configuration
        settings = try FaceSettings(Self.switches, chosen: configuration.switches)
        keys = Acorn.KeyRing(seed: configuration.seed)
        openedAt = instant.milliseconds
        now = instant.milliseconds
        grid = FaceGrid(from: now)
        do {
            exchange = try Acorn.Setup.exchange(seed: configuration.seed, now: now)
            try Acorn.Setup.openAccount(in: &exchange, now: now)
        } catch {
            // Markets and balances are constants, so this is a fault of this module and not of the configuration.
            throw .invalidSetting(name: "markets", value: "\(error)", expected: "markets that the engine accepts")
        }
    }

    /// A key for every role, all of one account.
    public var credentials: [CredentialRole: SimulatedCredentials] { keys.credentials }

    /// The common name of what the request asks for.
    public func operation(of request: FaceRequest) -> String? {
        if case .found(let route) = Acorn.Route.find(request) { route.operation } else { nil }
    }

    /// Lets the background market act; an earlier instant than before changes nothing.
    public mutating func tick(to instant: SimulatedInstant) {
        guard let due = grid.instants(upTo: instant.milliseconds) else { return }
        now = instant.milliseconds
        for time in due { _ = exchange.tick(now: time) }
    }

    /// Stops or restarts the background market; orders are still taken.
    public mutating func freezeMarket(_ isFrozen: Bool) {
        exchange.isBackgroundActive = !isFrozen
    }

    /// Answers one REST request.
    public mutating func respond(to request: FaceRequest, at instant: SimulatedInstant) -> FaceReply {
        now = instant.milliseconds
        visibility.lapse(at: now)
        return answer(request, lag: settings.overridden(by: request.switches).visibilityLag)
    }

    /// The answer to a caller over the limit.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        Acorn.Refusal.rateLimited(seconds: retryAfterSeconds).reply
    }
}
