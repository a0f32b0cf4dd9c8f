import AdapterProtocol

/// Amendments that break a rule: refused before anything is sent, as placements are.
enum AmendRefusalCases {
    static let all: [ConformanceCase] = [nothing, notPositive, offTick, offLot, unclaimedPrice, unclaimedQuantity]

    /// An amendment that must be refused before anything that changes something is sent.
    private static func refused(
        _ word: String, _ promise: String, because reason: String, proves: Set<Capability>, field: OrderField? = nil,
        _ amendment: @escaping @Sendable (OrderRequest, Market) throws -> OrderAmendment
    ) -> ConformanceCase {
        ConformanceCase(
            "amend.\(word)", promise, because: reason, proves: proves.union([.limitOrders]), needs: .trading
        ) { examination in
            let (request, id) = try await AmendCases.live(examination)
            examination.tap?.reset()
            let change = try amendment(request, examination.market)
            let outcome = await examination.venue.amend(.venue(id), on: request.symbol, to: change)
            guard case .notSent(let error) = outcome else { throw CaseStop.broken("the outcome is \(outcome)") }
            if let field {
                try hold(error.kind == .invalidOrder(field), "the refusal is \(error.kind) \(error.kind.field as Any)")
            }
            let writes = examination.tap?.sent.count { $0.intent == .write } ?? 0
            try hold(writes == 0, "\(writes) writes were sent")
            try await AmendCases.holdOnly(id, request, OrderAmendment(), examination)
        }
    }

    private static let nothing = refused(
        "nothing", "An amendment that names nothing is refused before it is sent, and the order is as it was.",
        because: "Some venues answer it with an error that looks like a dead order.", proves: [.amendShrink]
    ) { _, _ in OrderAmendment() }

    private static let notPositive = refused(
        "zero", "An amendment to nothing left is refused before it is sent: to end an order there is the cancel.",
        because: "Taken as a cancel it ends an order whose owner thinks that it lives.", proves: [.amendShrink],
        field: .amount
    ) { _, _ in OrderAmendment(quantity: .zero) }

    private static let offTick = refused(
        "offTick", "An amendment to a price between two ticks is refused before it is sent.",
        because: "Placements are checked against the published rules; an amendment can break them just so.",
        proves: [.amendPrice], field: .limitPrice
    ) { request, market in
        guard market.instrument.price.step.value != nil, let price = request.limitPrice else {
            throw CaseStop.notApplicable("the market has no tick")
        }
        return OrderAmendment(limitPrice: try price + market.tick.divided(by: 2, scale: 18, rounding: .down))
    }

    private static let offLot = refused(
        "offLot", "An amendment to a quantity between two lots is refused before it is sent.",
        because: "Placements are checked against the published rules; an amendment can break them just so.",
        proves: [.amendShrink], field: .amount
    ) { request, market in
        let half = try market.lot.divided(by: 2, scale: 18, rounding: .down)
        return OrderAmendment(quantity: try request.amount.value - market.lot - half)
    }

    /// What is not offered is refused by the adapter alone, with the name of what is missing.
    private static func unclaimed(
        _ word: String, _ capability: Capability, _ change: @escaping @Sendable (OrderRequest) -> OrderAmendment
    ) -> ConformanceCase {
        ConformanceCase(
            "amend.unclaimed.\(word)",
            "An amendment of the \(word), where the venue does not offer that, is refused by the name of what is missing.",
            because: "The strategy can then cancel and place anew; told of something else it tries the same again.",
            needs: .adapter
        ) { examination in
            guard !examination.capabilities[capability].isOffered else {
                throw CaseStop.notApplicable("\(capability) is offered")
            }
            let order = OrderReference.venue(VenueOrderID(rawValue: "1234567890"))
            let run = examination.adapter.amend(
                order, to: change(try examination.restingBuy()), on: examination.market.instrument
            ).run(at: examination.clock.now) { _, _, _ in .failure(.notSent(.network, "nobody was to be asked")) }
            guard case .notSent(let error) = run.output, error.kind == .unsupported else {
                throw CaseStop.broken("\(run.result)")
            }
            try hold(error.message.hasPrefix("\(capability)"), "it names something else: \(error.message)")
        }
    }

    private static let unclaimedPrice = unclaimed("price", .amendPrice) { OrderAmendment(limitPrice: $0.limitPrice) }
    private static let unclaimedQuantity = unclaimed("quantity", .amendShrink) {
        OrderAmendment(quantity: $0.amount.value)
    }
}
