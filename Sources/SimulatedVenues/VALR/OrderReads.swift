import AdapterProtocol
import VenueSimulator

// Orders by name and in lists (valr.md E.8, E.9).
extension VALRFace {
    private func find(_ name: VALR.OrderName, _ caller: VALR.Caller, _ switches: VALR.Switches) -> VALR.Tracked? {
        switch name {
        case .id(let id): order(id: id, caller)
        case .customer(let id):
            register.order(customer: id, account: caller.account, first: switches.findsFirstReuse)
        }
    }

    private func unknown(_ switches: VALR.Switches) -> VALR.Refusal {
        .invalidOrder(status: switches.unknownOrder == "404" ? 404 : 400)
    }

    /// The state of one order of a pair.
    func orderStatus(
        _ pair: String, _ name: VALR.OrderName, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        _ = try market(pair)
        guard let order = find(name, caller, switches), order.symbol == pair, let step = order.seen(at: now) else {
            throw unknown(switches)
        }
        return statusRow(order, step, switches)
    }

    /// Finished orders alone.
    func orderSummary(
        _ name: VALR.OrderName, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        guard let order = find(name, caller, switches), let step = order.seen(at: now - switches.historyLag),
            !step.isOpen
        else { throw unknown(switches) }
        return historyRow(order, step, switches)
    }

    /// All states, newest first; an unknown order is an empty list and no error.
    func orderDetail(_ name: VALR.OrderName, _ caller: VALR.Caller, _ switches: VALR.Switches) -> FaceJSON {
        guard let order = find(name, caller, switches) else { return [] }
        return .list(order.allSeen(at: now - switches.historyLag).reversed().map { detailRow(order, $0, switches) })
    }

    /// All pairs, whatever the query says; newest first.
    func openOrders(_ caller: VALR.Caller, _ switches: VALR.Switches) -> FaceJSON {
        .list(register.openSeen(caller.account, at: now).reversed().map { openRow($0.order, $0.step, switches) })
    }

    /// Newest first. Without a filter open orders and cancels without a fill are missing.
    func orderHistory(
        _ query: VALR.Query, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let page = try query.page(maximum: 100, switches)
        let filter = try HistoryFilter(query, switches)
        var rows: [FaceJSON] = []
        var skipped = 0
        for number in register.numbers(caller.account).reversed() {
            guard rows.count < page.limit else { break }
            guard let order = register.order(number), let step = order.seen(at: now - switches.historyLag),
                filter.takes(order, step)
            else { continue }
            if skipped < page.skip {
                skipped += 1
            } else {
                rows.append(historyRow(order, step, switches))
            }
        }
        return .list(rows)
    }
}

/// What `GET /v1/orders/history` is asked for.
private struct HistoryFilter {
    let statuses: Set<String>
    let pairs: Set<String>
    let start: Int64
    let end: Int64
    let hidesFailures: Bool
    let showsEmptyCancels: Bool
    let showsOpen: Bool

    init(_ query: VALR.Query, _ switches: VALR.Switches) throws(VALR.Refusal) {
        statuses = Set(query.list("statuses"))
        guard statuses.isSubset(of: VALR.Status.filters) else {
            throw .validation([("statuses", "must be one of \(VALR.Status.filters.sorted().joined(separator: ", "))")])
        }
        pairs = Set(query.list("currencyPair"))
        for pair in pairs where VALR.Markets.market(pair) == nil { throw .pair }
        start = try query.time("startTime") ?? .min
        end = try query.time("endTime") ?? .max
        hidesFailures = try query.flag("excludeFailures")
        showsEmptyCancels = try query.flag("showZeroVolumeCancels")
        showsOpen = switches.historyListsOpen
    }

    func takes(_ order: VALR.Tracked, _ step: VALR.Step) -> Bool {
        if !pairs.isEmpty, !pairs.contains(order.symbol) { return false }
        if step.time < start || step.time > end { return false }
        if step.status == .cancelled, step.executed.isZero, !showsEmptyCancels { return false }
        if step.status == .failed, hidesFailures { return false }
        return statuses.isEmpty ? showsOpen || !step.isOpen : statuses.contains(step.status.filter)
    }
}
