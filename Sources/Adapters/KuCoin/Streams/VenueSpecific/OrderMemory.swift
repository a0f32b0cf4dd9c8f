import AdapterProtocol

/// What is known of the account's orders: events say less than answers over REST, and may come twice.
struct KuCoinOrderMemory: Sendable {
    /// One order.
    struct Known: Sendable {
        /// The view told last.
        var order: Order
        /// Filled and cancelled together.
        var progress: ExactDecimal
        /// The trades told.
        var trades: Set<String> = []
    }

    private var known: [String: Known] = [:]
    /// Oldest first.
    private var ids: [String] = []

    /// More than the venue keeps open (2,000), so that what is forgotten has ended long ago.
    private static let most = 10_000

    subscript(id: String) -> Known? { known[id] }

    /// Remembers.
    mutating func set(_ id: String, _ entry: Known) {
        if known.updateValue(entry, forKey: id) == nil { ids.append(id) }
        guard ids.count > Self.most else { return }
        for old in ids.prefix(Self.most / 4) { known[old] = nil }
        ids.removeFirst(Self.most / 4)
    }

    /// Notes a trade.
    ///
    /// - Returns: Whether it is new.
    mutating func insert(_ trade: String, of id: String) -> Bool {
        known[id]?.trades.insert(trade).inserted ?? true
    }

    /// Takes over an answer over REST, unless events have gone further.
    mutating func learn(_ order: Order) {
        let id = order.venueOrderID.rawValue
        let old = known[id]
        if let old, old.order.filledBase > order.filledBase || (old.order.phase.isEnded && !order.phase.isEnded) {
            return
        }
        set(
            id,
            Known(order: order, progress: max(order.filledBase, old?.progress ?? .zero), trades: old?.trades ?? []))
    }
}
