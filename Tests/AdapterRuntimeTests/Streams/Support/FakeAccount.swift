import AdapterProtocol

@testable import AdapterRuntime

/// What a venue knows of an account, whatever its stream told of it; one market, times in seconds after the start.
struct FakeAccount: Sendable {
    /// Ended ones included.
    var orders: [Order] = []
    var fills: [Fill] = []
    var balances: [Balance] = []

    static func order(
        _ id: String, _ phase: OrderPhase = .working, filled: ExactDecimal = 0, at seconds: Int64 = 0
    ) -> Order {
        Order(
            symbol: Markets.bitcoin, venueOrderID: VenueOrderID(rawValue: id), clientOrderID: nil, side: .buy,
            type: .limit, amount: .base(4), limitPrice: 100, timeInForce: .goodTillCancelled, isPostOnly: false,
            phase: phase, filledBase: filled, filledQuote: nil, createdAt: nil, updatedAt: time(seconds))
    }

    static func fill(_ id: String, of order: String = "1", at seconds: Int64) -> Fill {
        Fill(
            id: FillID(rawValue: id), symbol: Markets.bitcoin, venueOrderID: VenueOrderID(rawValue: order), side: .buy,
            price: 100, quantity: 1, quoteAmount: 100, fees: nil, liquidity: .maker, time: time(seconds))
    }

    /// A balance that changes with every reading is what readings are known by: it is told last, also when there is
    /// nothing else to tell.
    static func dollars(_ total: ExactDecimal) -> [Balance] {
        [Balance(asset: Markets.bitcoin.quote, total: total, available: total, held: 0)]
    }

    private static func time(_ seconds: Int64) -> Timestamp { StreamBench.start.advanced(by: .seconds(seconds)) }
}

/// Answers as strictly as a venue: nothing that is older than what was asked for.
extension FakeBackend: AccountBackend {
    func balances() async throws(VenueError) -> [Balance] { try await asked("balances") { $0.account.balances } }

    func openOrders() async throws(VenueError) -> [Order] {
        try await asked("open orders") { state in state.account.orders.filter { !$0.phase.isEnded } }
    }

    func order(_ order: OrderReference, on symbol: Symbol) async throws(VenueError) -> OrderLookup {
        try await asked("order \(order)") { state in
            let found = state.account.orders.first { $0.symbol == symbol && .venue($0.venueOrderID) == order }
            return found.map(OrderLookup.found) ?? .absent(mayLag: .zero)
        }
    }

    func fills(on symbol: Symbol, since: Timestamp) async throws(VenueError) -> [Fill] {
        let seconds = since.duration(since: StreamBench.start).components.seconds
        return try await asked("fills \(symbol) \(seconds)") { state in
            state.account.fills.filter { $0.symbol == symbol && ($0.time ?? since) >= since }
        }
    }

    func orders(on symbol: Symbol, since: Timestamp) async throws(VenueError) -> [Order] {
        try await asked("orders \(symbol)") { state in
            state.account.orders.filter { $0.symbol == symbol && ($0.updatedAt ?? since) >= since }
        }
    }
}

extension AccountEvent {
    /// An order's id, phase and what has traded; a fill's id; how much of what is held.
    var words: String {
        switch self {
        case .order(let order):
            "order \(order.venueOrderID) \(order.phase.isEnded ? "ended" : "\(order.phase)") \(order.filledBase)"
        case .fill(let fill): "fill \(fill.id)"
        case .balance(let balance): "\(balance.total) \(balance.asset)"
        }
    }
}
