import AdapterProtocol

// Orders on a stage: the smallest that the rules allow.
extension StreamStage {
    /// A buy that rests far below the market.
    func restingBuy(percentOfBid percent: Int = 80, factor: Int = 1) throws -> OrderRequest {
        let price = try market.price(percentOfBid: percent)
        return try OrderRequest(
            clientOrderID: examination.newID(), symbol: symbol, side: .buy, type: .limit,
            amount: .base(try market.smallestQuantity(at: price) * ExactDecimal(factor)), limitPrice: price,
            timeInForce: .goodTillCancelled)
    }

    /// A buy that trades at once, and of which nothing stays.
    func takingBuy(factor: Int = 1) throws -> OrderRequest {
        let price = try market.price(percentOfBid: 102)
        return try OrderRequest(
            clientOrderID: examination.newID(), symbol: symbol, side: .buy, type: .limit,
            amount: .base(try market.smallestQuantity(at: price) * ExactDecimal(factor)), limitPrice: price,
            timeInForce: .immediateOrCancel)
    }

    /// A buy that takes the whole best level, and rests with the rest. The market must be frozen.
    func partlyTakingBuy() async throws -> OrderRequest {
        let book = try await restBook(depth: 5)
        let best = try hold(book.bestAsk, "nobody offers anything")
        let least = try market.smallestQuantity(at: best.price)
        let lots = try best.quantity.divided(by: market.lot, scale: 0, rounding: .up)
        return try OrderRequest(
            clientOrderID: examination.newID(), symbol: symbol, side: .buy, type: .limit,
            amount: .base(try lots * market.lot + least * 2), limitPrice: best.price, timeInForce: .goodTillCancelled)
    }

    /// Places an order, which must be accepted.
    func place(_ request: OrderRequest, by other: (any StreamingVenue)? = nil) async throws -> VenueOrderID {
        let venue = other ?? venue
        switch try await wait({ await venue.place(request) }) {
        case .accepted(let acceptance):
            mustGo(acceptance.venueOrderID)
            return acceptance.venueOrderID
        case .rejected(let error, _) where error.kind == .insufficientFunds:
            throw CaseStop.skipped("not enough funds for \(request.amount) on \(symbol)")
        case let other: throw CaseStop.broken("the order was not accepted: \(other)")
        }
    }

    /// Cancels an order, which must be live.
    func cancel(_ order: VenueOrderID) async throws {
        let (venue, symbol) = (venue, symbol)
        switch try await wait({ await venue.cancel(.venue(order), on: symbol) }) {
        case .ended, .requested, .notLive: return
        case let other: throw CaseStop.broken("the order was not cancelled: \(other)")
        }
    }

    /// The order as REST shows it; reads may trail writes.
    func restOrder(_ order: VenueOrderID) async throws -> Order {
        let (venue, symbol) = (venue, symbol)
        for _ in 0..<50 {
            if case .found(let view) = try await wait({ try await venue.order(.venue(order), on: symbol) }) {
                return view
            }
            try await pass(.milliseconds(200))
        }
        throw CaseStop.broken("REST does not show the order")
    }

    /// The order's fills as REST shows them.
    func restFills(_ order: VenueOrderID) async throws -> [Fill] {
        let (venue, symbol) = (venue, symbol)
        let rows = try await wait { try await venue.fills(on: symbol, HistoryQuery(limit: 100)) }
        return rows.filter { $0.venueOrderID == order }
    }

    /// The fills of an order that trades at once, as soon as REST shows some.
    func shownFills(_ order: VenueOrderID) async throws -> [Fill] {
        for _ in 0..<100 {
            let fills = try await restFills(order)
            if !fills.isEmpty { return fills }
            try await pass(.milliseconds(300))
        }
        throw CaseStop.broken("the order did not trade")
    }

    /// Waits until an order's end is told, and all of its fills.
    func untilEnded(_ account: StreamWatch<AccountEvent>, _ order: VenueOrderID) async throws {
        try await until("the order's end", seen: { account.text(of: order) }) {
            account.order(order)?.phase.isEnded ?? false
        }
        let filled = try await restOrder(order).filledBase
        try await until("fills of \(filled)", seen: { account.text(of: order) }) {
            account.filled(of: order) == filled
        }
    }

    /// What was told last of an order is what REST shows.
    func holdEqualOrder(_ account: StreamWatch<AccountEvent>, _ order: VenueOrderID) async throws {
        let rest = try await restOrder(order)
        try await holdNow { try holdEqual(try hold(account.order(order), "no order was told"), rest) }
    }

    /// What is told of an order is what REST shows of it.
    func holdEqual(_ told: Order, _ rest: Order) throws(CaseStop) {
        try hold(told.symbol == rest.symbol && told.side == rest.side, "a \(told.side) on \(told.symbol)")
        try hold(told.phase.isEnded == rest.phase.isEnded, "it is \(told.phase), and REST has \(rest.phase)")
        try hold(told.filledBase == rest.filledBase, "\(told.filledBase) filled, and REST has \(rest.filledBase)")
        let isSamePrice = told.limitPrice == nil || rest.limitPrice == nil || told.limitPrice == rest.limitPrice
        try hold(isSamePrice, "its limit is \(String(describing: told.limitPrice))")
        let isSameID =
            told.clientOrderID == nil || rest.clientOrderID == nil || told.clientOrderID == rest.clientOrderID
        try hold(isSameID, "its client id is \(String(describing: told.clientOrderID))")
    }
}
