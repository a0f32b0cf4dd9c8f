import AdapterProtocol

/// What an account's reader has been told, so that whatever comes from the stream and from REST, in any order and more
/// than once, is told exactly once and never backwards. Pure.
struct AccountLedger: Sendable {
    /// The identity of a fill (``Fill/id``).
    private struct FillKey: Hashable, Sendable {
        let symbol: Symbol
        let order: VenueOrderID
        let id: FillID
    }

    private struct BalanceKey: Hashable, Sendable {
        let asset: Asset
        let wallet: String
    }

    /// Ids of told fills that are kept. A reading over REST goes back one minute before the last one, so that older
    /// ones never come again; no venue lets an account trade this often in a minute.
    static let mostFills = 65_536
    /// Ended orders that are kept, so that a late view does not bring one back to life.
    static let mostEnded = 4_096

    private var fills = RecentSet<FillKey>(most: mostFills)
    private var orders: [VenueOrderID: Order] = [:]
    private var ended = RecentSet<VenueOrderID>(most: mostEnded)
    private var balances: [BalanceKey: Balance] = [:]
    /// Markets of fills that were told.
    private var fillMarkets: Set<Symbol> = []

    /// Orders that were told and have not ended, to be asked for when the venue no longer lists them.
    var openOrders: [Order] {
        orders.values.filter { !$0.phase.isEnded }.sorted { $0.venueOrderID < $1.venueOrderID }
    }

    /// What is: the open orders, and what the account holds.
    var standing: [AccountEvent] {
        let held = balances.values.filter { !$0.total.isZero }
        return openOrders.map(AccountEvent.order)
            + held.sorted { ($0.asset, $0.wallet) < ($1.asset, $1.wallet) }.map(AccountEvent.balance)
    }

    /// The market of a known order.
    func symbol(of reference: OrderReference) -> Symbol? {
        switch reference {
        case .venue(let id): orders[id]?.symbol
        case .client(let id): orders.values.first { $0.clientOrderID == id }?.symbol
        }
    }

    /// Markets on which something happened.
    var symbols: Set<Symbol> { Set(orders.values.map(\.symbol)).union(fillMarkets) }

    /// The view to tell; nil for one that is known, or older than what is known.
    mutating func take(_ order: Order) -> AccountEvent? {
        if let known = orders[order.venueOrderID] {
            guard known != order, Self.isNews(order, after: known) else { return nil }
        }
        orders[order.venueOrderID] = order
        if order.phase.isEnded, ended.insert(order.venueOrderID), let oldest = ended.removeExcess() {
            orders[oldest] = nil
        }
        return .order(order)
    }

    /// The fill to tell; nil for one that was told.
    mutating func take(_ fill: Fill) -> AccountEvent? {
        guard fills.insert(FillKey(symbol: fill.symbol, order: fill.venueOrderID, id: fill.id)) else { return nil }
        _ = fills.removeExcess()
        fillMarkets.insert(fill.symbol)
        return .fill(fill)
    }

    /// The balance to tell; nil for one that is known.
    mutating func take(_ balance: Balance) -> AccountEvent? {
        let key = BalanceKey(asset: balance.asset, wallet: balance.wallet)
        guard balances.updateValue(balance, forKey: key) != balance else { return nil }
        return .balance(balance)
    }

    /// Takes a whole list of balances: an asset that it lacks and that was told is zero now.
    mutating func take(all list: [Balance]) -> [AccountEvent] {
        let listed = Set(list.map { BalanceKey(asset: $0.asset, wallet: $0.wallet) })
        let gone = balances.keys.filter { !listed.contains($0) && balances[$0]?.total.isZero == false }
        let zeros = gone.map { Balance(asset: $0.asset, wallet: $0.wallet, total: 0, available: 0, held: 0) }
        return (list + zeros.sorted { $0.asset < $1.asset }).compactMap { take($0) }
    }

    /// Whether a view says something that the known one could not have said later: an ended order does not live again,
    /// and what has filled stays filled.
    private static func isNews(_ order: Order, after known: Order) -> Bool {
        if order.filledBase < known.filledBase { return false }
        if known.phase.isEnded {
            // An end may be told better, or with a fill that came after it.
            return order.phase.isEnded
                && (order.filledBase > known.filledBase || known.phase == .ended(.undetermined))
        }
        if order.phase.isEnded || order.filledBase > known.filledBase { return true }
        if stage(order.phase) < stage(known.phase) { return false }
        if stage(order.phase) > stage(known.phase) { return true }
        guard let changed = order.updatedAt, let knownChange = known.updatedAt else { return true }
        return changed >= knownChange
    }

    private static func stage(_ phase: OrderPhase) -> Int {
        switch phase {
        case .accepted: 0
        case .armed: 1
        case .working: 2
        case .ended: 3
        }
    }
}

/// A set that forgets what it took in first.
struct RecentSet<Element: Hashable & Sendable>: Sendable {
    private var members: Set<Element> = []
    private var order: [Element] = []
    private var oldest = 0
    private let most: Int

    init(most: Int) {
        self.most = most
    }

    /// Whether the element is new.
    mutating func insert(_ element: Element) -> Bool {
        guard members.insert(element).inserted else { return false }
        order.append(element)
        return true
    }

    /// Takes out the oldest member while there are too many.
    mutating func removeExcess() -> Element? {
        guard members.count > most, oldest < order.count else { return nil }
        let element = order[oldest]
        members.remove(element)
        oldest += 1
        // Half of it is the past: what is left moves to the front.
        if oldest > most {
            order.removeFirst(oldest)
            oldest = 0
        }
        return element
    }
}
