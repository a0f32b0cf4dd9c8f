import VenueSimulator

// Orders by id and in lists (luno.md E.7 and E.8).
extension LunoFace {
    func report(_ order: EngineOrder, _ switches: Luno.Switches) -> Luno.OrderReport {
        Luno.OrderReport(
            order: order,
            note: notes.note(Luno.Ref(order)),
            // reason: every order of this face is in one of its markets.
            market: Luno.Markets.market(order.symbol) ?? Luno.Markets.all[0],
            switches: switches,
            now: now
        )
    }

    /// An order by its id, as reads see it.
    func order(_ id: String, _ switches: Luno.Switches) throws(Luno.Refusal) -> EngineOrder {
        guard Luno.OrderID.isWellFormed(id) else { throw .orderReference }
        return try visible(findOrder(id), switches)
    }

    /// An order by exactly one of `id` and `client_order_id`.
    func order(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> EngineOrder {
        switch (parameters.text("id"), parameters.text("client_order_id")) {
        case (let id?, nil): return try order(id, switches)
        case (nil, let clientID?):
            let ref = notes.order(clientID)
            // reason: an unknown order is the answer nil.
            let found = ref.flatMap { try? exchange.order(.id($0.id), symbol: $0.symbol, account: Luno.account) }
            return try visible(found, switches)
        default: throw .arguments
        }
    }

    private func visible(_ order: EngineOrder?, _ switches: Luno.Switches) throws(Luno.Refusal) -> EngineOrder {
        guard let order, let seen = visibility.seen(order), !isHidden(seen, switches) else {
            throw .orderNotFound(status: switches.orderNotFoundStatus)
        }
        return seen
    }

    /// A new order may not be found at all at first (luno.md E.10, Z10).
    private func isHidden(_ order: EngineOrder, _ switches: Luno.Switches) -> Bool {
        switches.hidesNewOrders && order.createdAt + switches.acceptanceDelay > now
    }

    /// v2: open ones by default, waiting stops included; newest first.
    func listOrders(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let markets = try wantedMarkets(parameters)
        let before = try parameters.time("created_before")
        let limit = try parameters.limit()
        let rows =
            try parameters.flag("closed")
            ? closedOrders(markets, before: before, limit: limit, switches)
            : openOrders(markets, before: before, switches)
        let reports = Self.newestFirst(rows).prefix(limit).map { report($0, switches).version2 }
        return ["orders": list(Array(reports), switches)]
    }

    /// v1: PENDING, COMPLETE or both; untriggered stops are missing (luno.md K2).
    func listOrdersV1(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let markets = try wantedMarkets(parameters)
        let before = try parameters.time("created_before")
        let limit = try parameters.limit()
        let state = parameters.text("state")
        guard state == nil || state == "PENDING" || state == "COMPLETE" else { throw .arguments }
        var rows: [EngineOrder] = []
        if state != "COMPLETE" {
            rows += openOrders(markets, before: before, switches).filter { $0.status != .armed }
        }
        if state != "PENDING" { rows += closedOrders(markets, before: before, limit: limit, switches) }
        let reports = Self.newestFirst(rows).prefix(limit).map { report($0, switches).version1 }
        return ["orders": list(Array(reports), switches)]
    }

    private func wantedMarkets(_ parameters: Luno.Parameters) throws(Luno.Refusal) -> [Luno.Market] {
        parameters.text("pair") == nil ? Luno.Markets.all : [try parameters.market()]
    }

    private func isOver(_ order: EngineOrder, _ switches: Luno.Switches) -> Bool {
        report(order, switches).state == .complete
    }

    private func openOrders(
        _ markets: [Luno.Market], before: Int64?, _ switches: Luno.Switches
    ) -> [EngineOrder] {
        let symbol = markets.count == 1 ? markets.first?.id : nil
        var rows = visibility.seen(
            open: exchange.openOrders(account: Luno.account, symbol: symbol), symbol: symbol)
        if switches.acceptanceDelay > 0 {
            // What has ended within the delay still reads as waiting to be accepted.
            let page = HistoryPage(startTime: now - switches.acceptanceDelay + 1, limit: 10_000)
            rows += markets.flatMap { exchange.orders(account: Luno.account, symbol: $0.id, page) }
                .filter { !$0.status.isOpen }
        }
        return rows.filter { $0.createdAt < before ?? .max && !isHidden($0, switches) }
    }

    private func closedOrders(
        _ markets: [Luno.Market], before: Int64?, limit: Int, _ switches: Luno.Switches
    ) -> [EngineOrder] {
        let end = before.map { $0 - 1 }
        return markets.flatMap { market -> [EngineOrder] in
            // Among the newest there may be open ones, so ask for that many more.
            let open = exchange.openOrders(account: Luno.account, symbol: market.id).count
            let page = HistoryPage(endTime: end, limit: limit + open)
            return exchange.orders(account: Luno.account, symbol: market.id, page)
                .compactMap(visibility.seen).filter { isOver($0, switches) }
        }
        .filter { !isArchived($0) }
    }

    /// Completed orders leave the lists after 100 days (luno.md E.8).
    private func isArchived(_ order: EngineOrder) -> Bool { order.updatedAt < now - 100 * 86_400_000 }

    private static func newestFirst(_ orders: [EngineOrder]) -> [EngineOrder] {
        orders.sorted { ($0.createdAt, $0.id, $0.symbol) > ($1.createdAt, $1.id, $1.symbol) }
    }
}
