import AdapterProtocol
public import VenueSimulator

/// Luno's exchange as its customers see it on REST and on its two streams, over the simulator's engine.
///
/// Written from `venues/luno.md` alone: its own paths, Basic authentication, parameter grammar, error bodies, order
/// life cycle and limits. What the sheet leaves open is a switch (``switches``).
public struct LunoFace: VenueFace {
    /// `luno`.
    public static let venueID = "luno"

    /// What the fact sheet leaves open, with its settings.
    public static var switches: [FaceSwitch] { Luno.Switches.declared }

    static let jsonType = "application/json"

    let configuration: FaceConfiguration
    var switches: Luno.Switches
    let keys: Luno.KeyRing
    var exchange: SimulatedExchange
    var notes = Luno.Notes()
    var journal = Luno.Journal()
    var calls = Luno.CallCounts()
    var visibility = FaceVisibility()
    var streams = Luno.Streams()
    /// When the venue opened: its deposits lie before.
    var openedAt: Int64
    var now: Int64
    /// How far the background market has acted.
    private var grid: FaceGrid

    /// Opens the venue at `instant`, with one user behind all keys.
    public init(configuration: FaceConfiguration, at instant: SimulatedInstant) throws(FaceError) {
        self.configuration = configuration
        switches = try Luno.Switches(configuration.switches)
        keys = Luno.KeyRing(seed: configuration.seed)
        openedAt = instant.milliseconds
        now = instant.milliseconds
        grid = FaceGrid(from: now)
        do {
            exchange = try Luno.Setup.exchange(seed: configuration.seed, switches: switches, now: now)
            try Luno.Setup.openAccount(in: &exchange, switches: switches, now: now)
            exchange.isBackgroundActive = !switches.isFrozen
        } catch {
            // Markets and balances are constants, so this is a fault of this module and not of the configuration.
            throw .invalidSetting(name: "markets", value: "\(error)", expected: "markets that the engine accepts")
        }
        for balance in exchange.account(Luno.account)?.balances ?? [] {
            journal.append(balance, trade: nil, time: now)
        }
    }

    /// The keys of four roles, all of one user; keys have no address list here, so there is none of `otherIP`.
    public var credentials: [CredentialRole: SimulatedCredentials] { keys.credentials }

    /// The common name of what the request asks for.
    public func operation(of request: FaceRequest) -> String? { Luno.Route.find(request)?.operation }

    /// Lets the background market, waiting orders and delayed cancels act; an earlier instant than before changes
    /// nothing.
    public mutating func tick(to instant: SimulatedInstant) {
        guard let due = grid.instants(upTo: instant.milliseconds) else { return }
        now = instant.milliseconds
        for time in due {
            finishCancels(at: time)
            absorb(exchange.tick(now: time), at: time)
        }
        tickStreams()
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
        var reply: FaceReply
        do {
            reply = try answer(request, switches)
        } catch {
            reply = error.reply
        }
        addGatewayHeaders(to: &reply)
        return reply
    }

    /// The answer to a caller over the limit. The venue sends no `Retry-After` (luno.md H), so none is in it.
    public func rateLimitReply(retryAfterSeconds: Int64) -> FaceReply {
        (switches.plainRateLimit ? Luno.Refusal.tooManyRequestsPlain : .tooManyRequests).reply
    }

    /// Takes note of what the engine reports, fees of orders and rows of the ledgers, and tells the streams.
    ///
    /// - Parameter time: When it happened, nil for now.
    mutating func absorb(_ events: [EngineEvent], at time: Int64? = nil) {
        let time = time ?? now
        let isHeard = !streams.isIdle
        var trades: [String: Luno.Row.Trade] = [:]
        var fresh: EngineOrder?
        for event in events {
            note(event, &trades)
            if isHeard { tellUser(event, fresh: &fresh, at: time) }
        }
        settle(fresh, at: time)
        if isHeard { publish(events, at: time) }
    }

    private mutating func note(_ event: EngineEvent, _ trades: inout [String: Luno.Row.Trade]) {
        switch event {
        case .orderTraded(let order, let fill) where order.account == Luno.account:
            guard let market = Luno.Markets.market(order.symbol) else { return }
            notes.addFee(fill, of: order, base: market.base)
            let trade = Luno.Row.Trade(
                pair: market.id, price: fill.price, sequence: fill.tradeID, volume: fill.quantity,
                isBuy: fill.side == .buy)
            trades[market.base] = trade
            trades[market.counter] = trade
        case .balancesChanged(Luno.account, let balances, let time):
            for balance in balances {
                let row = journal.append(balance, trade: trades[balance.asset], time: time)
                if let row { tellBalance(row, of: balance.asset) }
            }
            trades = [:]
        default: return
        }
    }
}
