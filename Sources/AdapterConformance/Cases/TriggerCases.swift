import AdapterProtocol

/// Orders that wait for a price: armed, shown, cancelled by either id, fired by the market.
enum TriggerCases {
    /// One kind of triggered order on one side.
    private struct Kind: Sendable {
        let type: OrderType
        let side: Side
        var word: String { "\(type).\(side)" }
        var capability: Capability { type.needsLimitPrice ? .triggeredLimit : .triggeredMarket }
        /// Stops follow the market, take-profits wait for it to come.
        var crossing: Trigger.Crossing {
            let isStop = type == .stopMarket || type == .stopLimit
            return isStop == (side == .buy) ? .atOrAbove : .atOrBelow
        }
    }

    private static let kinds = [OrderType.stopLimit, .takeProfitLimit, .stopMarket, .takeProfit].flatMap { type in
        Side.allCases.map { Kind(type: type, side: $0) }
    }

    static let all: [ConformanceCase] =
        kinds.flatMap { kind in
            [armed(kind), open(kind), cancelled(kind, byOurs: false), cancelled(kind, byOurs: true)]
        } + Side.allCases.flatMap { [fires($0, asLimit: true), fires($0, asLimit: false)] } + [onIndex]

    /// A triggered order that nothing can fire while a case looks at it.
    private static func request(
        _ kind: Kind, _ examination: Examination, reference: Trigger.Reference = .lastTrade
    ) async throws -> OrderRequest {
        let percent = kind.crossing == .atOrAbove ? 120 : 80
        return try await request(
            kind, examination, at: try examination.market.price(percentOfBid: percent), reference: reference)
    }

    private static func request(
        _ kind: Kind, _ examination: Examination, at price: ExactDecimal, reference: Trigger.Reference = .lastTrade
    ) async throws -> OrderRequest {
        let market = examination.market
        guard market.instrument.orderTypes.contains(kind.type) else {
            throw CaseStop.notApplicable("\(market.symbol) takes no \(kind.type) orders")
        }
        // Worse than the trigger by two percent, so that it fills when it fires.
        let limit = try (price * ExactDecimal(kind.side == .buy ? 102 : 98))
            .divided(by: 100, scale: 18, rounding: .down).quantized(to: market.tick, .floor)
        let needsLimit = kind.type.needsLimitPrice
        // A stop to buy by base quantity is not offered everywhere, but it is everywhere where market buys by base are.
        let quantity = try examination.takerQuantity()
        return try await examination.afforded(
            OrderRequest(
                clientOrderID: examination.newID(), symbol: market.symbol, side: kind.side, type: kind.type,
                amount: .base(quantity), limitPrice: needsLimit ? limit : nil,
                trigger: Trigger(price: price, crossing: kind.crossing, reference: reference),
                timeInForce: needsLimit ? .goodTillCancelled : nil))
    }

    private static func armed(_ kind: Kind) -> ConformanceCase {
        ConformanceCase(
            "trigger.\(kind.word).armed", "A \(kind.type) \(kind.side) waits armed, and both ids show it as asked for.",
            because: "A stop that is not there when the price falls is the most expensive kind of order.",
            proves: [kind.capability, .queryByVenueID, .queryByClientID], needs: .trading
        ) { examination in
            let request = try await request(kind, examination)
            let id = try await examination.accepted(request).venueOrderID
            let seen = try await examination.eventually { () -> Order? in
                let order = try await examination.shown(.venue(id))
                return order.phase == .accepted ? nil : order
            }
            let order = try hold(seen, "the order never leaves the phase accepted")
            try hold(order.phase == .armed, "the phase is \(order.phase)")
            try hold(order.filledBase.isZero, "\(order.filledBase) has traded")
            try holdSame(order, request)
            let ours = try await examination.shown(.client(request.clientOrderID))
            try hold(ours.venueOrderID == order.venueOrderID, "our id leads to \(ours.venueOrderID), placed was \(id)")
            try holdSame(ours, request)
        }
    }

    private static func open(_ kind: Kind) -> ConformanceCase {
        ConformanceCase(
            "trigger.\(kind.word).open", "An armed \(kind.type) \(kind.side) is listed once among the open orders.",
            because: "A stop that nobody sees fires into an account that has forgotten it.",
            proves: [kind.capability, .openOrders], needs: .trading
        ) { examination in
            let request = try await request(kind, examination)
            let id = try await examination.accepted(request).venueOrderID
            let open = try await examination.open(request.clientOrderID)
            try hold(open.map(\.venueOrderID) == [id], "the list has \(open.map(\.venueOrderID)), placed was \(id)")
            for order in open {
                try hold(order.phase == .armed, "it is listed as \(order.phase)")
                try holdSame(order, request)
            }
        }
    }

    private static func cancelled(_ kind: Kind, byOurs: Bool) -> ConformanceCase {
        ConformanceCase(
            "trigger.\(kind.word).cancelBy\(byOurs ? "ClientID" : "VenueID")",
            "An armed \(kind.type) \(kind.side) is cancelled by \(byOurs ? "our" : "the venue's") id.",
            because: "Many venues keep stops in a book of their own, which the usual cancel does not reach.",
            proves: [kind.capability, byOurs ? .cancelByClientID : .cancelByVenueID], needs: .trading
        ) { examination in
            let request = try await request(kind, examination)
            let id = try await examination.accepted(request).venueOrderID
            _ = try await examination.shown(.venue(id))
            let reference = byOurs ? OrderReference.client(request.clientOrderID) : .venue(id)
            switch await examination.venue.cancel(reference, on: request.symbol) {
            case .ended, .requested: break
            case let other: throw CaseStop.broken("the cancel's outcome is \(other)")
            }
            let end = try await examination.ended(.venue(id))
            try hold(end.phase.isOwnersCancel, "the end reads \(end.phase)")
            try hold(end.filledBase.isZero, "\(end.filledBase) has traded")
            try await examination.holdNothingLive(request.clientOrderID)
        }
    }

    /// One order on each side of the market: whichever way it goes, one of the two fires.
    private static func fires(_ side: Side, asLimit: Bool) -> ConformanceCase {
        ConformanceCase(
            "trigger.fires.\(side).\(asLimit ? "limit" : "market")",
            "Of a stop and a take-profit \(side) near the market the one that the market reaches fires, and trades.",
            because: "A crossing that is turned round fires a stop at once, or never.",
            proves: [asLimit ? .triggeredLimit : .triggeredMarket], needs: .trading
        ) { examination in
            guard examination.isPlayground else { throw CaseStop.notApplicable("the market cannot be waited for here") }
            let market = examination.market
            let (bid, ask) = try await examination.best()
            let above = try (ask.price * 1002).divided(by: 1000, scale: 18, rounding: .down)
                .quantized(to: market.tick, .ceiling)
            let below = try (bid.price * 998).divided(by: 1000, scale: 18, rounding: .down)
                .quantized(to: market.tick, .floor)
            let types: [OrderType] = asLimit ? [.stopLimit, .takeProfitLimit] : [.stopMarket, .takeProfit]
            var placed: [(kind: Kind, id: VenueOrderID)] = []
            for kind in types.map({ Kind(type: $0, side: side) }) {
                let price = kind.crossing == .atOrAbove ? above : below
                let request = try await request(kind, examination, at: price)
                placed.append((kind, try await examination.accepted(request).venueOrderID))
            }
            try await waitForOne(of: placed, above, below, examination)
        }
    }

    private static func waitForOne(
        of placed: [(kind: Kind, id: VenueOrderID)], _ above: ExactDecimal, _ below: ExactDecimal,
        _ examination: Examination
    ) async throws {
        for _ in 0..<2_000 {
            for (kind, id) in placed {
                let order = try await examination.shown(.venue(id))
                guard order.phase != .armed, order.phase != .accepted else { continue }
                let end = try await examination.ended(.venue(id))
                try hold(end.phase == .ended(.filled), "the \(kind.type) that fired is \(end.phase)")
                let price = try hold(end.averagePrice(scale: 8), "there is no average price")
                // The limit is two percent away; the trigger is 0.2 percent away on its own side only.
                let isReached = kind.crossing == .atOrAbove ? price > below : price < above
                try hold(
                    isReached, "a \(kind.type) \(kind.side) (\(kind.crossing)) traded at \(price), \(below) to \(above)"
                )
                return
            }
            try await examination.clock.sleep(for: .seconds(1))
        }
        throw CaseStop.broken("neither fired while the market moved for half an hour")
    }

    private static let onIndex = ConformanceCase(
        "trigger.index.armed", "A stop that watches the index waits armed, and reads as asked for.",
        because: "A last trade is moved with one small order; the index is not.",
        proves: [.indexTrigger, .triggeredLimit], needs: .trading
    ) { examination in
        let kind = Kind(type: .stopLimit, side: .sell)
        let request = try await request(kind, examination, reference: .index)
        let id = try await examination.accepted(request).venueOrderID
        let order = try await examination.shown(.venue(id))
        try hold(order.phase == .armed, "the phase is \(order.phase)")
        try holdSame(order, request)
    }
}
