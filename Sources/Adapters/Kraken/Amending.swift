import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Most that an amendment costs: 1, and 3 for an order younger than five seconds (kraken.md H.2).
    private static let amendCharges = [RateCharge(engine, 4)]

    /// Changes quantity and limit price in the engine; ids and fills stay (`AmendOrder`, kraken.md E.7).
    ///
    /// The order is read first: an amendment that changes nothing is an error, and a total at or below what has traded
    /// would end the order.
    public func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        if let problem = Self.problem(with: change) { return .finished(.notSent(problem)) }
        return self.order(order, on: instrument).map(Result<OrderLookup, VenueError>.success)
            .recover { .finished(.failure($0)) }
            .then { found in
                switch found {
                case .failure(let error): .finished(.notSent(error.with(effect: .notSent)))
                case .success(.absent):
                    .finished(.notSent(.notSent(.orderNotFound, "the venue shows no such order", advice: .afterResync)))
                case .success(.found(let order)): Self.amend(order, to: change)
                }
            }
    }

    private static func problem(with change: OrderAmendment) -> VenueError? {
        guard change.quantity != nil || change.limitPrice != nil else {
            return .refused(.amount, "an amendment names a new total quantity or a new limit price")
        }
        if let quantity = change.quantity, !quantity.isPositive { return .refused(.amount, "must be above zero") }
        if let price = change.limitPrice, !price.isPositive { return .refused(.limitPrice, "must be above zero") }
        return nil
    }

    private static func amend(_ order: Order, to change: OrderAmendment) -> Flow<AmendOutcome> {
        if let problem = problem(with: change, of: order) { return .finished(.notSent(problem)) }
        let quantity = change.quantity.flatMap { $0 == order.amount?.baseQuantity ? nil : $0 }
        let price = change.limitPrice.flatMap { $0 == order.limitPrice ? nil : $0 }
        var list = [Parameter("txid", order.venueOrderID.rawValue)]
        if let quantity { list.append(Parameter("order_qty", plain(quantity))) }
        if let price { list.append(Parameter("limit_price", plain(price))) }
        guard list.count > 1 else {
            return .finished(.notSent(.refused(.amount, "the order already reads so")))
        }
        if price != nil, order.isPostOnly == true { list.append(Parameter("post_only", "true")) }
        // Only a smaller quantity at the same price is sure to keep its place in the queue.
        let isSmaller = quantity.flatMap { new in order.amount?.baseQuantity.map { new < $0 } } ?? false
        let keepsPriority = price == nil && isSmaller
        let call = write(amending, "/0/private/AmendOrder", list, priority: .place, charges: amendCharges)
        return .call(endpoint(call, amendID)) { result, _ in
            switch result {
            case .success: .finished(.amended(order.with(quantity, price), keptPriority: keepsPriority))
            case .failure(let error):
                switch error.effect {
                case .notSent: .finished(.notSent(error))
                case .notExecuted: .finished(.rejected(error))
                case .unknown, .executed: .finished(.unknown(error))
                }
            }
        }
    }

    private static func problem(with change: OrderAmendment, of order: Order) -> VenueError? {
        if order.phase.isEnded { return .notSent(.orderNotFound, "the order has ended", advice: .afterResync) }
        if change.limitPrice != nil, order.limitPrice == nil {
            return .refused(.limitPrice, "the order has no limit price to change")
        }
        guard let quantity = change.quantity else { return nil }
        guard order.amount?.baseQuantity != nil else {
            return .refused(.amount, "the order has no base quantity to change")
        }
        guard quantity > order.filledBase else {
            return .refused(.amount, "\(order.filledBase) has traded already: cancel instead")
        }
        return nil
    }

    private static func amendID(_ reader: inout JSONReader) throws(JSONError) -> String {
        var id: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "amend_id": id = try reader.string()
            default: try reader.skip()
            }
        }
        return try reader.require(id, "amend_id")
    }
}

extension Order {
    /// The same view with another total or limit price.
    fileprivate func with(_ quantity: ExactDecimal?, _ price: ExactDecimal?) -> Order {
        Order(
            symbol: symbol, venueOrderID: venueOrderID, clientOrderID: clientOrderID,
            foreignClientID: foreignClientID, side: side, type: type, amount: quantity.map(OrderAmount.base) ?? amount,
            limitPrice: price ?? limitPrice, triggerPrice: triggerPrice, timeInForce: timeInForce,
            isPostOnly: isPostOnly, phase: phase, filledBase: filledBase, filledQuote: filledQuote,
            createdAt: createdAt, updatedAt: updatedAt)
    }
}
