import AdapterProtocol

/// What a connection knows of orders: enough to leave out news that is older than what was told, to notice orders that
/// vanish from the list of open ones, and to ask for those whose status never comes (valr.md J.2, J.3).
struct VALRKnownOrders: Sendable {
    private struct Known: Sendable {
        let symbol: Symbol
        var updatedAt: Timestamp?
        var isEnded: Bool
        /// Whether it was asked for since it was missing from the list.
        var isAskedFor = false
    }

    /// Ended orders that are remembered, so that late news does not revive them.
    static let mostEnded = 4096

    private var orders: [String: Known] = [:]
    /// Ended ones, oldest first.
    private var ended: [String] = []
    /// Verdicts whose order has not been heard of since.
    private var awaited: [String: Duration] = [:]

    /// Takes a view of an order; false for one that is older than what is known, or that comes after the end.
    mutating func take(_ order: Order) -> Bool {
        let id = order.venueOrderID.rawValue
        if let known = orders[id] {
            if known.isEnded { return false }
            if !order.phase.isEnded, let then = known.updatedAt, let now = order.updatedAt, now < then { return false }
        }
        orders[id] = Known(
            symbol: order.symbol, updatedAt: order.updatedAt ?? orders[id]?.updatedAt, isEnded: order.phase.isEnded)
        if order.phase.isEnded { forgetOldest(after: id) }
        return true
    }

    /// Takes a row of the list of open orders; false also for one that says nothing new.
    mutating func takeFromList(_ order: Order) -> Bool {
        let known = orders[order.venueOrderID.rawValue]
        let isOld = known.map { !$0.isAskedFor && $0.updatedAt != nil && $0.updatedAt == order.updatedAt } ?? false
        return take(order) && !isOld
    }

    private mutating func forgetOldest(after id: String) {
        ended.append(id)
        guard ended.count > 2 * Self.mostEnded else { return }
        for id in ended.prefix(Self.mostEnded) { orders[id] = nil }
        ended.removeFirst(Self.mostEnded)
    }

    /// Orders that are open as far as is known and not in the list, each once.
    mutating func missing(from list: Set<String>) -> [(id: String, symbol: Symbol)] {
        var missing: [(id: String, symbol: Symbol)] = []
        for (id, known) in orders where !known.isEnded && !known.isAskedFor && !list.contains(id) {
            missing.append((id, known.symbol))
        }
        for (id, _) in missing { orders[id]?.isAskedFor = true }
        return missing.sorted { $0.id < $1.id }
    }

    /// The market of an order, where it is known.
    func symbol(of id: String) -> Symbol? { orders[id]?.symbol }
}

// Verdicts, which name an order and nothing of it.
extension VALRKnownOrders {
    /// Expects news of an order.
    mutating func expect(_ id: String, until time: Duration) {
        if orders[id]?.isEnded != true { awaited[id] = awaited[id] ?? time }
    }

    /// News of an order has come.
    mutating func heard(of id: String) { awaited[id] = nil }

    /// Orders that nothing has been heard of in time.
    mutating func overdue(at elapsed: Duration) -> [(id: String, symbol: Symbol?)] {
        guard let wakeAt, wakeAt <= elapsed else { return [] }
        let overdue = awaited.filter { $0.value <= elapsed }.keys.sorted()
        for id in overdue { awaited[id] = nil }
        return overdue.map { ($0, symbol(of: $0)) }
    }

    /// When something is overdue.
    var wakeAt: Duration? { awaited.values.min() }
}
