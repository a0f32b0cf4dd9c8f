public import AdapterProtocol

/// For venues that keep live and ended orders in two lists.
extension HistoryQuery {
    /// Whether a moment lies in the span that was asked for: the start belongs to it, the end does not.
    public func contains(_ time: Timestamp) -> Bool {
        (from.map { time >= $0 } ?? true) && (until.map { time < $0 } ?? true)
    }

    /// Both lists of orders in one, oldest first, cut to the limit: from a start on the oldest stay, else the newest.
    ///
    /// Read the live list first: an order that ends in between is then in both, and its end counts.
    public func merging(live: [Order], ended: [Order]) -> [Order] {
        let known = Set(ended.map(\.venueOrderID))
        let fresh = live.filter { order in
            !known.contains(order.venueOrderID) && (order.createdAt.map(contains) ?? false)
        }
        let wanted = (ended + fresh).filter { order == nil || $0.venueOrderID == order }
        // Orders of one instant stay as the venue has them.
        let sorted = wanted.enumerated().sorted { left, right in
            let times = (left.element.createdAt?.nanoseconds ?? 0, right.element.createdAt?.nanoseconds ?? 0)
            return times.0 == times.1 ? left.offset < right.offset : times.0 < times.1
        }.map(\.element)
        guard let limit = limit.map({ max($0, 0) }) else { return sorted }
        return Array(from == nil ? sorted.suffix(limit) : sorted.prefix(limit))
    }
}
