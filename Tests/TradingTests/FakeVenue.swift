import AdapterProtocol
import Synchronization

/// A venue that does as it is told and outlives the desks that talk to it, like the real one.
final class FakeVenue: VenueInterface, OrderInterface, BalanceInterface, KeyTestInterface {
    /// What becomes of the next placement.
    enum Script: Sendable, CaseIterable {
        case accept, reject, rejectUnconfirmed, notSent, lostButLive, lostAndAbsent
    }

    struct State {
        var script = Script.accept
        var live: [ClientOrderID: Order] = [:]
        var fills: [VenueOrderID: [Fill]] = [:]
        var placements: [ClientOrderID: Int] = [:]
        var cancels = 0
        var resolution: PlaceResolution?
        var cancelOutcome: CancelOutcome?
        var instrument: Instrument?
        var ticker: Ticker?
        var isResolvable = true
    }

    let events: EventLog
    let state = Mutex(State())
    /// Awaited while an order is under way: before the venue took it, and after.
    let beforeTaking: Gate?
    let afterTaking: Gate?

    init(events: EventLog = EventLog(), beforeTaking: Gate? = nil, afterTaking: Gate? = nil) {
        self.events = events
        self.beforeTaking = beforeTaking
        self.afterTaking = afterTaking
    }

    var placements: Int { state.withLock { $0.placements.values.reduce(0, +) } }
    var mostPlacementsOfOne: Int { state.withLock { $0.placements.values.max() ?? 0 } }

    func script(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    /// Fills part of a live order behind the desk's back.
    func trade(_ client: ClientOrderID, _ quantity: ExactDecimal, phase: OrderPhase) throws {
        try state.withLock { state in
            guard let order = state.live[client] else { return }
            let fill = Fill(
                id: FillID(rawValue: "f\(state.fills.count)"), symbol: order.symbol, venueOrderID: order.venueOrderID,
                side: order.side, price: 100, quantity: quantity, quoteAmount: try 100 * quantity, fees: nil,
                liquidity: .maker, time: nil)
            state.fills[order.venueOrderID, default: []].append(fill)
            state.live[client] = order.moved(to: phase, filled: try order.filledBase + quantity)
        }
    }

    func place(_ request: OrderRequest) async -> PlaceOutcome {
        events.add("place \(request.clientOrderID.text.suffix(4)) begins")
        await beforeTaking?.pass()
        let outcome = state.withLock { Self.take(request, &$0) }
        await afterTaking?.pass()
        return outcome
    }

    private static func take(_ request: OrderRequest, _ state: inout State) -> PlaceOutcome {
        let id = request.clientOrderID
        if state.script == .notSent { return .notSent(.notSent(.network, "no connection")) }
        state.placements[id, default: 0] += 1
        let lost = VenueError(kind: .timeout, effect: .unknown, advice: .afterResync, message: "no answer")
        let refused = VenueError(
            kind: .insufficientFunds, effect: .notExecuted(.stated), advice: .never, message: "too poor")
        switch state.script {
        case .reject: return .rejected(refused, venueOrderID: nil)
        case .rejectUnconfirmed:
            return .rejected(refused.with(effect: .notExecuted(.inferred)), venueOrderID: nil)
        case .lostAndAbsent: return .unknown(.init(error: lost, clientOrderID: id, visibilityBound: .seconds(1)))
        case .accept, .notSent, .lostButLive:
            let order = Order(
                symbol: request.symbol, venueOrderID: VenueOrderID(rawValue: "v\(id.text.suffix(6))"),
                clientOrderID: id, side: request.side, type: request.type, amount: request.amount,
                limitPrice: request.limitPrice, timeInForce: request.timeInForce, isPostOnly: request.isPostOnly,
                phase: .working, filledBase: 0, filledQuote: 0, createdAt: nil, updatedAt: nil)
            state.live[id] = order
            if state.script == .lostButLive {
                return .unknown(.init(error: lost, clientOrderID: id, visibilityBound: .seconds(1)))
            }
            return .accepted(.init(depth: .state, venueOrderID: order.venueOrderID, order: order))
        }
    }

    func resolve(_ id: ClientOrderID, on symbol: Symbol, signedBy: Timestamp) async -> PlaceResolution {
        state.withLock { state in
            guard state.isResolvable else { return .unresolved(Self.down) }
            if let scripted = state.resolution { return scripted }
            if let order = state.live[id] { return .found(order, state.fills[order.venueOrderID] ?? []) }
            return .absent(AbsenceProof(sources: ["order"], fence: .window, readAt: signedBy))
        }
    }

    func cancel(_ order: OrderReference, on symbol: Symbol) async -> CancelOutcome {
        state.withLock { state in
            state.cancels += 1
            if let scripted = state.cancelOutcome { return scripted }
            let missing = VenueError(
                kind: .orderNotFound, effect: .notExecuted(.stated), advice: .afterResync, message: "no such order")
            guard let (id, found) = Self.find(order, state), !found.phase.isEnded else { return .notLive(missing) }
            let ended = found.moved(to: .ended(.cancelledByOwner), filled: found.filledBase)
            state.live[id] = ended
            return .ended(ended)
        }
    }

    func order(_ order: OrderReference, on symbol: Symbol) async throws(VenueError) -> OrderLookup {
        state.withLock { Self.find(order, $0).map { .found($0.1) } ?? .absent(mayLag: .seconds(1)) }
    }

    private static func find(_ order: OrderReference, _ state: State) -> (ClientOrderID, Order)? {
        switch order {
        case .client(let id): state.live[id].map { (id, $0) }
        case .venue(let id): state.live.first { $0.value.venueOrderID == id }.map { ($0.key, $0.value) }
        }
    }

    func fills(on symbol: Symbol, _ query: HistoryQuery) async throws(VenueError) -> [Fill] {
        state.withLock { state in query.order.map { state.fills[$0] ?? [] } ?? [] }
    }

    func instrument(_ symbol: Symbol) async throws(VenueError) -> Instrument {
        guard let instrument = state.withLock({ $0.instrument }) else { throw Self.down }
        return instrument
    }

    func ticker(_ symbol: Symbol) async throws(VenueError) -> Ticker {
        guard let ticker = state.withLock({ $0.ticker }) else { throw Self.down }
        return ticker
    }

    static let down = VenueError(
        kind: .unavailable, effect: .notExecuted(.read), advice: .after(.seconds(1)), message: "down")

    let profile = VenueProfile(
        id: VenueID(rawValue: "fake"), displayName: "Fake", botLimit: 1, quoteAssets: ["USDT"], credentialFields: [],
        icon: "", color: "#000000", region: "")
    let capabilities = VenueCapabilities([:])
    let environment = VenueEnvironment(name: "test", rest: "", isRealMoney: false)
    func serverTime() async throws(VenueError) -> Timestamp { throw Self.down }
    func status() async throws(VenueError) -> TradingMode { .open }
    func instruments() async throws(VenueError) -> InstrumentCatalog { throw Self.down }
    func tickers() async throws(VenueError) -> [Ticker] { throw Self.down }
    func orderBook(_ symbol: Symbol, depth: Int) async throws(VenueError) -> OrderBook { throw Self.down }
    func recentTrades(_ symbol: Symbol, limit: Int) async throws(VenueError) -> [PublicTrade] { throw Self.down }
    func candles(
        _ symbol: Symbol, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) async throws(VenueError) -> [Candle] { throw Self.down }
    func referencePrice(_ symbol: Symbol) async throws(VenueError) -> ExactDecimal? { nil }
    func rawRead(_ read: RawRead) async throws(VenueError) -> [UInt8] { throw Self.down }
    func placeDryRun(_ request: OrderRequest) async throws(VenueError) { throw Self.down }
    func cancelAll(on symbol: Symbol) async throws(VenueError) -> [CancelReport] { throw Self.down }
    func amend(_ order: OrderReference, on symbol: Symbol, to change: OrderAmendment) async -> AmendOutcome {
        .notSent(Self.down)
    }
    func openOrders(on symbol: Symbol?) async throws(VenueError) -> [Order] { throw Self.down }
    func orderHistory(on symbol: Symbol, _ query: HistoryQuery) async throws(VenueError) -> [Order] { throw Self.down }
    func balances() async throws(VenueError) -> [Balance] { throw Self.down }
    func feeRates(_ symbol: Symbol) async throws(VenueError) -> FeeRates { throw Self.down }
    func deposits(_ query: HistoryQuery) async throws(VenueError) -> [Transfer] { throw Self.down }
    func withdrawals(_ query: HistoryQuery) async throws(VenueError) -> [Transfer] { throw Self.down }
    func testKey() async throws(VenueError) -> KeyTestReport { throw Self.down }
}

extension Order {
    fileprivate func moved(to phase: OrderPhase, filled: ExactDecimal) -> Order {
        Order(
            symbol: symbol, venueOrderID: venueOrderID, clientOrderID: clientOrderID, side: side, type: type,
            amount: amount, limitPrice: limitPrice, timeInForce: timeInForce, isPostOnly: isPostOnly, phase: phase,
            filledBase: filled, filledQuote: nil, createdAt: createdAt, updatedAt: updatedAt)
    }
}
