import AdapterProtocol

/// Own fills in parts: nothing lost, nothing twice.
enum FillPagingCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "fills.whole", "The fills of orders that traded are there once, and add up to what the orders say.",
            because: "A fill that is lost or doubled is a wrong position.", proves: [.fills], needs: .trading
        ) { examination in
            let start = examination.lastHour
            let orders = [try await examination.takenBuy(), try await examination.takenBuy()]
            let rows = try await examination.fills(from: start, of: orders)
            let names = rows.map { "\($0.id) \($0.venueOrderID)" }
            try hold(Set(names).count == names.count, "some stand twice")
            for order in orders {
                let own = rows.filter { $0.venueOrderID == order.venueOrderID }
                let sum = try ExactDecimal.sum(own.map(\.quantity))
                try hold(sum == order.filledBase, "\(sum) in fills, \(order.filledBase) in the order")
                try hold(own.allSatisfy { $0.side == .buy && $0.symbol == order.symbol }, "\(own.map(\.side))")
            }
        },
        ConformanceCase(
            "fills.order", "Fills come in the order they happened.",
            because: "Profit is worked out from the first to the last.", proves: [.fills], needs: .trading
        ) { examination in
            let times = try await examination.fills(atLeast: 3).rows.map(\.time)
            try hold(!times.contains(nil), "a fill has no time")
            let known = times.compactMap { $0 }
            try hold(zip(known, known.dropFirst()).allSatisfy { $0 <= $1 }, "\(known)")
        },
        ConformanceCase(
            "fills.limit.oldest", "From a start the limit keeps the oldest fills.",
            because: "A reader goes on from the last row: cut at the other end, fills between are lost.",
            proves: [.fills], needs: .trading
        ) { examination in
            let (start, rows) = try await examination.fills(atLeast: 3)
            for limit in [1, 2, rows.count, rows.count + 5] {
                let part = try await examination.fillIDs(HistoryQuery(from: start, limit: limit))
                let wanted = rows.prefix(limit).map(\.id)
                try hold(part == wanted, "\(limit): \(part) instead of \(wanted)")
            }
        },
        ConformanceCase(
            "fills.limit.newest", "Without a start the limit keeps the newest fills, still oldest first.",
            because: "Who asks for the last fill wants the last one.", proves: [.fills], needs: .trading
        ) { examination in
            let rows = try await examination.fills(atLeast: 3).rows
            for limit in [1, 2] {
                let part = try await examination.fillIDs(HistoryQuery(limit: limit))
                let wanted = rows.suffix(limit).map(\.id)
                try hold(part == wanted, "\(limit): \(part) instead of \(wanted)")
            }
        },
        ConformanceCase(
            "fills.from", "From a time on: the fill of that very time is in, those before are not.",
            because: "Neighbouring spans must neither lose a fill nor book it twice.", proves: [.fills], needs: .trading
        ) { examination in
            let (_, rows) = try await examination.fills(atLeast: 3)
            let cut = try PagingCases.middle(rows.map(\.time))
            let part = try await examination.fillIDs(HistoryQuery(from: cut))
            let wanted = rows.filter { $0.time.map { $0 >= cut } ?? false }.map(\.id)
            try hold(part == wanted, "from \(cut): \(part) instead of \(wanted)")
        },
        ConformanceCase(
            "fills.until", "Until a time: the fill of that very time is not in, those before are.",
            because: "Neighbouring spans must neither lose a fill nor book it twice.", proves: [.fills], needs: .trading
        ) { examination in
            let (start, rows) = try await examination.fills(atLeast: 3)
            let cut = try PagingCases.middle(rows.map(\.time))
            let part = try await examination.fillIDs(HistoryQuery(from: start, until: cut))
            let wanted = rows.filter { $0.time.map { $0 < cut } ?? false }.map(\.id)
            try hold(part == wanted, "until \(cut): \(part) instead of \(wanted)")
        },
        ConformanceCase(
            "fills.ofOrder", "The fills of one order are all of its own, and nobody else's.",
            because: "An order is booked by its fills.", proves: [.fillsOfOrder], needs: .trading
        ) { examination in
            let start = examination.lastHour
            let orders = [try await examination.takenBuy(), try await examination.takenBuy()]
            let rows = try await examination.fills(from: start, of: orders)
            for order in orders {
                let own = rows.filter { $0.venueOrderID == order.venueOrderID }.map(\.id)
                let part = try await examination.fillIDs(HistoryQuery(order: order.venueOrderID))
                try hold(part == own, "\(part) instead of \(own)")
            }
        },
        ConformanceCase(
            "fills.ofOrder.none", "An order that never traded has no fills.",
            because: "The newest fills of the market would be booked to it.", proves: [.fillsOfOrder], needs: .trading
        ) { examination in
            let id = try await examination.accepted(try examination.restingBuy()).venueOrderID
            _ = try await examination.shown(.venue(id))
            let part = try await examination.fillIDs(HistoryQuery(order: id))
            try hold(part.isEmpty, "\(part)")
        },
    ]
}

extension Examination {
    fileprivate func fillIDs(_ query: HistoryQuery) async throws -> [FillID] {
        try await venue.fills(on: market.symbol, query).map(\.id)
    }
}
