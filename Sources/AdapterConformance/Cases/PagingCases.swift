import AdapterProtocol

/// Histories in parts: nothing lost, nothing twice.
enum PagingCases {
    static let all: [ConformanceCase] = orders + FillPagingCases.all

    private static let orders: [ConformanceCase] = [
        ConformanceCase(
            "history.whole", "Orders that have ended are in the history once, oldest first, as ended.",
            because: "An order that is missing there is taken for lost and placed again.", proves: [.orderHistory],
            needs: .trading
        ) { examination in
            let start = examination.lastHour
            let ids = try await examination.endedOrders(3)
            let rows = try await examination.history(from: start, with: ids)
            let own = rows.filter { ids.contains($0.venueOrderID) }
            try hold(own.map(\.venueOrderID) == ids, "\(own.map(\.venueOrderID)) instead of \(ids)")
            try hold(own.allSatisfy(\.phase.isEnded), "\(own.map(\.phase))")
            try hold(Set(rows.map(\.venueOrderID)).count == rows.count, "some stand twice")
        },
        ConformanceCase(
            "history.live", "A resting order is in the history too, and not as ended.",
            because: "Who rebuilds a state from the history must not forget what is live.", proves: [.orderHistory],
            needs: .trading
        ) { examination in
            let start = examination.lastHour
            let id = try await examination.accepted(try examination.restingBuy()).venueOrderID
            _ = try await examination.shown(.venue(id))
            let rows = try await examination.history(from: start, with: [id])
            let row = try hold(rows.first { $0.venueOrderID == id }, "it is not there")
            try hold(!row.phase.isEnded, "it is \(row.phase)")
        },
        ConformanceCase(
            "history.order", "The history is ordered by when orders were made.",
            because: "Replayed in another order it ends in another state.", proves: [.orderHistory], needs: .trading
        ) { examination in
            let times = try await examination.history(atLeast: 3).rows.map(\.createdAt)
            try hold(!times.contains(nil), "an order has no time")
            let known = times.compactMap { $0 }
            try hold(zip(known, known.dropFirst()).allSatisfy { $0 <= $1 }, "\(known)")
        },
        ConformanceCase(
            "history.limit.oldest", "From a start the limit keeps the oldest orders.",
            because: "A reader goes on from the last row: cut at the other end, rows between are lost.",
            proves: [.orderHistory], needs: .trading
        ) { examination in
            let (start, rows) = try await examination.history(atLeast: 3)
            for limit in [1, 2, rows.count, rows.count + 5] {
                let part = try await examination.orders(HistoryQuery(from: start, limit: limit))
                let wanted = rows.prefix(limit).map(\.venueOrderID)
                try hold(part == wanted, "\(limit): \(part) instead of \(wanted)")
            }
        },
        ConformanceCase(
            "history.limit.newest", "Without a start the limit keeps the newest orders, still oldest first.",
            because: "Who asks for the last two orders wants the last two.", proves: [.orderHistory], needs: .trading
        ) { examination in
            let rows = try await examination.history(atLeast: 3).rows
            for limit in [1, 2] {
                let part = try await examination.orders(HistoryQuery(limit: limit))
                let wanted = rows.suffix(limit).map(\.venueOrderID)
                try hold(part == wanted, "\(limit): \(part) instead of \(wanted)")
            }
        },
        ConformanceCase(
            "history.from", "From a time on: the order of that very time is in, those before are not.",
            because: "Neighbouring spans must neither lose an order nor show it twice.", proves: [.orderHistory],
            needs: .trading
        ) { examination in
            let (_, rows) = try await examination.history(atLeast: 3)
            let cut = try middle(rows.map(\.createdAt))
            let part = try await examination.orders(HistoryQuery(from: cut))
            let wanted = rows.filter { $0.createdAt.map { $0 >= cut } ?? false }.map(\.venueOrderID)
            try hold(part == wanted, "from \(cut): \(part) instead of \(wanted)")
        },
        ConformanceCase(
            "history.until", "Until a time: the order of that very time is not in, those before are.",
            because: "Neighbouring spans must neither lose an order nor show it twice.", proves: [.orderHistory],
            needs: .trading
        ) { examination in
            let (start, rows) = try await examination.history(atLeast: 3)
            let cut = try middle(rows.map(\.createdAt))
            let part = try await examination.orders(HistoryQuery(from: start, until: cut))
            let wanted = rows.filter { $0.createdAt.map { $0 < cut } ?? false }.map(\.venueOrderID)
            try hold(part == wanted, "until \(cut): \(part) instead of \(wanted)")
        },
        ConformanceCase(
            "history.future", "From a time that has not come yet there is nothing.",
            because: "A venue that ignores the start would show the newest page as new.", proves: [.orderHistory],
            needs: .trading
        ) { examination in
            _ = try await examination.history(atLeast: 1)
            let part = try await examination.orders(
                HistoryQuery(from: examination.clock.now.advanced(by: .seconds(600))))
            try hold(part.isEmpty, "\(part)")
        },
        ConformanceCase(
            "history.pages", "A history of more than a page comes whole, each order once, oldest first.",
            because: "At the seam of two pages rows are lost or doubled.", proves: [.orderHistory], needs: .trading
        ) { examination in
            guard examination.isPlayground else { throw CaseStop.notApplicable("it takes more than a hundred orders") }
            let start = examination.clock.now
            let ids = try await examination.manyEndedOrders(115)
            let rows = try await examination.history(from: start, with: ids).map(\.venueOrderID)
            try hold(rows == ids, "\(rows.count) rows of \(ids.count), \(Set(rows).count) of them different")
            let newest = try await examination.orders(HistoryQuery(limit: 110))
            try hold(newest == Array(ids.suffix(110)), "\(newest.count) of the newest 110")
        },
    ]

    /// A time in the middle at which one row lies and before which another does.
    static func middle(_ times: [Timestamp?]) throws(CaseStop) -> Timestamp {
        let known = Set(times.compactMap { $0 }).sorted()
        guard known.count >= 3 else { throw .broken("\(known.count) different times") }
        return known[known.count / 2]
    }
}

extension Examination {
    fileprivate func orders(_ query: HistoryQuery) async throws -> [VenueOrderID] {
        try await venue.orderHistory(on: market.symbol, query).map(\.venueOrderID)
    }

    /// Like ``endedOrders(_:)``, faster: each is cancelled as soon as it can be.
    fileprivate func manyEndedOrders(_ count: Int) async throws -> [VenueOrderID] {
        var ids: [VenueOrderID] = []
        for _ in 0..<count {
            let id = try await accepted(try restingBuy()).venueOrderID
            try await clock.sleep(for: .milliseconds(1100))
            _ = await venue.cancel(.venue(id), on: market.symbol)
            ids.append(id)
        }
        return ids
    }
}
