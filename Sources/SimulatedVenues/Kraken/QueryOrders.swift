import AdapterProtocol
import VenueSimulator

// OpenOrders, ClosedOrders, QueryOrders (kraken.md E.10).
extension KrakenFace {
    func openOrders(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let filter = try OrderFilter(call.parameters)
        let current = exchange.openOrders(account: Kraken.Setup.account)
        let orders = visibility.seen(open: current, symbol: nil).filter { filter.accepts($0) }
        return ["open": rows(orders, call)]
    }

    func closedOrders(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let filter = try OrderFilter(call.parameters)
        let closeTime = call.parameters.text("closetime") ?? "both"
        guard ["open", "close", "both"].contains(closeTime) else { throw .argument("closetime") }
        let window = try Kraken.HistoryWindow(call.parameters) { text in
            // The order's last time that is compared, so that `start` leaves it out and `end` keeps it.
            ids.order(text).flatMap { order($0) }.map { order in
                order.status.isOpen || closeTime == "open" ? Kraken.Times.opened(order) : Kraken.Times.closed(order)
            }
        }
        if window.isUnbounded, filter.acceptsAll, hiddenUntil <= now { return wholeHistory(call, window) }
        let found = archive.closed.reversed().lazy.compactMap { ref -> EngineOrder? in
            guard let order = self.order(ref), let seen = visibility.seen(order), !seen.status.isOpen,
                filter.accepts(seen)
            else { return nil }
            if window.isUnbounded { return seen }
            let isOpenedInside = closeTime != "close" && window.contains(Kraken.Times.opened(seen))
            let isClosedInside = closeTime != "open" && window.contains(Kraken.Times.closed(seen))
            return isOpenedInside || isClosedInside ? seen : nil
        }
        let page = window.page(found)
        let answer: FaceJSON = ["closed": rows(page.rows, call)]
        return window.wantsCount ? answer.with("count", .integer(page.count)) : answer
    }

    /// A page of all finished orders: nothing has to be looked at to count them.
    private func wholeHistory(_ call: Kraken.Call, _ window: Kraken.HistoryWindow) -> FaceJSON {
        let refs = archive.closed.reversed().dropFirst(window.offset).prefix(Kraken.HistoryWindow.pageSize)
        let answer: FaceJSON = ["closed": rows(refs.compactMap { order($0) }, call)]
        return window.wantsCount ? answer.with("count", .integer(archive.closed.count)) : answer
    }

    func queryOrders(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let names = call.parameters.list("txid") else { throw .argument("txid") }
        guard (1...50).contains(names.count) else { throw .argument("txid") }
        let filter = try OrderFilter(call.parameters, ignoringClientID: true)
        var orders: [EngineOrder] = []
        for name in names {
            guard let order = ids.order(name).flatMap({ order($0) }), let seen = visibility.seen(order) else {
                if call.switches.has("unknownTxid", "empty") { continue }
                throw Kraken.Refusal(call.switches.text("unknownTxid"))
            }
            if filter.accepts(seen) { orders.append(seen) }
        }
        return rows(orders, call)
    }

    private func rows(_ orders: [EngineOrder], _ call: Kraken.Call) -> FaceJSON {
        let withTrades = call.parameters.flag("trades")
        var members: [FaceJSON.Member] = []
        for order in orders {
            guard let market = Kraken.Markets.of(order.symbol) else { continue }
            let row = Kraken.OrderRow(
                order: order, market: market, note: books.note(Kraken.Ref(order)), fills: archive.fills(of: order),
                ids: ids, switches: call.switches, mayBeText: call.endpoint == .queryOrders)
            members.append(.init(ids.order(Kraken.Ref(order)), row.json(withTrades: withTrades)))
        }
        return .members(members)
    }
}

/// `userref` and `cl_ord_id` of the order queries.
private struct OrderFilter {
    let userref: String?
    let clientID: String?

    init(_ parameters: Kraken.Parameters, ignoringClientID: Bool = false) throws(Kraken.Refusal) {
        userref = try parameters.integer("userref", in: Int64(Int32.min)...Int64(Int32.max)).map { String($0) }
        clientID = ignoringClientID ? nil : parameters.text("cl_ord_id")
    }

    var acceptsAll: Bool { userref == nil && clientID == nil }

    func accepts(_ order: EngineOrder) -> Bool {
        if let userref, order.labels[Kraken.Label.userref] ?? "0" != userref { return false }
        if let clientID, order.clientOrderID != clientID { return false }
        return true
    }
}
