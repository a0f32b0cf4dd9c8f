import AdapterProtocol
public import VenueSimulator

/// KuCoin spot (classic account, "HF" orders) as its customers see it on REST, over the simulator's engine.
///
/// Written from `venues/kucoin.md` alone: its own signature checks, parameter grammar, refusals, budgets and delays.
/// What the sheet leaves open is a switch (``switches``). Hidden and iceberg orders are accepted but rest visibly, and
/// the market's price protection only guards limit orders.
public struct KuCoinFace: VenueFace {
    /// `kucoin`.
    public static let venueID = "kucoin"

    /// One socket for market data and one kind more for the account, on the root.
    public static var hasStreams: Bool { true }

    /// What the fact sheet leaves open.
    public static var switches: [FaceSwitch] { KuCoin.Switches.declared }

    let configuration: FaceConfiguration
    var switches: KuCoin.Switches
    var keys: KuCoin.KeyRing
    var exchange: SimulatedExchange
    var budgets = KuCoin.Budgets()
    var state = KuCoin.State()
    /// Open connections; like every connection they do not survive a restart.
    var streams = KuCoin.Streams()
    var visibility = FaceVisibility()
    /// When the venue opened; its transfers lie before.
    var openedAt: Int64
    var now: Int64
    /// How far the background market has acted.
    private var grid: FaceGrid

    /// Opens the venue at `instant`, with one account behind all keys.
    public init(configuration: FaceConfiguration, at instant: SimulatedInstant) throws(FaceError) {
        self.configuration = configuration
        switches = try KuCoin.Switches(configuration.switches)
        keys = KuCoin.KeyRing(seed: configuration.seed)
        openedAt = instant.milliseconds
        now = instant.milliseconds
        grid = FaceGrid(from: now)
        do {
            exchange = try KuCoin.Setup.exchange(seed: configuration.seed, now: now)
            try KuCoin.Setup.openAccount(in: &exchange, now: now)
            exchange.isBackgroundActive = !switches.has(.background, "frozen")
        } catch {
            // Markets and balances are constants, so this is a fault of this file and not of the configuration.
            throw .invalidSetting(name: "markets", value: "\(error)", expected: "markets that the engine accepts")
        }
    }

    /// The keys of the five roles; all belong to the same account.
    public var credentials: [CredentialRole: SimulatedCredentials] { keys.credentials }

    /// Replaces the key of one role by a given one, so that published signature vectors can be tried.
    mutating func issueKey(_ credentials: SimulatedCredentials, role: CredentialRole) {
        keys.add(
            role, apiKey: credentials.apiKey, secret: credentials.apiSecret,
            passphrase: credentials.passphrase ?? "")
    }

    /// The common name of what the request asks for.
    public func operation(of request: FaceRequest) -> String? {
        guard case .found(let route, _) = KuCoin.Route.match(method: request.method, path: request.path) else {
            return nil
        }
        return route.operation
    }

    /// Lets the background market, pending cancels and stop orders act; an earlier instant changes nothing.
    public mutating func tick(to instant: SimulatedInstant) {
        guard let due = grid.instants(upTo: instant.milliseconds) else { return }
        for time in due {
            now = time
            runTimers(until: time)
            absorb(exchange.tick(now: time))
            runStops(at: time)
            if !streams.isIdle { flushStreams() }
        }
        now = instant.milliseconds
        if !streams.isEmpty { runStreamTimers() }
    }

    /// Stops or restarts the background market; orders are still taken.
    public mutating func freezeMarket(_ isFrozen: Bool) {
        exchange.isBackgroundActive = !isFrozen
    }

    /// Answers one REST request.
    public mutating func respond(to request: FaceRequest, at instant: SimulatedInstant) -> FaceReply {
        now = instant.milliseconds
        runTimers(until: now)
        visibility.lapse(at: now)
        let switches = switches.overridden(by: request.switches)
        if switches.has(.cdnLimit, "on"), budgets.isBlocked(request.peerAddress, now: now) {
            return Self.networkLimit
        }
        let answer = answer(request, switches)
        return finish(answer, request, switches, at: instant)
    }

    /// The body of a used-up window, for the fault that limits a request after accepting it.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        let refusal = KuCoin.Refusal.tooMany
        let reset = String(min(max(1, retryAfterSeconds), 1_000_000) * 1_000)
        return FaceReply(
            status: refusal.status,
            headers: [
                "Content-Type": Self.jsonType, "gw-ratelimit-limit": "4000", "gw-ratelimit-remaining": "0",
                "gw-ratelimit-reset": reset,
            ],
            body: refusal.body
        )
    }

    static let jsonType = "application/json"
}
