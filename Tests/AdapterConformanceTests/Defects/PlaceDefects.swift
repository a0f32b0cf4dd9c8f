import AdapterConformance
import AdapterProtocol

/// An adapter that sends another order than was asked for, or tells the outcome wrongly.
enum PlaceDefects {
    static let all: [Defect] = requests + outcomes + lookups

    private static let requests: [Defect] = [
        .bent("sells are sent as buys") { bends in
            bends.request = { request in
                guard request.trigger == nil else { return request }
                return request.with(side: .buy)
            }
        },
        .bent("ten times the amount is sent") { bends in
            bends.request = { request in
                switch request.amount {
                case .base(let quantity): request.with(amount: .base(quantity.times(10)))
                case .quote(let amount): request.with(amount: .quote(amount.times(10)))
                }
            }
        },
        .bent("prices are sent a tenth too low") { bends in
            bends.request = { request in
                guard let price = request.limitPrice else { return request }
                return request.with(limitPrice: price.over(10))
            }
        },
        .bent("post-only is not sent") { $0.request = { $0.with(isPostOnly: false) } },
        .bent("every limit order is sent post-only") { $0.request = { $0.with(isPostOnly: true) } },
        .bent("the time in force is not sent") { bends in
            bends.request = { request in
                guard request.timeInForce != nil else { return request }
                return request.with(timeInForce: .goodTillCancelled, expiresAt: .some(nil))
            }
        },
        .bent("the end of life is sent an hour late") { bends in
            bends.request = { request in
                guard let end = request.expiresAt else { return request }
                return request.with(expiresAt: end.advanced(by: .seconds(3600)))
            }
        },
        .bent("the end of life is in the wrong unit") { bends in
            bends.request = { request in
                guard let end = request.expiresAt else { return request }
                return request.with(expiresAt: Timestamp(milliseconds: end.milliseconds / 1000))
            }
        },
        .bent("the deadline is in the wrong unit") { bends in
            bends.request = { request in
                guard let end = request.placeBefore else { return request }
                return request.with(placeBefore: Timestamp(milliseconds: end.milliseconds / 1000))
            }
        },
        .bent("taker and maker of the self-trade rule change places") { bends in
            bends.request = { request in
                switch request.selfTradePrevention {
                case .expireTaker: request.with(selfTradePrevention: .expireMaker)
                case .expireMaker: request.with(selfTradePrevention: .expireTaker)
                default: request
                }
            }
        },
        .bent("the deadline is not sent") { $0.request = { $0.with(placeBefore: .some(nil)) } },
        .bent("the self-trade rule is not sent") {
            $0.request = { $0.with(selfTradePrevention: .some(nil)) }
        },
        .bent("the trigger is not sent") { bends in
            bends.request = { request in
                guard request.trigger != nil else { return request }
                let type: OrderType = request.type.needsLimitPrice ? .limit : .market
                return request.with(type: type, trigger: .some(nil))
            }
        },
        .bent("stops are sent as take-profits") { bends in
            bends.request = { request in
                guard let trigger = request.trigger else { return request }
                let types: [OrderType: OrderType] = [
                    .stopMarket: .takeProfit, .stopLimit: .takeProfitLimit, .takeProfit: .stopMarket,
                    .takeProfitLimit: .stopLimit,
                ]
                let other: Trigger.Crossing = trigger.crossing == .atOrAbove ? .atOrBelow : .atOrAbove
                return request.with(
                    type: types[request.type],
                    trigger: Trigger(price: trigger.price, crossing: other, reference: trigger.reference))
            }
        },
        .bent("the limit of a triggered order is its trigger") { bends in
            bends.request = { request in
                guard let trigger = request.trigger, request.limitPrice != nil else { return request }
                return request.with(limitPrice: trigger.price)
            }
        },
        .bent("quote amounts are sent as base") { bends in
            bends.request = { request in
                guard case .quote(let amount) = request.amount else { return request }
                return request.with(amount: .base(amount))
            }
        },
        .bent("base amounts of market buys are sent as quote") { bends in
            bends.request = { request in
                guard case .base(let amount) = request.amount, request.type == .market else { return request }
                return request.with(amount: .quote(amount))
            }
        },
        .bent("the client id is not sent as it is") { bends in
            bends.request = { $0.with(clientOrderID: ClientOrderID(bits: $0.clientOrderID.bits &+ 1)) }
        },
        .bent("client ids are cut to sixteen digits") { bends in
            bends.request = { $0.with(clientOrderID: ClientOrderID(bits: $0.clientOrderID.bits >> 64)) }
        },
        .bent("client ids lose their first half") { bends in
            bends.request = { request in
                request.with(clientOrderID: ClientOrderID(bits: request.clientOrderID.bits & UInt128(UInt64.max)))
            }
        },
        .bent("every client id is the same") { bends in
            bends.request = { $0.with(clientOrderID: ClientOrderID(bits: 0x1234_5678)) }
        },
        .bent("a new client id for every try") { bends in
            bends.request = { request in
                let fresh = UInt128(UInt64(turns.next() + 1)) << 96
                return request.with(clientOrderID: ClientOrderID(bits: request.clientOrderID.bits ^ fresh))
            }
        },
        .bent("a dry run places") { $0.dryRunPlaces = true },
        .bent("every order is placed twice") { bends in
            bends.placement = { request, instrument, base in
                let other = request.with(clientOrderID: ClientOrderID(bits: ~request.clientOrderID.bits))
                return base.place(other, on: instrument).then { _ in base.place(request, on: instrument) }
            }
        },
    ]

    private static let turns = Turns()

    private static let outcomes: [Defect] = [
        .output("every placement is accepted", .place) { (outcome: PlaceOutcome) in
            switch outcome {
            case .accepted: nil
            case .rejected, .notSent, .unknown: accepted(VenueOrderID(rawValue: "1"))
            }
        },
        .output("refused placements are accepted", .place) { (outcome: PlaceOutcome) in
            guard case .rejected(_, let id) = outcome else { return nil }
            return accepted(id ?? VenueOrderID(rawValue: "1"))
        },
        .output("accepted placements are refused", .place) { (outcome: PlaceOutcome) in
            guard case .accepted(let acceptance) = outcome else { return nil }
            return .rejected(refusal, venueOrderID: acceptance.venueOrderID)
        },
        .output("accepted placements are unknown", .place) { (outcome: PlaceOutcome) in
            guard case .accepted = outcome else { return nil }
            return .unknown(
                .init(
                    error: refusal.with(effect: .unknown, advice: .afterResync),
                    clientOrderID: ClientOrderID(bits: 0), visibilityBound: .zero))
        },
        .output("unknown placements are refused", .place) { (outcome: PlaceOutcome) in
            guard case .unknown(let uncertainty) = outcome else { return nil }
            return .rejected(uncertainty.error.with(effect: .notExecuted(.stated)), venueOrderID: nil)
        },
        .output("unknown placements never left", .place) { (outcome: PlaceOutcome) in
            guard case .unknown(let uncertainty) = outcome else { return nil }
            return .notSent(uncertainty.error.with(effect: .notSent))
        },
        .output("unknown placements are accepted", .place) { (outcome: PlaceOutcome) in
            guard case .unknown = outcome else { return nil }
            return accepted(VenueOrderID(rawValue: "1"))
        },
        .output("an id in use is told as rejected", .place) { (outcome: PlaceOutcome) in
            guard case .unknown(let uncertainty) = outcome, uncertainty.error.kind == .duplicateClientOrderID else {
                return nil
            }
            return .rejected(uncertainty.error.with(effect: .notExecuted(.stated)), venueOrderID: nil)
        },
        .output("placements that never left are unknown", .place) { (outcome: PlaceOutcome) in
            guard case .notSent(let error) = outcome else { return nil }
            return .unknown(
                .init(
                    error: error.with(effect: .unknown, advice: .afterResync), clientOrderID: ClientOrderID(bits: 0),
                    visibilityBound: .seconds(10)))
        },
        .output("an unknown placement may be repeated", .place) { (outcome: PlaceOutcome) in
            guard case .unknown(let uncertainty) = outcome else { return nil }
            return .unknown(
                .init(
                    error: uncertainty.error.with(advice: .after(.seconds(1))),
                    clientOrderID: uncertainty.clientOrderID, visibilityBound: uncertainty.visibilityBound))
        },
        .output("an unknown placement is visible at once", .place) { (outcome: PlaceOutcome) in
            guard case .unknown(let uncertainty) = outcome else { return nil }
            return .unknown(
                .init(error: uncertainty.error, clientOrderID: uncertainty.clientOrderID, visibilityBound: .zero))
        },
        .output("an unknown placement names another id", .place) { (outcome: PlaceOutcome) in
            guard case .unknown(let uncertainty) = outcome else { return nil }
            return .unknown(
                .init(
                    error: uncertainty.error, clientOrderID: ClientOrderID(bits: 1),
                    visibilityBound: uncertainty.visibilityBound))
        },
        .output("an unknown placement has an error that proves something", .place) {
            (outcome: PlaceOutcome) in
            guard case .unknown(let uncertainty) = outcome else { return nil }
            return .unknown(
                .init(
                    error: uncertainty.error.with(effect: .notExecuted(.inferred)),
                    clientOrderID: uncertainty.clientOrderID, visibilityBound: uncertainty.visibilityBound))
        },
        .output("acceptance without the venue's id", .place) { (outcome: PlaceOutcome) in
            guard case .accepted(let acceptance) = outcome else { return nil }
            return .accepted(
                .init(depth: acceptance.depth, venueOrderID: VenueOrderID(rawValue: ""), order: acceptance.order))
        },
    ]

    private static let refusal = VenueError(
        kind: .badRequest, effect: .notExecuted(.stated), advice: .never, message: "refused")

    private static func accepted(_ id: VenueOrderID) -> PlaceOutcome {
        .accepted(.init(depth: .received, venueOrderID: id, order: nil))
    }

    private static let lookups: [Defect] = [
        .output("orders are never found", .order) { (_: OrderLookup) in .absent(mayLag: .zero) },
        .output("absent orders are found", .order) { (lookup: OrderLookup) in
            guard case .absent = lookup, let symbol = Symbol("BTC/USDT") else { return nil }
            return .found(
                Order(
                    symbol: symbol, venueOrderID: VenueOrderID(rawValue: "1"), clientOrderID: nil, side: .buy,
                    type: .limit, amount: nil, limitPrice: nil, timeInForce: nil, isPostOnly: nil,
                    phase: .ended(.undetermined), filledBase: .zero, filledQuote: nil, createdAt: nil, updatedAt: nil))
        },
        .rescue("an order that cannot be read is absent", [.order]) { _ in
            OrderLookup.absent(mayLag: .zero)
        },
        .bent("orders are asked for by another id") { bends in
            bends.reference = { reference in
                switch reference {
                case .client(let id): .client(ClientOrderID(bits: id.bits &+ 1))
                case .venue(let id): .venue(VenueOrderID(rawValue: id.rawValue + "0"))
                }
            }
        },
        .output("placements are never found", .resolve) { (resolution: PlaceResolution) in
            guard case .found = resolution else { return nil }
            return .absent(AbsenceProof(sources: ["orders"], fence: .none, readAt: Timestamp(seconds: 0)))
        },
        .output("what is not found yet is absent", .resolve) { (resolution: PlaceResolution) in
            guard case .unresolved = resolution else { return nil }
            return .absent(AbsenceProof(sources: [], fence: .window, readAt: Timestamp(seconds: 0)))
        },
        .output("absence is never proven", .resolve) { (resolution: PlaceResolution) in
            guard case .absent = resolution else { return nil }
            return .unresolved(refusal)
        },
        .output("a failed look-up proves absence", .resolve) { (resolution: PlaceResolution) in
            guard case .unresolved(let error) = resolution, error.kind != .orderNotFound else { return nil }
            return .absent(AbsenceProof(sources: ["orders"], fence: .none, readAt: Timestamp(seconds: 0)))
        },
        .bent("placements count as signed long ago") { bends in
            bends.signedBy = { $0.advanced(by: .seconds(-3600)) }
        },
        .bent("the open orders of all markets are those of the first") { $0.onlyFirstMarket = true },
        .output("no open orders", .openOrders) { (_: [Order]) in [] },
        .rescue("open orders that cannot be read are none", [.openOrders]) { _ in [Order]() },
    ]
}
