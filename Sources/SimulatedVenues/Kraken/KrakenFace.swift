import AdapterProtocol
public import VenueSimulator

/// Kraken spot as its customers see it on REST and WebSocket v2, over the simulator's engine.
///
/// Written from `venues/kraken.md` alone: its own JSON, signature and nonce checks, parameter grammar, error texts and
/// limits. What the sheet leaves open is a switch (``switches``).
public struct KrakenFace: VenueFace {
    /// `kraken`.
    public static let venueID = "kraken"

    /// What the fact sheet leaves open; `Kraken.Switches.declared` documents each.
    public static var switches: [FaceSwitch] { Kraken.Switches.declared }

    let configuration: FaceConfiguration
    var switches: Kraken.Switches
    var keys: Kraken.KeyRing
    let ids: Kraken.IDs
    var exchange: SimulatedExchange
    var nonces: [String: Kraken.NonceMemory] = [:]
    var limits = Kraken.Limits()
    var books = Kraken.Books()
    var archive = Kraken.Archive()
    var streams = Kraken.Streams()
    var visibility = FaceVisibility()
    /// Until when some write is hidden from reads.
    var hiddenUntil: Int64 = 0
    /// When the venue opened: its made-up past ends here.
    var openedAt: Int64
    var now: Int64
    /// How far the background market has acted.
    private var grid: FaceGrid

    /// Opens the venue at `instant`, with one account behind all keys.
    public init(configuration: FaceConfiguration, at instant: SimulatedInstant) throws(FaceError) {
        self.configuration = configuration
        switches = try Kraken.Switches(configuration.switches)
        keys = Kraken.KeyRing(seed: configuration.seed)
        ids = Kraken.IDs(seed: configuration.seed)
        openedAt = instant.milliseconds
        now = instant.milliseconds
        grid = FaceGrid(from: now)
        do {
            exchange = try Kraken.Setup.exchange(seed: configuration.seed, now: now)
            try Kraken.Setup.openAccount(in: &exchange, switches: switches, now: now)
        } catch {
            // Markets and balances are constants, so this is a fault of this file and not of the configuration.
            throw .invalidSetting(name: "markets", value: "\(error)", expected: "markets that the engine accepts")
        }
        exchange.isBackgroundActive = !switches.has("background", "frozen")
        bookOpeningBalances()
    }

    /// The keys of the five roles; all belong to the same account.
    public var credentials: [CredentialRole: SimulatedCredentials] { keys.credentials }

    /// The common name of what the request asks for.
    public func operation(of request: FaceRequest) -> String? {
        guard case .call(let endpoint) = Kraken.Route.find(request) else { return nil }
        if endpoint == .addOrder || endpoint == .addOrderBatch, let parameters = Self.parameters(of: request),
            isValidation(parameters, switches)
        {
            return "order.test"
        }
        return endpoint.operation
    }

    /// Lets the background market, timers and waiting orders act; an earlier instant than before changes nothing.
    public mutating func tick(to instant: SimulatedInstant) {
        guard let due = grid.instants(upTo: instant.milliseconds) else { return }
        for time in due {
            runTimers(until: time)
            // Streams tell the moment at which something happened.
            now = max(now, time)
            absorb(exchange.tick(now: time))
        }
        runTimers(until: instant.milliseconds)
        now = instant.milliseconds
        if !streams.isEmpty { tendStreams() }
    }

    /// Stops or restarts the background market; orders are still taken.
    public mutating func freezeMarket(_ isFrozen: Bool) {
        exchange.isBackgroundActive = !isFrozen
    }

    /// Answers one REST request. Every error of the API is HTTP 200 (kraken.md A.2); others come from the edge.
    public mutating func respond(to request: FaceRequest, at instant: SimulatedInstant) -> FaceReply {
        now = instant.milliseconds
        visibility.lapse(at: now)
        let switches = switches.overridden(by: request.switches)
        switch Kraken.Route.find(request) {
        case .notFound: return Self.page(404, "Not Found")
        case .wrongMethod: return Self.page(405, "Method Not Allowed")
        case .unknownMethod: return Self.reply(Kraken.Refusal.unknownMethod)
        case .call(let endpoint):
            do {
                let result = try answer(endpoint, request, switches)
                var reply = Self.reply(result)
                if endpoint == .depth { reply.headers.add("Cache-Control", "max-age=2") }
                return reply
            } catch {
                return Self.reply(error)
            }
        }
    }

    /// The text of a used-up counter, for the fault that limits a request after accepting it. The venue names no time.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply { Self.reply(Kraken.Refusal.rateLimit) }
}
