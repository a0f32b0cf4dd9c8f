import AdapterProtocol

extension Examination {
    /// The last hour: what a case places is in it.
    var lastHour: Timestamp { clock.now.advanced(by: .seconds(-3600)) }

    /// Orders that were placed one after the other and cancelled, in that order.
    func endedOrders(_ count: Int) async throws -> [VenueOrderID] {
        var ids: [VenueOrderID] = []
        for position in 0..<count {
            let id = try await accepted(try restingBuy(percentOfBid: 80 - position % 3)).venueOrderID
            _ = try await shown(.venue(id))
            _ = await venue.cancel(.venue(id), on: market.symbol)
            _ = try await ended(.venue(id))
            ids.append(id)
            // Times of a second's precision must differ too.
            try await clock.sleep(for: .milliseconds(1100))
        }
        return ids
    }

    /// The market's orders of the last hour once `wanted` are all among them: lists may trail what one order shows.
    func history(from start: Timestamp, with wanted: [VenueOrderID]) async throws -> [Order] {
        for _ in 0..<60 {
            let rows = try await venue.orderHistory(on: market.symbol, HistoryQuery(from: start))
            let known = Set(rows.map(\.venueOrderID))
            if wanted.allSatisfy(known.contains) { return rows }
            try await clock.sleep(for: .seconds(1))
        }
        throw CaseStop.broken("a minute later the history lacks an order that has ended")
    }

    /// At least `count` orders of the last hour, with the start they were read from.
    func history(atLeast count: Int) async throws -> (start: Timestamp, rows: [Order]) {
        let start = lastHour
        let rows = try await venue.orderHistory(on: market.symbol, HistoryQuery(from: start))
        guard Set(rows.compactMap(\.createdAt)).count < count else { return (start, rows) }
        let ids = try await endedOrders(count)
        return (start, try await history(from: start, with: ids))
    }

    /// A buy that takes the best offer, once it has ended or rests with a part filled.
    func takenBuy() async throws -> Order {
        let book = try await venue.orderBook(market.symbol, depth: 1)
        guard let ask = book.bestAsk?.price else { throw CaseStop.skipped("nobody offers \(market.symbol)") }
        let price = try (ask * 101).divided(by: 100, scale: 18, rounding: .up).quantized(to: market.tick, .ceiling)
        let request = try OrderRequest.limit(
            newID(), .buy, market.symbol, quantity: try market.smallestQuantity(at: ask), price: price)
        let id = try await accepted(request).venueOrderID
        for _ in 0..<60 {
            let order = try await shown(.venue(id))
            if order.phase.isEnded { return order }
            try await clock.sleep(for: .milliseconds(500))
        }
        throw CaseStop.broken("a buy above the best offer does not fill")
    }

    /// The market's own fills once those of `orders` add up to what the orders say.
    func fills(from start: Timestamp, of orders: [Order]) async throws -> [Fill] {
        for _ in 0..<60 {
            let rows = try await venue.fills(on: market.symbol, HistoryQuery(from: start))
            let isWhole = try orders.allSatisfy { order in
                let own = rows.filter { $0.venueOrderID == order.venueOrderID }
                return try ExactDecimal.sum(own.map(\.quantity)) >= order.filledBase
            }
            if isWhole { return rows }
            try await clock.sleep(for: .seconds(1))
        }
        throw CaseStop.broken("a minute later the fills do not add up to what the orders say")
    }

    /// At least `count` fills at different times, with the start they were read from.
    func fills(atLeast count: Int) async throws -> (start: Timestamp, rows: [Fill]) {
        let start = lastHour
        var rows = try await venue.fills(on: market.symbol, HistoryQuery(from: start))
        var orders: [Order] = []
        while Set(rows.compactMap(\.time)).count < count, orders.count < count {
            orders.append(try await takenBuy())
            try await clock.sleep(for: .milliseconds(1100))
            rows = try await fills(from: start, of: orders)
        }
        return (start, rows)
    }
}
