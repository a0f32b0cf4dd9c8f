/// What reads may not see yet (for one, binance.md E.8 rule 2): for a while after a write they answer with the state
/// before it. Writes always see the truth.
public struct FaceVisibility: Sendable {
    private struct Past {
        var until: Int64
        let since: Int64
        /// The order as reads still see it; nil when it did not exist.
        let order: EngineOrder?
    }

    private var orders: [EngineOrderRef: Past] = [:]
    private var account: (until: Int64, past: EngineAccount)?

    /// Hides nothing.
    public init() {}

    /// Keeps the effect of a write from reads until `until`.
    public mutating func hide(_ order: EngineOrder, before past: EngineOrder?, now: Int64, until: Int64) {
        let ref = EngineOrderRef(order)
        if orders[ref] != nil {
            orders[ref]?.until = until
        } else {
            orders[ref] = Past(until: until, since: now, order: past)
        }
    }

    /// Keeps the account as it was from reads until `until`.
    public mutating func hide(_ account: EngineAccount, until: Int64) {
        self.account = (until, self.account?.past ?? account)
    }

    /// Forgets what everybody may see by now.
    public mutating func lapse(at now: Int64) {
        if orders.isEmpty, account == nil { return }
        orders = orders.filter { $0.value.until > now }
        if let account, account.until <= now { self.account = nil }
    }

    /// The order as reads see it, nil for one they do not see at all.
    public func seen(_ order: EngineOrder) -> EngineOrder? {
        guard let past = orders[EngineOrderRef(order)] else { return order }
        return past.order
    }

    /// The open orders as reads see them: new ones missing, finished ones still there.
    public func seen(open current: [EngineOrder], symbol: String?) -> [EngineOrder] {
        if orders.isEmpty { return current }
        let open = Set(current.map(EngineOrderRef.init))
        let stillThere = orders.filter { !open.contains($0.key) }.compactMap(\.value.order)
            .filter { $0.status.isOpen && (symbol == nil || $0.symbol == symbol) }
            .sorted { ($0.symbol, $0.id) < ($1.symbol, $1.id) }
        return current.compactMap(seen).filter(\.status.isOpen) + stillThere
    }

    /// Whether reads see a fill.
    public func sees(_ fill: EngineFill) -> Bool {
        guard let past = orders[EngineOrderRef(symbol: fill.symbol, id: fill.orderID)] else { return true }
        return fill.time < past.since
    }

    /// The account as reads see it.
    public func seen(_ current: EngineAccount) -> EngineAccount { account?.past ?? current }
}
