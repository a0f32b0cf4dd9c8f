import AdapterProtocol

/// Cancelling every order of a market.
enum CancelAllCases {
    static let all: [ConformanceCase] = [allOfMarket, allLeavesOthers, allOfNothing, allStops]

    private static func three(_ examination: Examination) async throws -> [(OrderRequest, VenueOrderID)] {
        var placed: [(OrderRequest, VenueOrderID)] = []
        for side in [Side.buy, .buy, .sell] {
            let request = try examination.resting(side)
            placed.append((request, try await examination.accepted(request).venueOrderID))
        }
        for (request, _) in placed { _ = try await examination.open(request.clientOrderID) }
        return placed
    }

    private static let allOfMarket = ConformanceCase(
        "cancel.all.reports", "Cancelling a market's orders ends every one of them, and reports each once.",
        because: "It is the button that is pressed when something is wrong.",
        proves: [.cancelAllOfInstrument, .limitOrders], needs: .trading
    ) { examination in
        try await examination.mustOwnNoOrders()
        let placed = try await three(examination)
        let reports = try await examination.venue.cancelAll(on: examination.market.symbol).map(\.venueOrderID)
        for (_, id) in placed {
            let times = reports.count { $0 == id }
            try hold(times == 1, "one of the orders is reported \(times) times in \(reports.count) reports")
            let end = try await examination.ended(.venue(id))
            try hold(end.phase.isOwnersCancel, "one of the ends reads \(end.phase)")
        }
    }

    private static let allLeavesOthers = ConformanceCase(
        "cancel.all.otherMarkets", "Cancelling a market's orders leaves those of other markets.",
        because: "Each bot owns a market: one that stops must not stop the others.",
        proves: [.cancelAllOfInstrument, .limitOrders], needs: .trading
    ) { examination in
        try await examination.mustOwnNoOrders()
        let other = try await examination.otherMarket()
        let kept = try examination.resting(.buy, on: other)
        let keptID = try await examination.accepted(kept).venueOrderID
        let request = try examination.resting(.buy)
        let id = try await examination.accepted(request).venueOrderID
        _ = try await examination.open(request.clientOrderID)
        let reports = try await examination.venue.cancelAll(on: request.symbol)
        try hold(!reports.contains { $0.venueOrderID == keptID }, "the other market's order is reported")
        _ = try await examination.ended(.venue(id))
        let open = try await examination.venue.openOrders(on: other.symbol).filter { $0.venueOrderID == keptID }
        try hold(open.count == 1, "the other market's order is no longer open")
    }

    private static let allOfNothing = ConformanceCase(
        "cancel.all.nothing", "Cancelling the orders of a market that has none succeeds, with no report.",
        because: "A stop button that fails when all is quiet teaches people to ignore it.",
        proves: [.cancelAllOfInstrument], needs: .trading
    ) { examination in
        try await examination.mustOwnNoOrders()
        let symbol = examination.market.symbol
        _ = try await examination.venue.cancelAll(on: symbol)
        try await examination.clock.sleep(for: .seconds(2))
        let reports = try await examination.venue.cancelAll(on: symbol)
        try hold(reports.isEmpty, "\(reports.count) orders are reported")
    }

    private static let allStops = ConformanceCase(
        "cancel.all.triggers", "Cancelling a market's orders ends the armed ones as well.",
        because: "A stop that survives the stop button fires later, into an account that was said to be flat.",
        proves: [.cancelAllOfInstrument, .triggeredLimit], needs: .trading
    ) { examination in
        try await examination.mustOwnNoOrders()
        let price = try examination.market.price(percentOfBid: 80)
        let request = try OrderRequest(
            clientOrderID: examination.newID(), symbol: examination.market.symbol, side: .sell, type: .stopLimit,
            amount: .base(try examination.takerQuantity()), limitPrice: price,
            trigger: Trigger(price: price, crossing: .atOrBelow), timeInForce: .goodTillCancelled)
        let id = try await examination.accepted(request).venueOrderID
        _ = try await examination.open(request.clientOrderID)
        let reports = try await examination.venue.cancelAll(on: request.symbol)
        try hold(reports.count { $0.venueOrderID == id } == 1, "the armed order is not reported once")
        let end = try await examination.ended(.venue(id))
        try hold(end.phase.isOwnersCancel, "its end reads \(end.phase)")
    }
}
