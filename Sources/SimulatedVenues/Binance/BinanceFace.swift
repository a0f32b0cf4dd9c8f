import AdapterProtocol
public import VenueSimulator

/// Binance spot as its customers see it on REST and on its streams, over the simulator's engine.
///
/// Written from `venues/binance.md` alone: its own JSON, signature checks, parameter grammar, filters, error texts and
/// limits. What the sheet leaves open is a switch (``switches``).
public struct BinanceFace: VenueFace {
    /// `binance`.
    public static let venueID = "binance"

    /// What the fact sheet leaves open; `Binance.Switches` documents each.
    public static var switches: [FaceSwitch] { Binance.Switches.declared }

    let configuration: FaceConfiguration
    var switches: Binance.Switches
    let keys: Binance.KeyRing
    var exchange: SimulatedExchange
    var weights = Binance.Weights()
    var orderCounts = Binance.OrderCounts()
    var ledger: Binance.Ledger
    var visibility = FaceVisibility()
    var streams = Binance.Streams()
    /// When the venue opened: its made-up past ends here.
    var openedAt: Int64
    var now: Int64
    /// How far the background market has acted.
    private var grid: FaceGrid

    /// Opens the venue at `instant`, with one account behind all keys.
    public init(configuration: FaceConfiguration, at instant: SimulatedInstant) throws(FaceError) {
        self.configuration = configuration
        switches = try Binance.Switches(configuration.switches)
        keys = Binance.KeyRing(seed: configuration.seed)
        ledger = Binance.Ledger(seed: configuration.seed)
        openedAt = instant.milliseconds
        now = instant.milliseconds
        grid = FaceGrid(from: now)
        do {
            exchange = try Binance.Setup.exchange(seed: configuration.seed, switches: switches, now: now)
            try Binance.Setup.openAccount(in: &exchange, switches: switches, now: now)
            exchange.isBackgroundActive = !switches.isFrozen
        } catch {
            // Markets and balances are constants, so this is a fault of this file and not of the configuration.
            throw .invalidSetting(name: "markets", value: "\(error)", expected: "markets that the engine accepts")
        }
    }

    /// The keys of the five roles; all belong to the same account.
    public var credentials: [CredentialRole: SimulatedCredentials] { keys.credentials }

    /// A sixth key that signs with Ed25519 and may trade; its secret is PKCS#8 text.
    public var ed25519Credentials: SimulatedCredentials { keys.ed25519 }

    /// The common name of what the request asks for.
    public func operation(of request: FaceRequest) -> String? { Binance.Route.find(request)?.operation }

    /// Lets the background market and waiting orders act; an earlier instant than before changes nothing.
    public mutating func tick(to instant: SimulatedInstant) {
        guard let due = grid.instants(upTo: instant.milliseconds) else { return }
        now = instant.milliseconds
        for time in due {
            absorb(exchange.tick(now: time), at: time)
            if !streams.isEmpty { beat(at: time) }
        }
    }

    /// Stops or restarts the background market; orders are still taken.
    public mutating func freezeMarket(_ isFrozen: Bool) {
        exchange.isBackgroundActive = !isFrozen
    }

    /// Answers one REST request.
    public mutating func respond(to request: FaceRequest, at instant: SimulatedInstant) -> FaceReply {
        now = instant.milliseconds
        visibility.lapse(at: now)
        let switches = switches.overridden(by: request.switches)
        if switches.isRegionBlocked { return reply(Binance.Refusal.location, to: request) }
        guard let route = Binance.Route.find(request), switches.hasWallet || !route.isWallet else {
            return Self.notFound(request)
        }
        if route.endpoint == .removed { return FaceReply(status: 410) }
        do {
            let (query, used) = try arrive(request, route, switches)
            if switches.filtersWords, Binance.Firewall.blocks(query) { return Binance.Firewall.reply }
            var call = Binance.Call(route: route, request: request, query: query, switches: switches, now: now)
            let json = try answer(&call)
            var answer = reply(status: 200, json, to: request)
            addLimits(to: &answer, route, request, walletWeight: used)
            if call.countsOrders { addOrderCounts(to: &answer) }
            return answer
        } catch {
            var answer = reply(error, to: request)
            addLimits(to: &answer, route, request, walletWeight: nil)
            return answer
        }
    }

    /// The body of a used-up minute, for the fault that limits a request after accepting it.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        let refusal = Binance.Refusal.weight(limit: switches.weightLimit, retryAfterSeconds: Int(retryAfterSeconds))
        let headers: FaceHeaders = [
            "Content-Type": Self.jsonType, "X-MBX-USED-WEIGHT": String(switches.weightLimit + 1),
            "X-MBX-USED-WEIGHT-1M": String(switches.weightLimit + 1), "Retry-After": String(retryAfterSeconds),
        ]
        return FaceReply(status: refusal.status, headers: headers, body: refusal.body.bytes())
    }

    static let jsonType = "application/json;charset=UTF-8"

    /// Takes note of what the engine reports: an order's first fill gives back one of the unfilled orders (H); the
    /// streams are told.
    ///
    /// - Parameters:
    ///   - cancelID: The client id of the cancel that led to the events.
    ///   - time: When it happened, where that is not now.
    mutating func absorb(_ events: [EngineEvent], cancelID: String? = nil, at time: Int64? = nil) {
        if !streams.isEmpty { tell(events, cancelID: cancelID, at: time ?? now) }
        for case .orderTraded(let order, let fill) in events
        where order.account == Binance.Setup.account && order.executedQuantity == fill.quantity {
            orderCounts.add(-1, now: now)
        }
    }
}
