import AdapterProtocol

// Orders (valr.md J.2, J.3).
extension VALRAccountSession {
    /// How long after a verdict the order's own status may take: a quarter of a second was enough in practice, and a
    /// resting post-only order may never send one (valr.md J.2, K.8).
    static let verdictPatience: Duration = .milliseconds(500)

    /// One order's status.
    mutating func take(_ news: VALROrderNews, _ output: inout StreamOutput<AccountStreamEvent>) {
        guard let symbol = news.symbol else { return }
        orders.heard(of: news.id)
        guard let order = news.order else { return read(news.id, symbol, &output) }
        guard orders.take(order) else { return }
        output.tell(.order(order))
        // An order that can't rest may have ended with this; how a market order's sums are filled in is not known, and
        // a finished one's are told over REST alone (valr.md E.8, E.10).
        let mayLapse = order.timeInForce == .immediateOrCancel || order.timeInForce == .fillOrKill
        if order.amount == nil || (mayLapse && !order.phase.isEnded) { read(news.id, symbol, &output) }
    }

    /// The complete list of open orders: one of ours that is not in it has ended, or is not in it yet.
    mutating func take(_ list: [VALROrderNews], _ output: inout StreamOutput<AccountStreamEvent>) {
        for news in list {
            guard let symbol = news.symbol else { continue }
            orders.heard(of: news.id)
            guard let order = news.order else {
                read(news.id, symbol, &output)
                continue
            }
            if orders.takeFromList(order) { output.tell(.order(order)) }
        }
        for (id, symbol) in orders.missing(from: Set(list.map(\.id))) { read(id, symbol, &output) }
    }

    private func read(_ id: String, _ symbol: Symbol, _ output: inout StreamOutput<AccountStreamEvent>) {
        output.tell(.read(.order(.venue(VenueOrderID(rawValue: id)), symbol)))
    }
}
