import AdapterProtocol

/// The table of what is offered, and that it is heeded before anything is sent.
enum CapabilityCases {
    static let all: [ConformanceCase] = table + orders.map(refused) + [dryRun] + amendments.map(refused)

    private static let table: [ConformanceCase] = [
        ConformanceCase(
            "capability.complete", "The table answers for every capability there is.",
            because: "What is left out is refused as not built yet, although the venue may not have it at all.",
            needs: .adapter
        ) { examination in
            let missing = known.filter { examination.capabilities.table[$0] == nil }
            try hold(missing.isEmpty, "no answer for \(missing)")
        },
        ConformanceCase(
            "capability.emulated", "What is emulated says how, and what can go wrong in between.",
            because: "Two calls are not one: a user who is not told takes them for atomic.", needs: .adapter
        ) { examination in
            for (capability, support) in examination.capabilities.table {
                guard case .emulated(let how) = support else { continue }
                try hold(how.split(separator: " ").count >= 4, "\(capability): '\(how)'")
            }
        },
        ConformanceCase(
            "capability.basics", "Limit orders that rest, their cancel and their query by the venue's id are offered.",
            because: "Without them no order can be kept under control, and nothing else is worth certifying.",
            needs: .adapter
        ) { examination in
            let basics: [Capability] = [
                .limitOrders, .goodTillCancelled, .cancelByVenueID, .queryByVenueID, .openOrders,
            ]
            let missing = basics.filter { !examination.capabilities[$0].isOffered }
            try hold(missing.isEmpty, "\(missing) are not offered")
        },
    ]

    /// Every capability that the SDK names.
    static let known: [Capability] = [
        .sandbox, .dryRun, .limitOrders, .postOnly, .goodTillCancelled, .immediateOrCancel, .fillOrKill, .goodTillDate,
        .marketBuyBase, .marketBuyQuote, .marketSellBase, .marketSellQuote, .triggeredLimit, .triggeredMarket,
        .indexTrigger, .exoticOrders, .placeBefore, .selfTradePrevention, .idempotentPlacement, .engineVerdict,
        .stateInAnswer, .cancelByVenueID, .cancelByClientID, .cancelAllOfInstrument, .cancelVerdict, .amendShrink,
        .amendGrow, .amendPrice, .queryByVenueID, .queryByClientID, .openOrders, .orderHistory, .fills, .fillsOfOrder,
        .fillLiquidity, .heldBalances, .feeRates, .transfers, .serverTime, .keyRights, .tickers, .orderBooks,
        .recentTrades, .candles, .rawRead, .bookStreams, .tradeStreams, .tickerStreams,
        .candleStreams, .orderStreams, .fillStreams, .balanceStreams,
    ]

    /// An order that needs one capability more than the plainest order does.
    struct Refusal: Sendable {
        let name: String
        let capability: Capability
        let request: @Sendable (Examination) throws -> OrderRequest
    }

    private static func refused(_ refusal: Refusal) -> ConformanceCase {
        ConformanceCase(
            "capability.refused.\(refusal.name)",
            "An order that needs \(refusal.capability) is refused before anything is sent where it is not offered.",
            because: "The venue would refuse it, or worse: leave out what it does not know and take the rest.",
            needs: .adapter
        ) { examination in
            try examination.isWithout(refusal.capability)
            let outcome = await examination.venue.place(try refusal.request(examination))
            guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
            try hold(error.kind == .unsupported && error.effect == .notSent, "\(error)")
            try hold(examination.tap?.sent.isEmpty ?? true, "something was sent")
        }
    }

    private static let orders: [Refusal] = [
        Refusal(name: "postOnly", capability: .postOnly) { try $0.restingBuy(isPostOnly: true) },
        Refusal(name: "immediateOrCancel", capability: .immediateOrCancel) {
            try $0.restingBuy(timeInForce: .immediateOrCancel)
        },
        Refusal(name: "fillOrKill", capability: .fillOrKill) { try $0.restingBuy(timeInForce: .fillOrKill) },
        Refusal(name: "goodTillDate", capability: .goodTillDate) { examination in
            try examination.restingBuy(
                timeInForce: .goodTillDate, expiresAt: examination.clock.now.advanced(by: .seconds(3600)))
        },
        Refusal(name: "marketBuyBase", capability: .marketBuyBase) { try $0.marketOrder(.buy, isQuote: false) },
        Refusal(name: "marketBuyQuote", capability: .marketBuyQuote) { try $0.marketOrder(.buy, isQuote: true) },
        Refusal(name: "marketSellBase", capability: .marketSellBase) { try $0.marketOrder(.sell, isQuote: false) },
        Refusal(name: "marketSellQuote", capability: .marketSellQuote) { try $0.marketOrder(.sell, isQuote: true) },
        Refusal(name: "triggeredLimit", capability: .triggeredLimit) { try $0.stop(.stopLimit, .lastTrade) },
        Refusal(name: "triggeredMarket", capability: .triggeredMarket) { try $0.stop(.stopMarket, .lastTrade) },
        Refusal(name: "indexTrigger", capability: .indexTrigger) { try $0.stop(.stopLimit, .index) },
        Refusal(name: "placeBefore", capability: .placeBefore) { examination in
            try examination.plain(placeBefore: examination.clock.now.advanced(by: .seconds(5)))
        },
        Refusal(name: "selfTradePrevention", capability: .selfTradePrevention) { examination in
            try examination.plain(selfTradePrevention: .expireTaker)
        },
        Refusal(name: "unknownType", capability: Capability(rawValue: "order.someday")) { examination in
            let plain = try examination.restingBuy()
            return try OrderRequest(
                clientOrderID: plain.clientOrderID, symbol: plain.symbol, side: .buy,
                type: OrderType(rawValue: "someday"), amount: plain.amount)
        },
        Refusal(name: "unknownTimeInForce", capability: Capability(rawValue: "tif.SOMEDAY")) {
            try $0.restingBuy(timeInForce: TimeInForce(rawValue: "SOMEDAY"))
        },
    ]

    private static let dryRun = ConformanceCase(
        "capability.refused.dryRun", "A dry run is refused before anything is sent where it is not offered.",
        because: "An adapter that places instead would trade when somebody only asks.", needs: .adapter
    ) { examination in
        try examination.isWithout(.dryRun)
        do {
            try await examination.venue.placeDryRun(try examination.restingBuy())
        } catch let error as VenueError {
            return try hold(error.kind == .unsupported && error.effect == .notSent, "\(error)")
        }
        throw CaseStop.broken("it is said to have passed")
    }

    private static let amendments: [(name: String, capabilities: [Capability], change: OrderAmendment)] = [
        ("quantity", [.amendShrink, .amendGrow], OrderAmendment(quantity: 1)),
        ("price", [.amendPrice], OrderAmendment(limitPrice: 1)),
    ]

    private static func refused(
        _ amendment: (name: String, capabilities: [Capability], change: OrderAmendment)
    ) -> ConformanceCase {
        ConformanceCase(
            "capability.refused.amend.\(amendment.name)",
            "Amending the \(amendment.name) is refused before anything is sent where it is not offered.",
            because: "An adapter that cancels and places anew could leave two orders, or none.", needs: .adapter
        ) { examination in
            for capability in amendment.capabilities { try examination.isWithout(capability) }
            let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
            let outcome = await examination.venue.amend(
                order, on: examination.market.symbol, to: amendment.change)
            guard case .notSent(let error) = outcome else { throw CaseStop.broken("\(outcome)") }
            try hold(error.kind == .unsupported && error.effect == .notSent, "\(error)")
            try hold(examination.tap?.sent.isEmpty ?? true, "something was sent")
        }
    }
}

extension Examination {
    /// Goes on only where the capability is not offered, and sees to it that a mistake reaches no venue.
    fileprivate func isWithout(_ capability: Capability) throws(CaseStop) {
        guard !capabilities[capability].isOffered else { throw .notApplicable("\(capability) is offered") }
        refuseWrites()
    }

    /// Whatever a case that must send nothing sends by mistake does not leave.
    func refuseWrites() {
        tap?.arm(.refuseConnection, times: .max) { $0.intent == .write }
    }

    fileprivate func marketOrder(_ side: Side, isQuote: Bool) throws -> OrderRequest {
        let quantity = try market.smallestQuantity(at: market.bid)
        let amount = isQuote ? OrderAmount.quote(try quantity * market.bid) : .base(quantity)
        return try .market(newID(), side, market.symbol, amount)
    }

    fileprivate func stop(_ type: OrderType, _ reference: Trigger.Reference) throws -> OrderRequest {
        let price = try market.price(percentOfBid: 120)
        return try OrderRequest(
            clientOrderID: newID(), symbol: market.symbol, side: .buy, type: type,
            amount: .base(try market.smallestQuantity(at: price)), limitPrice: type.needsLimitPrice ? price : nil,
            trigger: Trigger(price: price, crossing: .atOrAbove, reference: reference),
            timeInForce: type.needsLimitPrice ? .goodTillCancelled : nil)
    }

    /// The smallest resting buy with one option more.
    func plain(
        placeBefore: Timestamp? = nil, selfTradePrevention: SelfTradePrevention? = nil
    ) throws -> OrderRequest {
        let plain = try restingBuy()
        return try OrderRequest(
            clientOrderID: plain.clientOrderID, symbol: plain.symbol, side: plain.side, type: plain.type,
            amount: plain.amount, limitPrice: plain.limitPrice, timeInForce: plain.timeInForce,
            placeBefore: placeBefore, selfTradePrevention: selfTradePrevention)
    }
}
