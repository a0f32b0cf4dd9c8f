import AdapterProtocol

// What must be read.
extension AccountRun {
    /// Reads the whole account, until no event was let go meanwhile.
    func readAll() async throws(VenueError) {
        guard desk.isConnected else { return }
        let round = desk.beginReading()
        while !Task.isCancelled {
            let plan = desk.plan(at: kit.clock.now.time)
            let balances = try await backend.balances()
            let (orders, fills) = try await ordersAndFills(plan)
            let time = kit.clock.now.time
            switch desk.complete(orders: orders, fills: fills, balances: balances, of: plan, in: round, at: time) {
            case .done, .overtaken: return jobs.postOnce(.errand)
            case .again: continue
            }
        }
    }

    /// Reads the whole account beside the stream: what it missed shows.
    func readBeside() async throws(VenueError) {
        guard desk.isConnected else { return }
        let plan = desk.plan(at: kit.clock.now.time)
        let balances = try await backend.balances()
        let (orders, fills) = try await ordersAndFills(plan)
        desk.deliver(orders: orders, fills: fills, balances: balances, of: plan, at: kit.clock.now.time)
        desk.settle(plan)
    }

    /// Reads what events only named.
    func runErrand() async throws(VenueError) {
        let errand = desk.takeErrand()
        guard !errand.isEmpty else { return }
        do throws(VenueError) {
            let plan = desk.plan(at: kit.clock.now.time)
            let orders = try await named(by: errand)
            // An order that was read with a fill in it: the stream's own word on the fill is nothing new to its session then.
            let filled = orders.filter(\.filledBase.isPositive).map(\.symbol)
            let markets =
                errand.wantsAllFills ? plan.markets(with: orders) : errand.fills.union(filled).sorted()
            let fills = try await readFills(of: markets)
            let balances = errand.wantsBalances ? try await backend.balances() : nil
            for order in orders { line?.learn(order) }
            let time = kit.clock.now.time
            if !desk.deliver(orders: orders, fills: fills, balances: balances, of: plan, at: time) {
                // The stream said more of balances meanwhile: what it left out must be read again.
                desk.wantBalances()
                jobs.postOnce(.errand)
            }
        } catch {
            desk.giveBack(errand)
            throw error
        }
    }

    /// The orders that an errand names.
    private func named(by errand: AccountDesk.Errand) async throws(VenueError) -> [Order] {
        var orders: [Order] = []
        for (reference, symbol) in errand.orders {
            guard let symbol = symbol ?? desk.symbol(of: reference) else {
                jobs.postOnce(.reading)
                continue
            }
            if case .found(let order) = try await backend.order(reference, on: symbol) { orders.append(order) }
        }
        return orders
    }

    /// Fills after orders: a fill between the two readings is seen by the second.
    private func ordersAndFills(
        _ plan: AccountDesk.Plan
    ) async throws(VenueError) -> (orders: [Order], fills: AccountDesk.ReadFills) {
        let open = try await backend.openOrders()
        var orders = open + (try await ended(plan.openOrders, notIn: open))
        for (symbol, since) in plan.history.sorted(by: { $0.key < $1.key }) {
            orders += try await backend.orders(on: symbol, since: since)
        }
        let fills = try await readFills(of: plan.markets(with: orders))
        for order in orders { line?.learn(order) }
        return (orders, fills)
    }

    /// Fills from a little before those that were read last.
    private func readFills(of markets: [Symbol]) async throws(VenueError) -> AccountDesk.ReadFills {
        var read = AccountDesk.ReadFills()
        for symbol in markets {
            let askedAt = kit.clock.now.time
            let fills = try await backend.fills(on: symbol, since: desk.fillsFrom(symbol))
            read.add(fills, of: symbol, askedAt: askedAt)
        }
        return read
    }

    /// Orders that were open and are not listed any more, as they ended.
    private func ended(_ known: [Order], notIn open: [Order]) async throws(VenueError) -> [Order] {
        let listed = Set(open.map(\.venueOrderID))
        var found: [Order] = []
        for order in known where !listed.contains(order.venueOrderID) {
            guard case .found(let view) = try await backend.order(.venue(order.venueOrderID), on: order.symbol) else {
                // Absent proves nothing: it is asked for again with the next reading.
                continue
            }
            found.append(view)
        }
        return found
    }
}
