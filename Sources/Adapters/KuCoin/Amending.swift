import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Reduces a live order's total quantity, keeping id and place in the queue: the partial cancel (weight 2 and 2).
    ///
    /// Prices and larger quantities are refused: the venue's alter call cancels and makes a new order with a new id,
    /// and the old one can fill in between (kucoin.md E.3).
    public func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        guard change.limitPrice == nil else {
            return .finished(.notSent(.unsupported(.amendPrice, "KuCoin changes a price only by cancel and replace")))
        }
        guard let quantity = change.quantity, quantity.isPositive else {
            return .finished(.notSent(.refused(.amount, "an amendment names a new total quantity")))
        }
        return self.order(order, on: instrument).map(Result<OrderLookup, VenueError>.success)
            .recover { .finished(.failure($0)) }
            .then { found in
                switch found {
                case .failure(let error): .finished(.notSent(error.with(effect: .notSent)))
                case .success(.absent):
                    .finished(.notSent(.notSent(.orderNotFound, "the venue shows no such order", advice: .afterResync)))
                case .success(.found(let order)): Self.shrink(order, to: quantity, on: instrument)
                }
            }
    }

    private static func shrink(
        _ order: Order, to quantity: ExactDecimal, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        if let problem = problem(with: order, quantity, instrument) { return .finished(.notSent(problem)) }
        guard let ordered = order.amount?.baseQuantity, let difference = try? ordered - quantity else {
            return .finished(.notSent(.refused(.amount, "the order has no base quantity to reduce")))
        }
        let call = write(
            "order.amend", .delete, "v1/hf/orders/cancel/" + order.venueOrderID.rawValue,
            [Parameter("symbol", instrument.nativeName), Parameter("cancelSize", plain(difference))],
            priority: .place, weight: 2)
        let endpoint = endpoint(call) { reader throws(JSONError) in
            var cancelled: ExactDecimal?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "cancelSize": cancelled = try reader.amount()
                default: try reader.skip()
                }
            }
            guard try reader.require(cancelled, "cancelSize") == difference else {
                throw reader.unexpected("the size that was asked for")
            }
        }
        return .call(endpoint) { result, _ in
            switch result {
            case .success: .finished(.amended(order.with(quantity: quantity), keptPriority: true))
            case .failure(let error):
                switch error.effect {
                case .notSent: .finished(.notSent(error))
                case .notExecuted: .finished(.rejected(error))
                case .unknown, .executed: .finished(.unknown(error))
                }
            }
        }
    }

    private static func problem(
        with order: Order, _ quantity: ExactDecimal, _ instrument: Instrument
    ) -> VenueError? {
        guard !isStopID(order.venueOrderID), isPlainID(order.venueOrderID.rawValue) else {
            return .unsupported(.amendShrink, "stop orders cannot be changed")
        }
        if order.phase.isEnded { return .notSent(.orderNotFound, "the order has ended", advice: .afterResync) }
        if let ordered = order.amount?.baseQuantity, quantity >= ordered {
            return .unsupported(.amendGrow, "KuCoin only reduces a quantity in place")
        }
        guard quantity > order.filledBase else {
            return .refused(.amount, "\(order.filledBase) has traded already: cancel instead")
        }
        if let step = instrument.quantity.step.value, !quantity.isMultiple(of: step) {
            return .refused(.amount, "\(quantity) is not a multiple of \(step)")
        }
        return nil
    }
}

extension Order {
    /// The same view with another total.
    fileprivate func with(quantity: ExactDecimal) -> Order {
        Order(
            symbol: symbol, venueOrderID: venueOrderID, clientOrderID: clientOrderID,
            foreignClientID: foreignClientID, side: side, type: type, amount: .base(quantity), limitPrice: limitPrice,
            triggerPrice: triggerPrice, timeInForce: timeInForce, isPostOnly: isPostOnly, phase: phase,
            filledBase: filledBase, filledQuote: filledQuote, createdAt: createdAt, updatedAt: updatedAt)
    }
}
